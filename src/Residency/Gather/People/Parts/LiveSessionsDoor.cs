using Residency.Foundation.LiveText;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.Parts;

/// <summary>Tells live texts which sign-ins stand behind their sockets, and which of them have ended.</summary>
internal sealed class LiveSessionsDoor(PersonHere here, AccountSessions sessions) : ILiveSessions
{
    /// <inheritdoc/>
    public async Task<string?> OfRequestAsync(HttpContext context, CancellationToken cancel) =>
        (await here.FindAsync(cancel))?.Session.Id.Value.ToString("N");

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> EndedAsync(IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        var live = await sessions.LiveAmongAsync(Ids(names), cancel);
        return names.Where(name => !live.Contains(name)).ToHashSet(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public Task SeenAsync(IReadOnlyCollection<string> names, CancellationToken cancel) => sessions.SeeAsync(Ids(names), cancel);

    private static List<Model.AccountSessionId> Ids(IReadOnlyCollection<string> names) =>
        [.. names.Select(name => new Model.AccountSessionId(Guid.ParseExact(name, "N")))];
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ui.Http;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.Parts;

/// <summary>Who is behind the present request; asked once for each request.</summary>
public sealed class PersonHere(IHttpContextAccessor http, AccountSessions sessions) : IActorOfRequest
{
    private Task<SignedIn?>? _answer;

    /// <summary>The person with their session; null for a visitor.</summary>
    public Task<SignedIn?> FindAsync(CancellationToken cancel) => _answer ??= AskAsync(cancel);

    /// <inheritdoc/>
    async Task<Actor> IActorOfRequest.FindAsync(HttpContext context, CancellationToken cancel) =>
        (await FindAsync(cancel))?.Actor ?? Actor.Visitor;

    /// <inheritdoc/>
    async Task<SessionSpan?> IActorOfRequest.SpanAsync(HttpContext context, CancellationToken cancel) =>
        await FindAsync(cancel) is { } here
            ? new SessionSpan(here.EndsAt, here.Session.LatestEnd(AccountSession.MayBeRemembered(here.Actor)))
            : null;

    private async Task<SignedIn?> AskAsync(CancellationToken cancel)
    {
        if (http.HttpContext is not { } context || SessionCookie.Read(context) is not { } secret)
        {
            return null;
        }

        var found = await sessions.FindAsync(secret, cancel);
        if (
            found is null
            || !sessions.IsSeenStale(found.Session)
            || context.GetEndpoint()?.Metadata.GetMetadata<UnnoticedAttribute>() is not null
        )
        {
            return found;
        }

        await sessions.SeeAsync(found.Session.Id, cancel);
        return await sessions.FindAsync(secret, cancel);
    }
}

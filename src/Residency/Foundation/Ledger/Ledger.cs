using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Ledger;

/// <summary>Writes down what happened, in the transaction in which it happens.</summary>
/// <remarks>One mechanism with four uses: listeners, the history page, the audit chain, and evidence for reports.</remarks>
public sealed class Ledger(AppDb db, TimeProvider clock)
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter(), new TypedIdJson() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly List<(LedgerEntry Entry, Fact Fact)> _unsaved = [];

    /// <summary>Adds a fact to the next save of this unit of work.</summary>
    public void Write(Actor actor, Fact fact)
    {
        var payload = JsonSerializer.Serialize(fact, fact.GetType(), Json);
        _unsaved.Add((LedgerEntry.Write(actor, fact, payload, clock.GetUtcNow()), fact));
    }

    internal IReadOnlyList<(LedgerEntry Entry, Fact Fact)> TakeUnsaved()
    {
        var taken = _unsaved.ToList();
        _unsaved.Clear();
        return taken;
    }

    /// <summary>The facts about one subject, the newest first.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> AboutAsync(HubId hub, string subject, int most, CancellationToken cancel) =>
        await db.Set<LedgerEntry>()
            .AsNoTracking()
            .Where(entry => entry.Hub == hub && entry.Subject == subject)
            .OrderByDescending(entry => entry.Sequence)
            .Take(most)
            .ToListAsync(cancel);

    /// <summary>The facts of one kind that somebody brought about after an instant, among the newest of the hub.</summary>
    /// <param name="of">The hub and the person.</param>
    /// <param name="since">Exclusive.</param>
    /// <param name="among">How many facts of the hub are looked through, so that the cost is bounded.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<IReadOnlyList<TFact>> DoneByAsync<TFact>(
        (HubId Hub, PersonId Person) of,
        DateTimeOffset since,
        int among,
        CancellationToken cancel
    )
        where TFact : Fact
    {
        var name = Fact.NameOf(typeof(TFact));
        var payloads = await db.Set<LedgerEntry>()
            .Where(entry => entry.Hub == of.Hub)
            .OrderByDescending(entry => entry.Sequence)
            .Take(among)
            .Where(entry => entry.Actor == of.Person && entry.Name == name && entry.At > since)
            .Select(entry => entry.Payload)
            .ToListAsync(cancel);
        return payloads.ConvertAll(payload => JsonSerializer.Deserialize<TFact>(payload, Json)!); // written from one
    }

    /// <summary>The facts of a hub before a sequence number, the newest first.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> OfHubAsync(HubId hub, long before, int most, CancellationToken cancel) =>
        await db.Set<LedgerEntry>()
            .AsNoTracking()
            .Where(entry => entry.Hub == hub && entry.Sequence < before)
            .OrderByDescending(entry => entry.Sequence)
            .Take(most)
            .ToListAsync(cancel);
}

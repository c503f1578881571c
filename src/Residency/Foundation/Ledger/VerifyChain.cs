using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Ledger;

/// <summary>What was found when a hub's chain was computed anew.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="Entries">How many entries were read.</param>
/// <param name="FirstBad">The first sequence number that is missing, altered or out of order; null when all is well.</param>
/// <param name="Head">The hash at the end.</param>
public sealed record ChainFinding(HubId Hub, long Entries, long? FirstBad, string Head);

/// <summary>Computes every hub's chain anew and compares.</summary>
/// <remarks>
/// Finds any changed, removed, added or moved entry. Cutting the tail off is found because the head row names the last
/// entry; somebody who can rewrite the head row as well is found only by a copy of the head kept elsewhere.
/// </remarks>
public sealed class VerifyChain(AppDb db)
{
    /// <summary>One finding for each hub that has a chain.</summary>
    public async Task<IReadOnlyList<ChainFinding>> AllAsync(CancellationToken cancel)
    {
        var heads = await db.Set<LedgerHead>().AsNoTracking().ToListAsync(cancel);
        var hubs = await db.Set<LedgerEntry>().Select(entry => entry.Hub).Distinct().ToListAsync(cancel);
        var findings = new List<ChainFinding>();
        foreach (var hub in hubs.Union(heads.Select(head => head.Hub)))
        {
            findings.Add(await OneAsync(hub, heads.SingleOrDefault(head => head.Hub == hub), cancel));
        }

        return findings;
    }

    private async Task<ChainFinding> OneAsync(HubId hub, LedgerHead? head, CancellationToken cancel)
    {
        var (count, previous) = (0L, "");
        var entries = db.Set<LedgerEntry>().AsNoTracking().Where(entry => entry.Hub == hub).OrderBy(entry => entry.Sequence);
        await foreach (var entry in entries.AsAsyncEnumerable().WithCancellation(cancel))
        {
            count++;
            if (entry.Sequence != count || entry.Hash != entry.HashAfter(previous))
            {
                return new ChainFinding(hub, count, count, previous);
            }

            previous = entry.Hash;
        }

        var whole = head is not null && head.Sequence == count && head.Hash == previous;
        return new ChainFinding(hub, count, whole ? null : count + 1, previous);
    }
}

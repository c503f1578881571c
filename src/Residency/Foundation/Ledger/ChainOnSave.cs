using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Ledger;

/// <summary>Puts the facts of a unit of work at the end of their hub's chain and tells the listeners.</summary>
internal sealed class ChainOnSave(Ledger ledger, FactKinds kinds, JobQueue jobs, LedgerPulse pulse, IServiceProvider provider)
    : IBeforeSave,
        IAfterCommit
{
    private const int MostRounds = 8;

    private bool _hasTold;

    public async Task BeforeSaveAsync(AppDb db, CancellationToken cancel)
    {
        // Moved but not saved yet: a second round must go on from here, not from the stored row.
        var heads = new Dictionary<HubId, LedgerHead>();
        // A listener may write facts of its own; a chain of them longer than this is a circle.
        for (var round = 0; round < MostRounds; round++)
        {
            var unsaved = ledger.TakeUnsaved();
            if (unsaved.Count == 0)
            {
                return;
            }

            _hasTold = true;
            if (round == 0)
            {
                await PulseAmongNodes.TellAsync(db, cancel);
            }

            // Always in the same order, so that two nodes that write to two hubs cannot wait for each other.
            foreach (var facts in unsaved.GroupBy(pair => pair.Entry.Hub).OrderBy(group => group.Key.Value))
            {
                if (!heads.TryGetValue(facts.Key, out var head))
                {
                    heads[facts.Key] = head = await LockAsync(db, facts.Key, cancel);
                }

                foreach (var (entry, fact) in facts)
                {
                    entry.Chain(head.Sequence + 1, head.Hash);
                    head.Move(entry.Sequence, entry.Hash);
                    db.Add(entry);
                    await TellAsync(fact, entry, cancel);
                }
            }
        }

        throw new InvalidOperationException("Listeners keep telling each other facts: a circle.");
    }

    /// <inheritdoc/>
    public void AfterCommit()
    {
        if (_hasTold)
        {
            _hasTold = false;
            pulse.Beat();
        }
    }

    private static async Task<LedgerHead> LockAsync(AppDb db, HubId hub, CancellationToken cancel)
    {
        if (db is PostgresAppDb)
        {
            await db.Database.ExecuteSqlAsync(
                $"insert into ledger_heads (hub, sequence, hash) values ({hub.Value}, 0, '') on conflict (hub) do nothing",
                cancel
            );
            // The lock is held until the transaction ends; the tracked row may be older than the lock.
            var locked = await db.Set<LedgerHead>()
                .FromSql($"select * from ledger_heads where hub = {hub.Value} for update")
                .AsTracking()
                .SingleAsync(cancel);
            await db.Entry(locked).ReloadAsync(cancel);
            return locked;
        }

        var head = await db.Set<LedgerHead>().AsTracking().SingleOrDefaultAsync(row => row.Hub == hub, cancel);
        if (head is null)
        {
            head = LedgerHead.Begin(hub);
            db.Add(head);
        }
        else
        {
            await db.Entry(head).ReloadAsync(cancel);
        }

        return head;
    }

    private async Task TellAsync(Fact fact, LedgerEntry entry, CancellationToken cancel)
    {
        var kind = kinds.Of(fact);
        await kind.TellWithinAsync(provider, fact, cancel);
        foreach (var listener in kind.After)
        {
            jobs.Enqueue(Actor.System, new DeliverFact(entry.Hub, entry.Sequence, entry.Subject, FactKind.NameOf(listener)));
        }
    }
}

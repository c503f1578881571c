using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Ledger;

/// <summary>Puts the facts of a unit of work at the end of their hub's chain and tells the listeners within.</summary>
internal sealed class ChainOnSave(Ledger ledger, IServiceProvider provider) : IBeforeSave
{
    private const int MostRounds = 8;

    public async Task BeforeSaveAsync(AppDb db, CancellationToken cancel)
    {
        // A listener may write facts of its own; a chain of them longer than this is a circle.
        for (var round = 0; round < MostRounds; round++)
        {
            var unsaved = ledger.TakeUnsaved();
            if (unsaved.Count == 0)
            {
                return;
            }

            foreach (var facts in unsaved.GroupBy(pair => pair.Entry.Hub))
            {
                var head = await LockAsync(db, facts.Key, cancel);
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

    private static async Task<LedgerHead> LockAsync(AppDb db, Actors.HubId hub, CancellationToken cancel)
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

        var head = await db.Set<LedgerHead>().SingleOrDefaultAsync(row => row.Hub == hub, cancel);
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
        var listener = typeof(IWithin<>).MakeGenericType(fact.GetType());
        foreach (var listening in provider.GetServices(listener))
        {
            var task = (Task)listener.GetMethod("OnAsync", BindingFlags.Public | BindingFlags.Instance)!.Invoke(listening, [fact, cancel])!; // declared in the interface
            await task;
        }

        foreach (var deliver in provider.GetServices<IDeliverAfter>())
        {
            deliver.Enqueue(fact, entry);
        }
    }
}

/// <summary>Makes the jobs by which listeners hear of a fact after its transaction. Implemented over the job queue.</summary>
internal interface IDeliverAfter
{
    /// <summary>Adds one job for each listener to the same transaction.</summary>
    void Enqueue(Fact fact, LedgerEntry entry);
}

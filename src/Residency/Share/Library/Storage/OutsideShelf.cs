using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Share.Library.Model;

namespace Residency.Share.Library.Storage;

/// <summary>The list of works that were published elsewhere: kept by hand, bounded, read whole.</summary>
public sealed class OutsideShelf(AppDb db, Ledger ledger, TimeProvider clock)
{
    /// <summary>How many works a hub may list; so few that a page can read and search them all.</summary>
    public const int MostWorks = 500;

    /// <summary>The works of a hub, the newest year first, then by title. Public.</summary>
    public async Task<IReadOnlyList<OutsideWork>> ListAsync(HubId hub, CancellationToken cancel)
    {
        var works = await db.Set<OutsideWork>()
            .AsNoTracking()
            .Where(work => work.Hub == hub)
            .OrderBy(work => work.Id)
            .Take(MostWorks)
            .ToListAsync(cancel);
        // Sorted here, since databases sort letters differently.
        return
        [
            .. works.OrderByDescending(work => work.Year).ThenBy(work => work.Title, StringComparer.InvariantCultureIgnoreCase),
        ];
    }

    /// <summary>Done when the actor may keep the list.</summary>
    public Result May(Actor actor, HubId hub)
    {
        var may = LibraryAccess.Table.May(actor, LibraryActions.Outside, new HubSubject(hub), clock.GetUtcNow());
        return may.IsDone || actor.BelongsTo(hub) ? may : new Refusal.NotFound();
    }

    /// <summary>Adds a work to the list.</summary>
    /// <returns>Its id; Invalid, or a conflict when the DOI is listed already or the list is full.</returns>
    public async Task<Result<OutsideWorkId>> AddAsync(Actor actor, HubId hub, OutsideRecord record, CancellationToken cancel)
    {
        var may = May(actor, hub);
        if (!may.IsDone)
        {
            return may.Refusal;
        }

        var made = OutsideWork.Of(hub, record);
        if (!made.IsDone)
        {
            return made.Refusal;
        }

        if (await FreeAsync(made.Value, cancel) is { IsDone: false } taken)
        {
            return taken.Refusal;
        }

        if (await db.Set<OutsideWork>().CountAsync(work => work.Hub == hub, cancel) >= MostWorks)
        {
            return new Refusal.Conflict("The list is full: 500 works. Remove one that readers no longer need.");
        }

        db.Add(made.Value);
        ledger.Write(actor, new OutsideWorkListed(made.Value.Id) { Hub = hub });
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? made.Value.Id : saved.Refusal;
    }

    /// <summary>Replaces the record of a work.</summary>
    /// <param name="seen">The version that was shown when the change was typed.</param>
    /// <returns>Done; NotFound, Invalid, or a conflict when somebody else changed it or the DOI is listed already.</returns>
    public async Task<Result> ChangeAsync(
        Actor actor,
        (HubId Hub, OutsideWorkId Id) at,
        OutsideRecord record,
        int seen,
        CancellationToken cancel
    )
    {
        var loaded = await LoadAsync(actor, at.Hub, at.Id, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        if (loaded.Value.Version != seen)
        {
            return new Refusal.Conflict("Somebody else changed this record. Open it again and repeat your change.");
        }

        var changed = loaded.Value.Change(record);
        changed = changed.IsDone ? await FreeAsync(loaded.Value, cancel) : changed;
        if (!changed.IsDone)
        {
            db.ChangeTracker.Clear();
            return changed;
        }

        ledger.Write(actor, new OutsideWorkChanged(at.Id) { Hub = at.Hub });
        return await db.SaveAsync(cancel);
    }

    /// <summary>Takes a work off the list.</summary>
    public async Task<Result> RemoveAsync(Actor actor, HubId hub, OutsideWorkId id, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, hub, id, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        db.Remove(loaded.Value);
        ledger.Write(actor, new OutsideWorkRemoved(id) { Hub = hub });
        return await db.SaveAsync(cancel);
    }

    private async Task<Result<OutsideWork>> LoadAsync(Actor actor, HubId hub, OutsideWorkId id, CancellationToken cancel)
    {
        var may = May(actor, hub);
        if (!may.IsDone)
        {
            return may.Refusal;
        }

        return await db.Set<OutsideWork>().SingleOrDefaultAsync(work => work.Hub == hub && work.Id == id, cancel) is { } found
            ? found
            : new Refusal.NotFound();
    }

    private async Task<Result> FreeAsync(OutsideWork work, CancellationToken cancel) =>
        await db.Set<OutsideWork>()
            .AnyAsync(other => other.Hub == work.Hub && other.Doi == work.Doi && other.Id != work.Id, cancel)
            ? new Refusal.Conflict("The hub lists a work with this DOI already.")
            : Result.Done;
}

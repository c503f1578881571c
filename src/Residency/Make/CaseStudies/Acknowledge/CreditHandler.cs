using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Acknowledge;

/// <summary>Gives credit: who contributed, in which order, in which roles.</summary>
internal sealed class CreditHandler(AppDb db, Ledger ledger, TimeProvider clock)
{
    /// <summary>The contributors with their ids, when the actor may change them.</summary>
    public async Task<Result<IReadOnlyList<(ContributionId Id, ContributorCard Card)>>> LoadAsync(
        Actor actor,
        CaseStudyId id,
        CancellationToken cancel
    )
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.MetaEdit, id, clock.GetUtcNow(), cancel);
        return loaded.IsDone
            ? (Result<IReadOnlyList<(ContributionId, ContributorCard)>>)
                (await RowsAsync(id, cancel)).ConvertAll(row => (row.Id, row.Card()))
            : loaded.Refusal;
    }

    /// <summary>Adds a contributor at the end.</summary>
    public Task<Result> AddAsync(Actor actor, CaseStudyId id, ContributorCard wish, CancellationToken cancel) =>
        ChangeAsync(
            actor,
            id,
            rows =>
            {
                if (wish.Person is { } person && rows.Any(row => row.Person == person))
                {
                    return new Refusal.Conflict("This person is named already. Change the entry instead.");
                }

                var added = Contribution.Credit(id, wish with { Order = rows.Count + 1 });
                if (added.IsDone)
                {
                    db.Add(added.Value);
                }

                return added.WithoutValue();
            },
            cancel
        );

    /// <summary>Changes what is recorded of a contributor.</summary>
    public Task<Result> EditAsync(
        Actor actor,
        CaseStudyId id,
        ContributionId contribution,
        ContributorCard wish,
        CancellationToken cancel
    ) => ChangeAsync(actor, id, rows => Find(rows, contribution)?.Change(wish) ?? Gone(), cancel);

    /// <summary>Takes a contributor out; those after move up.</summary>
    public Task<Result> RemoveAsync(Actor actor, CaseStudyId id, ContributionId contribution, CancellationToken cancel) =>
        ChangeAsync(
            actor,
            id,
            rows =>
            {
                if (Find(rows, contribution) is not { } row)
                {
                    return Gone();
                }

                rows.Remove(row);
                db.Remove(row);
                Number(rows);
                return Result.Done;
            },
            cancel
        );

    /// <summary>Moves a contributor up (-1) or down (+1) by one place; at the end nothing changes.</summary>
    public Task<Result> MoveAsync(Actor actor, CaseStudyId id, ContributionId contribution, int by, CancellationToken cancel) =>
        ChangeAsync(
            actor,
            id,
            rows =>
            {
                if (Find(rows, contribution) is not { } row)
                {
                    return Gone();
                }

                var place = Math.Clamp(rows.IndexOf(row) + Math.Sign(by), 0, rows.Count - 1);
                rows.Remove(row);
                rows.Insert(place, row);
                Number(rows);
                return Result.Done;
            },
            cancel
        );

    private async Task<Result> ChangeAsync(
        Actor actor,
        CaseStudyId id,
        Func<List<Contribution>, Result> change,
        CancellationToken cancel
    )
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.MetaEdit, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        var changed = change(await RowsAsync(id, cancel));
        if (!changed.IsDone)
        {
            db.ChangeTracker.Clear();
            return changed;
        }

        ledger.WriteDescribed(actor, loaded.Value, "credit");
        return await db.SaveAsync(cancel);
    }

    private Task<List<Contribution>> RowsAsync(CaseStudyId id, CancellationToken cancel) =>
        db.Set<Contribution>()
            .Where(row => row.CaseStudy == id)
            .OrderBy(row => row.Order)
            .ThenBy(row => row.Id)
            .ToListAsync(cancel);

    private static Contribution? Find(List<Contribution> rows, ContributionId id) => rows.Find(row => row.Id == id);

    private static Result Gone() => new Refusal.NotFound("This contributor is no longer in the list. Reload the page.");

    private static void Number(List<Contribution> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].MoveTo(i + 1);
        }
    }
}

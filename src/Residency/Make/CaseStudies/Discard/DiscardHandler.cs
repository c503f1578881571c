using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Discard;

/// <summary>Puts a case study into the trash and takes it out again.</summary>
internal sealed class DiscardHandler(AppDb db, Ledger ledger, TimeProvider clock)
{
    /// <summary>Puts it into the trash.</summary>
    public Task<Result> DiscardAsync(Actor actor, CaseStudyId id, CancellationToken cancel) =>
        MoveAsync(actor, CaseStudyActions.Delete, id, (caseStudy, now) => caseStudy.Discard(actor.Person, now), cancel);

    /// <summary>Takes it out, as a draft.</summary>
    public Task<Result> RestoreAsync(Actor actor, CaseStudyId id, CancellationToken cancel) =>
        MoveAsync(actor, CaseStudyActions.Undelete, id, (caseStudy, now) => caseStudy.Restore(now), cancel);

    private async Task<Result> MoveAsync(
        Actor actor,
        string action,
        CaseStudyId id,
        Func<CaseStudy, DateTimeOffset, Result> move,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, action, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        var from = loaded.Value.State;
        var moved = move(loaded.Value, now);
        if (!moved.IsDone)
        {
            return moved;
        }

        // What is wanted back is no longer to be deleted.
        db.RemoveRange(await db.Set<PurgeRequest>().Where(row => row.CaseStudy == id).ToListAsync(cancel));
        ledger.Write(
            actor,
            new CaseStudyMoved
            {
                Hub = loaded.Value.Hub,
                CaseStudy = id,
                From = from,
                To = loaded.Value.State,
            }
        );
        return await db.SaveAsync(cancel);
    }
}

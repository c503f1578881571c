using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

internal sealed class PublishCaseStudiesDoor(AppDb db, Ledger ledger, LiveDraft draft, TimeProvider clock) : IPublishCaseStudies
{
    public async Task<Result> PublishAsync(
        Actor actor,
        CaseStudyId caseStudy,
        int version,
        RevisionStamp revision,
        CancellationToken cancel
    )
    {
        var found = await db.CaseStudies().SingleOrDefaultAsync(row => row.Id == caseStudy, cancel);
        // The live text too: what was written a moment ago was not shown.
        var isAnother =
            found is not null
            && (
                (found.LatestRevision, found.LatestHash) != (revision.Number, revision.Sha256)
                || await draft.IsAheadAsync(found, cancel)
            );
        return isAnother
            ? new Refusal.Conflict(
                "The text was changed after you looked at it. Read the newest revision, then publish that one."
            )
            : await MoveAsync(actor, found, version, CaseStudyState.Published, cancel);
    }

    public async Task<Result> ReviseAsync(Actor actor, CaseStudyId caseStudy, int version, CancellationToken cancel) =>
        await MoveAsync(
            actor,
            await db.CaseStudies().SingleOrDefaultAsync(row => row.Id == caseStudy, cancel),
            version,
            CaseStudyState.Draft,
            cancel
        );

    public async Task<Result> WithdrawAsync(Actor actor, CaseStudyId caseStudy, int version, CancellationToken cancel) =>
        await MoveAsync(
            actor,
            await db.CaseStudies().SingleOrDefaultAsync(row => row.Id == caseStudy, cancel),
            version,
            CaseStudyState.Withdrawn,
            cancel
        );

    private async Task<Result> MoveAsync(
        Actor actor,
        CaseStudy? caseStudy,
        int version,
        CaseStudyState next,
        CancellationToken cancel
    )
    {
        if (caseStudy is null)
        {
            return new Refusal.NotFound();
        }

        if (caseStudy.Version != version)
        {
            return new Refusal.Conflict("The case study was changed after you looked at it. Reload the page and try again.");
        }

        var from = caseStudy.State;
        // Out of the trash is another way with another right.
        var moved =
            from == CaseStudyState.Deleted
                ? new Refusal.Conflict("The case study is in the trash. Restore it first.")
                : caseStudy.MoveTo(next, clock.GetUtcNow());
        if (!moved.IsDone)
        {
            return moved;
        }

        ledger.Write(
            actor,
            new CaseStudyMoved
            {
                Hub = caseStudy.Hub,
                CaseStudy = caseStudy.Id,
                From = from,
                To = next,
            }
        );
        return await db.SaveAsync(cancel);
    }
}

using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies;
using Residency.Make.Publishing.Model;

namespace Residency.Make.Publishing.Revise;

/// <summary>Opens a published case study, so that its next edition can be written. What is public stays public.</summary>
[Needs(PublishingActions.Publish)]
public sealed class ReviseHandler(AppDb db, TimeProvider clock, ICaseStudies caseStudies, IPublishCaseStudies moves)
{
    /// <summary>Whether the actor may.</summary>
    /// <returns>NotFound, Forbidden or StepUp when not.</returns>
    public async Task<Result> MayAsync(Actor actor, CaseStudyId caseStudy, CancellationToken cancel)
    {
        var seen = await caseStudies.MayAsync(actor, CaseStudyActions.View, caseStudy, cancel);
        return seen.IsDone && await caseStudies.FindSubjectAsync(caseStudy, cancel) is { } thing
            ? PublishingAccess.Table.May(actor, PublishingActions.Publish, thing, clock.GetUtcNow())
            : new Refusal.NotFound();
    }

    /// <summary>Opens it.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="caseStudy">What.</param>
    /// <param name="version">The version that was shown.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>As <see cref="MayAsync"/>; Conflict when it is not published or changed since.</returns>
    public async Task<Result> ReviseAsync(Actor actor, CaseStudyId caseStudy, int version, CancellationToken cancel)
    {
        var may = await MayAsync(actor, caseStudy, cancel);
        return may.IsDone
            ? await db.WriteAsync(
                async inner =>
                {
                    var moved = await moves.ReviseAsync(actor, caseStudy, version, inner);
                    return moved.IsDone ? await db.SaveAsync(inner) : moved;
                },
                cancel
            )
            : may;
    }
}

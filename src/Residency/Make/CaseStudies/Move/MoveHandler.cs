using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Cohorts;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Move;

/// <summary>Moves a case study to another cohort of its hub. What is published stays where it is.</summary>
internal sealed class MoveHandler(AppDb db, Ledger ledger, ICohorts cohorts, TimeProvider clock)
{
    /// <summary>The cohorts to which it can be moved: those of its hub that have not ended, without its own.</summary>
    public async Task<IReadOnlyList<CohortCard>> ChoicesAsync(CaseStudyCard caseStudy, CancellationToken cancel) =>
        [
            .. (await cohorts.ListAsync(caseStudy.Hub, cancel)).Where(cohort =>
                cohort.State != CohortState.Completed && cohort.Id != caseStudy.Cohort
            ),
        ];

    /// <summary>Moves it.</summary>
    /// <returns>Done; Invalid (field <c>Cohort</c>) for a cohort that is not of the hub or has ended; Conflict in the trash.</returns>
    public async Task<Result> MoveAsync(Actor actor, CaseStudyId id, CohortId target, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Move, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        var caseStudy = loaded.Value;
        var cohort = await cohorts.FindAsync(target, cancel);
        if (cohort is null || cohort.Hub != caseStudy.Hub)
        {
            return new Refusal.Invalid("Cohort", "This is no cohort of this hub. Choose one of the list.");
        }

        if (cohort.State == CohortState.Completed)
        {
            return new Refusal.Invalid("Cohort", $"“{cohort.Name}” has ended. Choose a cohort that is planned or running.");
        }

        if (caseStudy.State == CaseStudyState.Deleted)
        {
            return new Refusal.Conflict("The case study is in the trash. Take it out first.");
        }

        if (caseStudy.Cohort == target)
        {
            return new Refusal.Invalid("Cohort", $"It belongs to “{cohort.Name}” already. Choose another cohort.");
        }

        var from = caseStudy.Cohort;
        caseStudy.MoveTo(target, caseStudy.Organisation, now);
        ledger.Write(
            actor,
            new CohortChanged
            {
                Hub = caseStudy.Hub,
                CaseStudy = id,
                From = from,
                To = target,
            }
        );
        return await db.SaveAsync(cancel);
    }
}

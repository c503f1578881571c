using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Gather.Cohorts.Model;

namespace Residency.Gather.Cohorts.Plan;

/// <summary>Plans a new cohort; it stays hidden from the public until it is opened.</summary>
[Needs(CohortActions.Create)]
public sealed class PlanHandler(ICohorts cohorts, TimeProvider clock)
{
    /// <summary>Whether the actor may plan cohorts in the hub.</summary>
    /// <returns>NotFound for people who see nothing of the hub's cohorts as a whole; Forbidden for those who do.</returns>
    public Result May(Actor actor, HubId hub) =>
        CohortAccess.Table.MayIfSeen(actor, CohortActions.Create, CohortActions.View, new HubSubject(hub), clock.GetUtcNow());

    /// <summary>Plans the cohort.</summary>
    /// <returns>The refusals of <see cref="May"/> and of <see cref="ICohorts.PlanAsync"/>.</returns>
    public async Task<Result> PlanAsync(Actor actor, NewCohort wish, CancellationToken cancel)
    {
        var allowed = May(actor, wish.Hub);
        if (!allowed.IsDone)
        {
            return allowed;
        }

        if (await cohorts.FindAsync(wish.Hub, wish.Code, cancel) is not null)
        {
            return new Refusal.Invalid("Code", "Another cohort of this hub has this code. Choose another one.");
        }

        return (await cohorts.PlanAsync(actor, wish with { State = CohortState.Planned }, cancel)).WithoutValue();
    }
}

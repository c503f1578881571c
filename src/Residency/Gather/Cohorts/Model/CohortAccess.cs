using Residency.Foundation.Actors;

namespace Residency.Gather.Cohorts.Model;

/// <summary>Who may do what with a cohort.</summary>
public static class CohortAccess
{
    public static readonly AccessTable Table = Build();

    private static AccessTable Build()
    {
        var table = new AccessTable();
        table.On(CohortActions.Create).Allow(Role.HubOwner, Reach.Hub);
        table
            .On(CohortActions.View)
            .Allow([Role.Expert, Role.Writer, Role.Adviser, Role.Approver, Role.ProgrammeManager], Reach.Cohort)
            .Allow(Role.HubOwner, Reach.Hub);
        table.On(CohortActions.Edit).Allow(Role.ProgrammeManager, Reach.Cohort).Allow(Role.HubOwner, Reach.Hub);
        table.On(CohortActions.Delete).Allow(Role.HubOwner, Reach.Hub, Conditions.StepUp);
        return table;
    }
}

using Residency.Foundation.Actors;

namespace Residency.Make.Publishing.Model;

/// <summary>Who may publish and withdraw.</summary>
public static class PublishingAccess
{
    public static readonly AccessTable Table = Build();

    private static AccessTable Build()
    {
        var table = new AccessTable();
        table
            .On(PublishingActions.Preview)
            .Allow(Role.Expert, Reach.Assigned)
            .Allow(Role.Writer, Reach.Assigned, Conditions.Window)
            .Allow(Role.Approver, Reach.Organisation)
            .Allow(Role.ProgrammeManager, Reach.Cohort)
            .Allow(Role.HubOwner, Reach.Hub);
        table
            .On(PublishingActions.Publish)
            .Allow(Role.ProgrammeManager, Reach.Cohort, Conditions.StepUp)
            .Allow(Role.HubOwner, Reach.Hub, Conditions.StepUp);
        table
            .On(PublishingActions.Withdraw)
            .Allow(Role.ProgrammeManager, Reach.Cohort, Conditions.StepUp | Conditions.FourEyes)
            .Allow(Role.HubOwner, Reach.Hub, Conditions.StepUp | Conditions.FourEyes);
        table.On(PublishingActions.Draw).Operator();
        table.On(PublishingActions.TombstoneView).Everyone(Reach.Hub);
        return table;
    }
}

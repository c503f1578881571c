using Residency.Foundation.Actors;

namespace Residency.Gather.Hubs.Model;

/// <summary>Who may do what with a hub.</summary>
public static class HubAccess
{
    public static readonly AccessTable Table = Build();

    private static AccessTable Build()
    {
        var table = new AccessTable();
        table.On(HubActions.PublicView).Everyone(Reach.Published);
        table
            .On(HubActions.SettingsView)
            .Allow(Role.ProgrammeManager, Reach.Hub, Conditions.Redacted)
            .Allow(Role.HubOwner, Reach.Hub)
            .Operator(Conditions.Redacted);
        table.On(HubActions.SettingsEdit).Allow(Role.HubOwner, Reach.Hub, Conditions.StepUp);
        table.On(HubActions.Create).Operator(Conditions.StepUp);
        table.On(HubActions.Delete).Operator(Conditions.StepUp);
        return table;
    }
}

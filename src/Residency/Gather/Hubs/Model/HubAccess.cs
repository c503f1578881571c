using Residency.Foundation.Actors;

namespace Residency.Gather.Hubs.Model;

/// <summary>Who may do what with a hub.</summary>
public static class HubAccess
{
    public static readonly AccessTable Table = Build();

    /// <summary>Whether the actor sees contact and controller too, not only the redacted card.</summary>
    public static bool SeesAll(Actor actor, HubId hub) =>
        actor.IsSystem
        || Table.Cells.Any(cell =>
            cell is { Action: HubActions.SettingsView, ForOperator: false }
            && !cell.Conditions.HasFlag(Conditions.Redacted)
            && actor.In(hub).Any(standing => standing.Role == cell.Role)
        );

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

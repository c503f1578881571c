using Residency.Foundation.Actors;

namespace Residency.Foundation.Safekeeping;

/// <summary>What can be done to keep an installation safe.</summary>
public static class SafekeepingActions
{
    public const string Backup = "system.backup";
    public const string Restore = "system.restore";
    public const string Verify = "audit.verify";
}

/// <summary>Who may keep an installation safe.</summary>
public static class SafekeepingAccess
{
    public static readonly AccessTable Table = Build();

    private static AccessTable Build()
    {
        var table = new AccessTable();
        table.On(SafekeepingActions.Backup).Operator(Conditions.StepUp);
        table.On(SafekeepingActions.Restore).Operator(Conditions.StepUp);
        table.On(SafekeepingActions.Verify).Allow(Role.HubOwner, Reach.Hub).Operator();
        return table;
    }
}

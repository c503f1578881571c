using Residency.Foundation.Actors;

namespace Residency.Foundation.LiveText;

/// <summary>What can be done to live texts whatever they are; what people do with them belongs to rooms.</summary>
public static class LiveTextActions
{
    public const string Mend = "live-text.mend";
}

/// <summary>Who may do so.</summary>
public static class LiveTextAccess
{
    public static readonly AccessTable Table = Build();

    private static AccessTable Build()
    {
        var table = new AccessTable();
        table.On(LiveTextActions.Mend).Operator(Conditions.StepUp);
        return table;
    }
}

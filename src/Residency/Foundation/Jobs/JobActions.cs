using Residency.Foundation.Actors;

namespace Residency.Foundation.Jobs;

/// <summary>What can be done with jobs themselves.</summary>
public static class JobActions
{
    public const string GivenUpView = "job.deadletter.view";
    public const string GivenUpRetry = "job.deadletter.retry";

    /// <summary>Telling a listener of a fact; only the product itself does it.</summary>
    public const string Deliver = "job.deliver";
}

/// <summary>Who may do what with jobs themselves.</summary>
public static class JobAccess
{
    public static readonly AccessTable Table = Build();

    private static AccessTable Build()
    {
        var table = new AccessTable();
        table
            .On(JobActions.GivenUpView)
            // A job works for a hub and knows no cohort.
            .Allow(Role.ProgrammeManager, Reach.Hub, Conditions.Redacted)
            .Allow(Role.HubOwner, Reach.Hub, Conditions.Redacted)
            .Operator(Conditions.Redacted);
        table.On(JobActions.GivenUpRetry).Operator(Conditions.StepUp);
        table.On(JobActions.Deliver);
        return table;
    }
}

namespace Residency.Gather.Cohorts;

/// <summary>What can be done with a cohort.</summary>
public static class CohortActions
{
    public const string Create = "cohort.create";
    public const string View = "cohort.view";
    public const string Edit = "cohort.edit";
    public const string Delete = "cohort.delete";
}

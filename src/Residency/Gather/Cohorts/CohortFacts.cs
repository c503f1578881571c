using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;

namespace Residency.Gather.Cohorts;

/// <summary>A cohort was planned.</summary>
[FactName("cohort.planned")]
public sealed record CohortPlanned : Fact
{
    public required CohortId Cohort { get; init; }
    public override string Subject => $"cohort:{Cohort.Value}";
    public override string InWords => "A cohort was planned.";
}

/// <summary>Name, days or summary of a cohort changed.</summary>
[FactName("cohort.described")]
public sealed record CohortDescribed : Fact
{
    public required CohortId Cohort { get; init; }
    public override string Subject => $"cohort:{Cohort.Value}";
    public override string InWords => "Name, days or summary of the cohort changed.";
}

/// <summary>A cohort began; its page is public.</summary>
[FactName("cohort.opened")]
public sealed record CohortOpened : Fact
{
    public required CohortId Cohort { get; init; }
    public override string Subject => $"cohort:{Cohort.Value}";
    public override string InWords => "The cohort began.";
}

/// <summary>A cohort ended; its people are alumni.</summary>
[FactName("cohort.completed")]
public sealed record CohortCompleted : Fact
{
    public required CohortId Cohort { get; init; }
    public override string Subject => $"cohort:{Cohort.Value}";
    public override string InWords => "The cohort ended.";
}

/// <summary>A cohort that was completed too early goes on.</summary>
[FactName("cohort.resumed")]
public sealed record CohortResumed : Fact
{
    public required CohortId Cohort { get; init; }
    public override string Subject => $"cohort:{Cohort.Value}";
    public override string InWords => "The cohort goes on.";
}

/// <summary>A partner took a place in a cohort.</summary>
[FactName("place.taken")]
public sealed record PlaceTaken : Fact
{
    public required CohortId Cohort { get; init; }
    public required OrganisationId Organisation { get; init; }
    public override string Subject => $"cohort:{Cohort.Value}";
    public override string InWords => "An organisation took a place in the cohort.";
}

/// <summary>A partner gave its place in a cohort back.</summary>
[FactName("place.left")]
public sealed record PlaceLeft : Fact
{
    public required CohortId Cohort { get; init; }
    public required OrganisationId Organisation { get; init; }
    public override string Subject => $"cohort:{Cohort.Value}";
    public override string InWords => "An organisation left its place in the cohort.";
}

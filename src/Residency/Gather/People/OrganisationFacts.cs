using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;

namespace Residency.Gather.People;

/// <summary>A hub recorded an organisation.</summary>
[FactName("organisation.added")]
public sealed record OrganisationAdded : Fact
{
    public required OrganisationId Organisation { get; init; }
    public override string Subject => $"organisation:{Organisation.Value}";
    public override string InWords => "An organisation was added.";
}

/// <summary>What a hub records of an organisation changed.</summary>
[FactName("organisation.described")]
public sealed record OrganisationDescribed : Fact
{
    public required OrganisationId Organisation { get; init; }
    public override string Subject => $"organisation:{Organisation.Value}";
    public override string InWords => "What is recorded of the organisation changed.";
}

/// <summary>Two records turned out to be the same organisation; one remains and the other leads to it.</summary>
[FactName("organisations.merged")]
public sealed record OrganisationsMerged : Fact
{
    /// <summary>The one that leads to the other from now on.</summary>
    public required OrganisationId Merged { get; init; }

    /// <summary>The one that remains.</summary>
    public required OrganisationId Remaining { get; init; }
    public override string Subject => $"organisation:{Merged.Value}";
    public override string InWords => "The organisation was merged into another one.";
}

/// <summary>A merge was undone.</summary>
[FactName("organisations.separated")]
public sealed record OrganisationsSeparated : Fact
{
    /// <summary>The one that stands by itself again.</summary>
    public required OrganisationId Separated { get; init; }

    /// <summary>The one into which it had been merged.</summary>
    public required OrganisationId Remaining { get; init; }
    public override string Subject => $"organisation:{Separated.Value}";
    public override string InWords => "The organisation stands by itself again.";
}

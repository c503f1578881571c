using Residency.Foundation.Ledger;

namespace Residency.Gather.Hubs;

/// <summary>An owner changed how a hub presents itself, or its rules or themes.</summary>
[FactName("hub.configured")]
public sealed record HubConfigured : Fact
{
    public override string Subject => $"hub:{Hub.Value}";
    public override string InWords => "The hub was configured.";
}

/// <summary>A funder was recorded, or its grants were replaced.</summary>
[FactName("grant.added")]
public sealed record GrantAdded : Fact
{
    public required FunderId Funder { get; init; }

    /// <summary>How many grant numbers are recorded now.</summary>
    public required int Grants { get; init; }
    public override string Subject => $"funder:{Funder.Value}";
    public override string InWords => $"A funder was recorded with {Grants} grants.";
}

namespace Residency.Foundation.Ledger;

/// <summary>An operator let a job that was given up try again.</summary>
/// <remarks>A job of no hub is told in a chain of its own, that of the installation.</remarks>
[FactName("job.retried")]
public sealed record JobRetried : Fact
{
    /// <summary>The number of the job.</summary>
    public required long Number { get; init; }

    /// <summary>The stable name of its kind.</summary>
    public required string Kind { get; init; }
    public override string Subject => $"job:{Number}";
    public override string InWords => $"A job of the kind “{Kind}” that had been given up was begun again.";
}

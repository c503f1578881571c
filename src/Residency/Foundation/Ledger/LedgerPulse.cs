namespace Residency.Foundation.Ledger;

/// <summary>Counts, in this process, the commits that told facts and the listeners that acted on them.</summary>
/// <remarks>
/// Whoever keeps a copy of what hubs show compares the count: as long as it stands still, nothing that readers see has
/// changed here. Facts of other nodes do not move it; keepers limit the age of their copies for those.
/// </remarks>
public sealed class LedgerPulse
{
    private long _beats;

    /// <summary>How often since the start.</summary>
    public long Beats => Interlocked.Read(ref _beats);

    /// <summary>Counts one more. Called after the commit, never within the transaction.</summary>
    internal void Beat() => Interlocked.Increment(ref _beats);
}

namespace Residency.Foundation.Ledger;

/// <summary>Counts, in this process, the commits that told facts and the listeners that acted on them.</summary>
/// <remarks>
/// Whoever keeps a copy of what hubs show compares the count: as long as it stands still, nothing that readers see has
/// changed. Other nodes are heard through the database; while they cannot be heard, keepers limit the age of their copies.
/// </remarks>
public sealed class LedgerPulse
{
    private long _beats;
    private volatile bool _isDeaf;

    /// <summary>How often since the start.</summary>
    public long Beats => Interlocked.Read(ref _beats);

    /// <summary>Whether facts of other nodes may not be noticed at present.</summary>
    public bool IsDeaf => _isDeaf;

    /// <summary>Counts one more. Called after the commit, never within the transaction.</summary>
    internal void Beat() => Interlocked.Increment(ref _beats);

    /// <summary>Other nodes cannot be heard from now on.</summary>
    internal void Lose() => _isDeaf = true;

    /// <summary>Other nodes are heard again; whatever they told meanwhile counts as one.</summary>
    internal void Hear()
    {
        _isDeaf = false;
        Beat();
    }
}

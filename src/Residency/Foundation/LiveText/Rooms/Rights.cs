using Residency.Foundation.Ledger;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>Asks gates for rights, and knows when they may have changed.</summary>
internal sealed class Rights(IServiceScopeFactory scopes, LedgerPulse pulse, TimeProvider clock)
{
    private long _changes;

    /// <summary>Grows whenever somebody may have other rights than before: a fact was told, a sign-in ended.</summary>
    public long Beat => pulse.Beats + Interlocked.Read(ref _changes);

    /// <summary>Whether changes on other nodes may go unnoticed at present.</summary>
    public bool IsDeaf => pulse.IsDeaf;

    /// <summary>Somebody has other rights now, and no fact says so.</summary>
    public void Changed() => Interlocked.Increment(ref _changes);

    /// <summary>What a caller may do with a text now.</summary>
    public async Task<HeldGrant> AskAsync(LiveCaller caller, string kind, LiveTextId text, CancellationToken cancel)
    {
        // Before asking: what changes meanwhile makes the answer an old one.
        var beat = Beat;
        if (caller.HasEnded(clock.GetUtcNow()))
        {
            return new HeldGrant(LiveGrant.Nothing, beat);
        }

        await using var scope = scopes.CreateAsyncScope();
        if (
            caller.Session.Length > 0
            && scope.ServiceProvider.GetService<ILiveSessions>() is { } sessions
            && (await sessions.EndedAsync([caller.Session], cancel)).Count > 0
        )
        {
            return new HeldGrant(LiveGrant.Nothing, beat);
        }

        var gate = scope.ServiceProvider.GetServices<ILiveGate>().FirstOrDefault(gate => gate.Kind == kind);
        var grant = gate is null ? LiveGrant.Nothing : await gate.GrantAsync(caller, text, cancel);
        return new HeldGrant(grant, beat);
    }
}

/// <summary>Tells the sockets of this node that rights changed, when the transaction is committed.</summary>
internal sealed class RightsOnCommit(Rights rights) : ILiveRights, IAfterCommit
{
    private bool _hasChanged;

    public void Changed() => _hasChanged = true;

    public void AfterCommit()
    {
        if (_hasChanged)
        {
            _hasChanged = false;
            rights.Changed();
        }
    }
}

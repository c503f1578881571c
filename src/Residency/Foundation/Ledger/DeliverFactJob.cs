using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Ledger;

/// <summary>One delivery: this fact to that listener.</summary>
/// <param name="Hub">Whose chain.</param>
/// <param name="Sequence">Which entry.</param>
/// <param name="Subject">What the fact is about; deliveries to one listener keep their order for it.</param>
/// <param name="Listener">The name of the listener's class.</param>
[JobName("ledger.deliver")]
public sealed record DeliverFact(HubId Hub, long Sequence, string Subject, string Listener) : JobPayload
{
    /// <inheritdoc/>
    public override string? OrderKey => $"{Listener}|{Hub.Value:N}|{Subject}";

    /// <inheritdoc/>
    public override HubId? ForHub => Hub;

    /// <inheritdoc/>
    public override string? Detail => Listener;
}

/// <summary>Tells one listener of one fact.</summary>
[Needs(JobActions.Deliver)]
public sealed class DeliverFactJob(AppDb db, FactKinds kinds, LedgerPulse pulse, IServiceProvider provider) : IJob<DeliverFact>
{
    /// <inheritdoc/>
    public async Task<Result> RunAsync(DeliverFact payload, Actor actor, CancellationToken cancel)
    {
        if (!actor.IsSystem)
        {
            return new Refusal.Forbidden();
        }

        var entry = await db.Set<LedgerEntry>()
            .AsNoTracking()
            .SingleOrDefaultAsync(row => row.Hub == payload.Hub && row.Sequence == payload.Sequence, cancel);
        if (entry is null || kinds.Named(entry.Name) is not { } kind)
        {
            return new Refusal.NotFound();
        }

        await kind.TellAfterAsync(provider, payload.Listener, kind.Read(entry), cancel);
        pulse.Beat();
        await PulseAmongNodes.TellAsync(db, cancel);
        return Result.Done;
    }
}

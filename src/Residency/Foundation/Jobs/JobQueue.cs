using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Jobs;

/// <summary>Puts work aside for later, in the transaction of whoever wishes for it.</summary>
public sealed class JobQueue(AppDb db, TimeProvider clock, JobSignal signal) : IAfterCommit
{
    internal static readonly JsonSerializerOptions Json = new() { Converters = { new TypedIdJson() } };

    private bool _added;

    /// <summary>Adds a job to the next save; without a save there is no job.</summary>
    /// <param name="actor">Whose rights, as they are when the job runs, it acts with.</param>
    /// <param name="payload">Ids only.</param>
    /// <param name="due">Not before this instant; null for as soon as possible. Not together with an order key.</param>
    public void Enqueue(Actor actor, JobPayload payload, DateTimeOffset? due = null)
    {
        if (due is not null && payload.OrderKey is not null)
        {
            throw new ArgumentException("A job for later would hold up all with its order key.", nameof(due));
        }

        var now = clock.GetUtcNow();
        var json = JsonSerializer.Serialize(payload, payload.GetType(), Json);
        db.Add(QueuedJob.Queue(actor, payload, json, now, due ?? now));
        _added = true;
    }

    /// <summary>Lets a job that was given up try again, with all its tries.</summary>
    /// <remarks>To be called inside a transaction of the caller, who writes down that somebody wished for it.</remarks>
    /// <returns>False when there is no such job or it was not given up.</returns>
    public async Task<bool> TryAgainAsync(long number, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        _added = true;
        return await db.WriteAsync(
            async inner =>
                await db.Set<QueuedJob>()
                    .Where(job => job.Number == number && job.State == JobState.Dead)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(job => job.State, JobState.Waiting)
                                .SetProperty(job => job.Tries, 0)
                                .SetProperty(job => job.EndedAt, (DateTimeOffset?)null)
                                .SetProperty(job => job.DueAt, now),
                        inner
                    ) == 1,
            cancel
        );
    }

    void IAfterCommit.AfterCommit()
    {
        if (_added)
        {
            _added = false;
            signal.Raise();
        }
    }
}

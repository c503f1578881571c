using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Jobs;

/// <summary>A job that this node may run until its lease ends.</summary>
public sealed record LeasedJob(
    long Number,
    string Name,
    string Payload,
    JobInitiator ActsAs,
    PersonId? Initiator,
    int Tries,
    Guid Lease
);

/// <summary>Takes, renews and ends leases. Leases run on the database's clock, so that nodes need not agree on the time.</summary>
internal sealed class JobLeases(AppDb db, TimeProvider clock, JobSettings settings)
{
    private const long ClaimLock = 0x7265_7369_6A6F_6273; // one number of our own among PostgreSQL's advisory locks

    private IQueryable<QueuedJob> All => db.Set<QueuedJob>().AsNoTracking();

    /// <summary>The job whose turn it is; null when there is none.</summary>
    public async Task<LeasedJob?> TakeAsync(CancellationToken cancel)
    {
        // Looking first spares a turn to write whenever there is nothing to do.
        if (!await Ready(await DatabaseTimeAsync(cancel)).AnyAsync(cancel))
        {
            return null;
        }

        return await db.WriteAsync(TakeInTurnAsync, cancel);
    }

    /// <summary>Holds the job for another while.</summary>
    /// <returns>False when somebody else holds it by now.</returns>
    public Task<bool> RenewAsync(LeasedJob job, CancellationToken cancel) =>
        db.WriteAsync(
            async inner =>
            {
                var until = await DatabaseTimeAsync(inner) + (settings.LeaseSeconds * 1000L);
                return await Held(job).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, until), inner) == 1;
            },
            cancel
        );

    /// <summary>Ends the job for good, well or not, and stores the next run of a job that comes back.</summary>
    /// <returns>False when somebody else holds it by now; then nothing was changed.</returns>
    public Task<bool> EndAsync(LeasedJob job, JobState state, string error, QueuedJob? next, CancellationToken cancel) =>
        db.WriteAsync(
            async inner =>
            {
                var now = clock.GetUtcNow();
                var ended = await Held(job)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(row => row.State, state)
                                .SetProperty(row => row.EndedAt, now)
                                .SetProperty(row => row.LastError, error)
                                .SetProperty(row => row.Lease, (Guid?)null),
                        inner
                    );
                if (ended == 1 && next is not null)
                {
                    db.Add(next);
                    await db.SaveChangesAsync(inner);
                }

                return ended == 1;
            },
            cancel
        );

    /// <summary>Puts the job back to be tried again.</summary>
    /// <param name="job">The job.</param>
    /// <param name="due">Not before this instant.</param>
    /// <param name="tries">How many tries are counted: one less when the try was only interrupted.</param>
    /// <param name="error">Why it failed.</param>
    /// <param name="cancel">Stops before the change.</param>
    /// <returns>False when somebody else holds it by now.</returns>
    public Task<bool> PutBackAsync(LeasedJob job, DateTimeOffset due, int tries, string error, CancellationToken cancel) =>
        db.WriteAsync(
            async inner =>
                await Held(job)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(row => row.State, JobState.Waiting)
                                .SetProperty(row => row.DueAt, due)
                                .SetProperty(row => row.Tries, tries)
                                .SetProperty(row => row.LastError, error)
                                .SetProperty(row => row.Lease, (Guid?)null),
                        inner
                    ) == 1,
            cancel
        );

    /// <summary>Makes sure that every job that comes back is waiting once, and lets old ended jobs go.</summary>
    public Task TidyAsync(IReadOnlyList<JobKind> recurring, CancellationToken cancel) =>
        db.WriteAsync(
            async inner =>
            {
                await LockClaimsAsync(inner);
                var now = clock.GetUtcNow();
                var names = await All.Where(job => job.State == JobState.Waiting || job.State == JobState.Running)
                    .Select(job => job.Name)
                    .Distinct()
                    .ToListAsync(inner);
                foreach (
                    var payload in recurring
                        .Select(kind => kind.Fresh())
                        .Where(fresh => !names.Contains(JobPayload.NameOf(fresh.GetType())))
                )
                {
                    db.Add(QueuedJob.Queue(Actor.System, payload, "{}", now, now));
                }

                await db.SaveChangesAsync(inner);
                var old = now.AddDays(-settings.KeepDays);
                await db.Set<QueuedJob>().Where(job => job.State == JobState.Done && job.EndedAt < old).ExecuteDeleteAsync(inner);
            },
            cancel
        );

    private async Task<LeasedJob?> TakeInTurnAsync(CancellationToken cancel)
    {
        await LockClaimsAsync(cancel);
        var time = await DatabaseTimeAsync(cancel);
        var job = await Ready(time).OrderBy(row => row.DueAt).ThenBy(row => row.Number).FirstOrDefaultAsync(cancel);
        if (job is null)
        {
            return null;
        }

        var lease = Guid.CreateVersion7();
        var until = time + (settings.LeaseSeconds * 1000L);
        await db.Set<QueuedJob>()
            .Where(row => row.Number == job.Number)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.State, JobState.Running)
                        .SetProperty(row => row.Lease, lease)
                        .SetProperty(row => row.LeaseUntil, until)
                        .SetProperty(row => row.Tries, row => row.Tries + 1),
                cancel
            );
        return new LeasedJob(job.Number, job.Name, job.Payload, job.ActsAs, job.Initiator, job.Tries + 1, lease);
    }

    private IQueryable<QueuedJob> Held(LeasedJob job) =>
        db.Set<QueuedJob>().Where(row => row.Number == job.Number && row.State == JobState.Running && row.Lease == job.Lease);

    // Of one order key only the first may be taken, and only when none of it runs; an abandoned one counts as waiting.
    private IQueryable<QueuedJob> Ready(long databaseTime)
    {
        var now = clock.GetUtcNow();
        return All.Where(job =>
            (
                (job.State == JobState.Waiting && job.DueAt <= now)
                || (job.State == JobState.Running && job.LeaseUntil < databaseTime)
            )
            && (
                job.OrderKey == null
                || !All.Any(other =>
                    other.OrderKey == job.OrderKey
                    && other.Number != job.Number
                    && (other.State == JobState.Running || (other.State == JobState.Waiting && other.Number < job.Number))
                )
            )
        );
    }

    // One claim at a time: skipping rows that another node is just taking would let two jobs of one key run at once.
    private async Task LockClaimsAsync(CancellationToken cancel)
    {
        if (db is PostgresAppDb)
        {
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({ClaimLock})", cancel);
        }
    }

    private Task<long> DatabaseTimeAsync(CancellationToken cancel) =>
        db is PostgresAppDb
            ? db
                .Database.SqlQuery<long>($"""select (extract(epoch from clock_timestamp()) * 1000)::bigint as "Value" """)
                .SingleAsync(cancel)
            : db
                .Database.SqlQuery<long>($"""select cast(unixepoch('subsec') * 1000 as integer) as "Value" """)
                .SingleAsync(cancel);
}

using System.Diagnostics;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;

namespace Residency.Foundation.Jobs;

/// <summary>Runs jobs whose time has come. One instance for the process; safe to use from several threads.</summary>
public sealed class JobRunner(
    IServiceScopeFactory scopes,
    JobKinds kinds,
    TimeProvider clock,
    JobSettings settings,
    ILogger<JobRunner> log
)
{
    /// <summary>Runs one after the other until none is due, without waiting for any that will be due later.</summary>
    /// <param name="cancel">Stops between two jobs and inside those that listen to it.</param>
    /// <param name="most">A limit against jobs that beget jobs for ever.</param>
    /// <returns>How many tries were made.</returns>
    /// <exception cref="InvalidOperationException">The limit was reached.</exception>
    public async Task<int> RunDueAsync(CancellationToken cancel, int most = 1000)
    {
        for (var run = 0; run < most; run++)
        {
            if (await TakeAsync(cancel) is not { } job)
            {
                return run;
            }

            await RunAsync(job, cancel);
        }

        throw new InvalidOperationException($"After {most} jobs there are still some due.");
    }

    /// <summary>Leases the job whose turn it is; null when there is none.</summary>
    public async Task<LeasedJob?> TakeAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await LeasesIn(scope).TakeAsync(cancel);
    }

    /// <summary>Runs a leased job and stores how it ended.</summary>
    public async Task RunAsync(LeasedJob job, CancellationToken cancel)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var renewal = new LeaseRenewal(this, job, settings, clock, lost);
        var (outcome, error) = await TryAsync(job, lost.Token);
        // Whatever happened is stored, also when the process is being stopped.
        await using var scope = scopes.CreateAsyncScope();
        var stored = await StoreAsync(LeasesIn(scope), job, outcome, error);
        if (!stored)
        {
            Log.LeaseLost(log, job.Name, job.Number);
        }
    }

    /// <summary>Stores what must always be waiting and lets old jobs go.</summary>
    public async Task TidyAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await LeasesIn(scope).TidyAsync([.. kinds.Recurring], cancel);
    }

    internal async Task<bool> RenewAsync(LeasedJob job, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await LeasesIn(scope).RenewAsync(job, cancel);
    }

    private static JobLeases LeasesIn(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<JobLeases>();

    private async Task<(Outcome Outcome, string Error)> TryAsync(LeasedJob job, CancellationToken cancel)
    {
        if (kinds.Find(job.Name) is not { } kind)
        {
            return (Outcome.GiveUp, "No room knows this kind of job.");
        }

        if (job.Tries > settings.MostTries)
        {
            return (Outcome.GiveUp, "Begun too often without an end: the program stopped each time.");
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var actor = await ActorOfAsync(job, scope.ServiceProvider, cancel);
            var result = await kind.RunAsync(scope.ServiceProvider, job.Payload, actor, cancel);
            return result.Refusal switch
            {
                null => (Outcome.Done, ""),
                Refusal.Later later => (new Outcome.TryAgain(later.After), nameof(Refusal.Later)),
                Refusal.Conflict => (new Outcome.TryAgain(null), nameof(Refusal.Conflict)),
                Refusal.Invalid invalid => (Outcome.GiveUp, $"Invalid: {invalid.Field}"),
                var final => (Outcome.GiveUp, final.GetType().Name),
            };
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return (Outcome.Interrupted, "");
        }
        // The outermost handler of a job: one that fails must not end the worker.
        catch (Exception broken)
        {
            Log.JobFailed(log, broken, job.Name, job.Number, job.Tries);
            return (new Outcome.TryAgain(null), ErrorText.Of(broken));
        }
    }

    private async Task<bool> StoreAsync(JobLeases leases, LeasedJob job, Outcome outcome, string error)
    {
        var now = clock.GetUtcNow();
        switch (outcome)
        {
            case Outcome.TryAgain again when job.Tries < settings.MostTries:
                var pause = JobSettings.PauseAfter(job.Tries);
                var due = now + (again.After > pause ? again.After.Value : pause);
                return await leases.PutBackAsync(job, due, job.Tries, error, CancellationToken.None);
            case Outcome.InterruptedOutcome:
                return await leases.PutBackAsync(job, now, job.Tries - 1, error, CancellationToken.None);
            case Outcome.DoneOutcome:
                Log.JobDone(log, job.Name, job.Number);
                return await leases.EndAsync(job, JobState.Done, error, NextOf(job, now), CancellationToken.None);
            case Outcome.TryAgain or Outcome.GiveUpOutcome:
                Log.GivenUp(log, job.Name, job.Number, error);
                return await leases.EndAsync(job, JobState.Dead, error, NextOf(job, now), CancellationToken.None);
            default:
                throw new UnreachableException();
        }
    }

    private QueuedJob? NextOf(LeasedJob job, DateTimeOffset now) =>
        kinds.Find(job.Name) is { Every: { } every } kind
            ? QueuedJob.Queue(Actor.System, kind.Fresh(), "{}", now, now + every)
            : null;

    private static async Task<Actor> ActorOfAsync(LeasedJob job, IServiceProvider provider, CancellationToken cancel) =>
        job.ActsAs switch
        {
            JobInitiator.Person => await provider
                .GetRequiredService<IActorSource>()
                .OfPersonAsync(job.Initiator!.Value, provedAt: null, cancel), // stored together
            JobInitiator.Operator => Actor.Operator,
            JobInitiator.Product => Actor.System,
            JobInitiator.Visitor => Actor.Visitor,
            _ => throw new UnreachableException(),
        };

    private abstract record Outcome
    {
        public static readonly Outcome Done = new DoneOutcome();
        public static readonly Outcome GiveUp = new GiveUpOutcome();
        public static readonly Outcome Interrupted = new InterruptedOutcome();

        public sealed record DoneOutcome : Outcome;

        public sealed record GiveUpOutcome : Outcome;

        public sealed record InterruptedOutcome : Outcome;

        public sealed record TryAgain(TimeSpan? After) : Outcome;
    }
}

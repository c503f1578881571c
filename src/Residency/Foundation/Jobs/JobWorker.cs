namespace Residency.Foundation.Jobs;

/// <summary>Runs jobs as long as the product runs.</summary>
internal sealed class JobWorker(
    JobRunner runner,
    JobSignal signal,
    JobSettings settings,
    TimeProvider clock,
    ILogger<JobWorker> log
) : BackgroundService
{
    private static readonly TimeSpan TidyEvery = TimeSpan.FromHours(24);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        settings.RunHere ? RunAsync(stoppingToken) : Task.CompletedTask;

    private Task RunAsync(CancellationToken stop) =>
        Task.WhenAll([TidyAsync(stop), .. Enumerable.Range(0, settings.AtOnce).Select(_ => WorkAsync(stop))]);

    private async Task TidyAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await runner.TidyAsync(stop);
                signal.Raise();
                await Task.Delay(TidyEvery, clock, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            // The outermost handler: a database that is away for a while must not end the worker.
            catch (Exception broken)
            {
                Log.WorkerFailed(log, broken);
                await PauseAsync(stop);
            }
        }
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await runner.TakeAsync(stop) is { } job)
                {
                    // There may be more than one: let a second pair of hands look.
                    signal.Raise();
                    await runner.RunAsync(job, stop);
                }
                else
                {
                    await signal.WaitAsync(TimeSpan.FromSeconds(settings.PollSeconds), stop);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            // The outermost handler: a database that is away for a while must not end the worker.
            catch (Exception broken)
            {
                Log.WorkerFailed(log, broken);
                await PauseAsync(stop);
            }
        }
    }

    private async Task PauseAsync(CancellationToken stop) =>
        await Task.Delay(TimeSpan.FromSeconds(settings.PollSeconds), clock, stop)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

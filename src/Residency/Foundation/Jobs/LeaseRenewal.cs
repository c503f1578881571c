namespace Residency.Foundation.Jobs;

/// <summary>Renews a lease while its job runs, and stops the job when the lease is lost.</summary>
internal sealed class LeaseRenewal : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly Task _renewing;

    public LeaseRenewal(JobRunner runner, LeasedJob job, JobSettings settings, TimeProvider clock, CancellationTokenSource lost)
    {
        var timer = new PeriodicTimer(TimeSpan.FromSeconds(settings.LeaseSeconds / 3.0), clock);
        _renewing = RenewAsync(runner, job, timer, lost);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _renewing;
        _over.Dispose();
    }

    private async Task RenewAsync(JobRunner runner, LeasedJob job, PeriodicTimer timer, CancellationTokenSource lost)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(_over.Token))
                {
                    if (!await runner.RenewAsync(job, _over.Token))
                    {
                        await lost.CancelAsync();
                        return;
                    }
                }
            }
            catch (OperationCanceledException) when (_over.IsCancellationRequested)
            {
                // The job is over.
            }
            // A lease that cannot be renewed is as good as lost: another node will begin the job anew.
            catch (Exception)
            {
                await lost.CancelAsync();
            }
        }
    }
}

using System.Threading.Channels;

namespace Residency.Foundation.Jobs;

/// <summary>Wakes the worker of this process when jobs were stored by this process. One instance for the process.</summary>
public sealed class JobSignal(TimeProvider clock)
{
    // One waiting signal is as good as many.
    private readonly Channel<bool> _raised = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Wakes one waiter, or the next one that comes.</summary>
    public void Raise() => _raised.Writer.TryWrite(true);

    /// <summary>Returns when a signal was raised or the time is over.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(most, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            await _raised.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The time is over: look into the queue for what other nodes stored.
        }
    }
}

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>Does small things a few milliseconds from now, and about when it was asked to.</summary>
/// <remarks>The timers of the runtime look at a clock that moves every four milliseconds on many machines, which is too coarse here.</remarks>
internal sealed class Departures(TimeProvider clock) : IDisposable
{
    private readonly Lock _one = new();
    private readonly PriorityQueue<Action, long> _waiting = new();
    private readonly AutoResetEvent _news = new(false);
    private Thread? _thread;
    private volatile bool _isOver;

    /// <summary>Does something when some time has passed.</summary>
    /// <param name="pause">How much.</param>
    /// <param name="leave">As for <see cref="At"/>.</param>
    public void After(TimeSpan pause, Action leave) =>
        At(clock.GetTimestamp() + (long)(pause.TotalSeconds * clock.TimestampFrequency), leave);

    /// <summary>Does something later.</summary>
    /// <param name="timestamp">When; by the clock's timestamps.</param>
    /// <param name="leave">What; must not throw. Nothing else leaves meanwhile.</param>
    public void At(long timestamp, Action leave)
    {
        bool isNext;
        lock (_one)
        {
            isNext = !_waiting.TryPeek(out _, out var next) || timestamp < next;
            _waiting.Enqueue(leave, timestamp);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "Live texts" };
                _thread.Start();
            }
        }

        if (isNext)
        {
            _news.Set();
        }
    }

    /// <summary>Waits. What comes after it goes on on the thread that keeps the time, without waking another one.</summary>
    /// <param name="pause">How long.</param>
    /// <param name="cancel">Ends the wait early.</param>
    public async Task PauseAsync(TimeSpan pause, CancellationToken cancel)
    {
        var over = new TaskCompletionSource();
        using var ends = cancel.UnsafeRegister(static over => ((TaskCompletionSource)over!).TrySetResult(), over); // just handed over
        After(pause, () => over.TrySetResult());
        await over.Task;
    }

    public void Dispose()
    {
        _isOver = true;
        _news.Set();
        if (_thread != Thread.CurrentThread)
        {
            _thread?.Join();
        }

        _news.Dispose();
    }

    private void Run()
    {
        while (!_isOver)
        {
            var (due, wait) = Next();
            if (due is null)
            {
                _news.WaitOne(wait);
            }
            else
            {
                due();
            }
        }
    }

    // What is due, or how many milliseconds to wait for it.
    private (Action? Due, int Wait) Next()
    {
        lock (_one)
        {
            if (!_waiting.TryPeek(out _, out var at))
            {
                return (null, Timeout.Infinite);
            }

            var left = clock.GetElapsedTime(clock.GetTimestamp(), at);
            return left <= TimeSpan.Zero
                ? (_waiting.Dequeue(), 0)
                : (null, (int)Math.Ceiling(Math.Min(left.TotalMilliseconds, int.MaxValue)));
        }
    }
}

using System.Threading.Channels;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>Does the work of one text, one piece after the other.</summary>
/// <remarks>
/// Whoever brings work does it at once if nobody is at it, so that a change goes from the socket that brought it to all others
/// without changing threads; else the one who is at it does.
/// </remarks>
/// <param name="rest">Done whenever there is nothing more to do at the moment: sends what was gathered.</param>
/// <param name="broken">Told of what a piece of work threw; the work goes on.</param>
internal sealed class TextLoop(Action rest, Action<Exception> broken)
{
    private const int Capacity = 1024;

    private readonly Channel<Func<ValueTask>> _queue = Channel.CreateBounded<Func<ValueTask>>(
        new BoundedChannelOptions(Capacity) { SingleReader = true }
    );
    private int _running = 1; // nobody works before the text is loaded

    /// <summary>From now on work is done.</summary>
    public void Begin() => _ = RunAsync();

    /// <summary>Brings work. Waits only when very much waits already.</summary>
    public ValueTask PostAsync(Func<ValueTask> work)
    {
        if (!_queue.Writer.TryWrite(work))
        {
            return PostLaterAsync(work);
        }

        Kick();
        return ValueTask.CompletedTask;
    }

    /// <summary>Brings work, does none of it, and does not wait until there is room for it: for those who serve many texts.</summary>
    public void Post(Func<ValueTask> work)
    {
        if (_queue.Writer.TryWrite(work))
        {
            KickAside();
        }
        else
        {
            _ = PostLaterAsync(work).AsTask();
        }
    }

    private async ValueTask PostLaterAsync(Func<ValueTask> work)
    {
        await _queue.Writer.WriteAsync(work);
        Kick();
    }

    private void KickAside()
    {
        if (Interlocked.CompareExchange(ref _running, 1, 0) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static loop => _ = loop.RunAsync(), this, preferLocal: false);
        }
    }

    private void Kick()
    {
        if (Interlocked.CompareExchange(ref _running, 1, 0) == 0)
        {
            _ = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        do
        {
            while (_queue.Reader.TryRead(out var work))
            {
                try
                {
                    await work();
                }
                // The outermost handler of the text.
                catch (Exception bug)
                {
                    broken(bug);
                }
            }

            rest();
            Interlocked.Exchange(ref _running, 0);
        } while (_queue.Reader.TryPeek(out _) && Interlocked.CompareExchange(ref _running, 1, 0) == 0);
    }
}

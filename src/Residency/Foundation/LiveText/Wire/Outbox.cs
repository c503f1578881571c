using System.Buffers;

namespace Residency.Foundation.LiveText.Wire;

/// <summary>What waits to be sent over one socket. Frames that wait together leave in one write.</summary>
/// <remarks>Safe for several threads. Nobody ever waits for a slow client: when too much waits, the client is cut off.</remarks>
internal sealed class Outbox(Line line, long most)
{
    private const int MostTogether = 64 * 1024;

    private readonly Lock _one = new();
    private List<byte[]> _waiting = [];
    private List<byte[]> _leaving = [];
    private long _bytes;
    private bool _isWriting;
    private bool _isShut;

    /// <summary>Told when the client is too slow (true) or gone.</summary>
    public Action<bool>? Stuck { get; set; }

    /// <summary>How many bytes wait.</summary>
    public long Waiting
    {
        get
        {
            lock (_one)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Puts a frame behind those that wait. It leaves with the next <see cref="Flush"/>.</summary>
    /// <param name="frame">Not copied: must not change.</param>
    /// <param name="isLarge">The client asked for it, so that it does not count as slow because of it.</param>
    public void Post(byte[] frame, bool isLarge = false)
    {
        var isStuck = false;
        lock (_one)
        {
            if (_isShut)
            {
                return;
            }

            _waiting.Add(frame);
            if (!isLarge)
            {
                _bytes += frame.Length;
                isStuck = _isShut = _bytes > most;
            }
        }

        if (isStuck)
        {
            Stuck?.Invoke(true);
        }
    }

    /// <summary>Sends what waits, unless it is being sent already.</summary>
    public void Flush()
    {
        lock (_one)
        {
            if (_isWriting || _isShut || _waiting.Count == 0)
            {
                return;
            }

            _isWriting = true;
        }

        _ = WriteAsync();
    }

    /// <summary>Sends one frame and what waits before it.</summary>
    public void Send(byte[] frame)
    {
        Post(frame);
        Flush();
    }

    /// <summary>Takes nothing more.</summary>
    public void Shut()
    {
        lock (_one)
        {
            _isShut = true;
            _waiting.Clear();
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            while (Next())
            {
                await SendAsync(_leaving);
                lock (_one)
                {
                    foreach (var frame in _leaving)
                    {
                        _bytes = Math.Max(0, _bytes - frame.Length);
                    }

                    _leaving.Clear();
                }
            }
        }
        // Whatever ended the line: the one who reads from it notices and tidies up.
        catch (Exception broken) when (broken is IOException or OperationCanceledException or InvalidOperationException)
        {
            Shut();
            Stuck?.Invoke(false);
        }
    }

    private bool Next()
    {
        lock (_one)
        {
            if (_isShut || _waiting.Count == 0)
            {
                _isWriting = false;
                return false;
            }

            (_waiting, _leaving) = (_leaving, _waiting);
            return true;
        }
    }

    private async ValueTask SendAsync(List<byte[]> frames)
    {
        if (frames.Count == 1)
        {
            await line.SendAsync(frames[0]);
            return;
        }

        var together = ArrayPool<byte>.Shared.Rent(MostTogether);
        try
        {
            var length = 0;
            foreach (var frame in frames)
            {
                if (length + frame.Length > together.Length)
                {
                    await line.SendAsync(together.AsMemory(0, length));
                    length = 0;
                }

                if (frame.Length > together.Length)
                {
                    await line.SendAsync(frame);
                    continue;
                }

                frame.CopyTo(together, length);
                length += frame.Length;
            }

            if (length > 0)
            {
                await line.SendAsync(together.AsMemory(0, length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(together);
        }
    }
}

using System.Buffers;
using System.Net.WebSockets;

namespace Residency.Foundation.LiveText.Wire;

/// <summary>An open WebSocket: reads whole messages, sends frames, closes with a reason.</summary>
internal sealed class LiveSocket(WebSocket socket, Outbox outbox, HttpContext context, TimeProvider clock) : IDisposable
{
    /// <summary>Bytes of one message.</summary>
    public const int LongestMessage = 8 << 20;
    private const int Room = 4096;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _ended = new();
    private int _closing;

    public Outbox Outbox { get; } = outbox;

    /// <summary>Whether it was closed from here.</summary>
    public bool IsClosing => Volatile.Read(ref _closing) != 0;

    /// <summary>The next message, in an array of its own.</summary>
    /// <returns>Null when the client closed or is gone.</returns>
    /// <exception cref="BadMessageException">It is longer than allowed, or text.</exception>
    public async ValueTask<byte[]?> ReceiveAsync(CancellationToken cancel)
    {
        try
        {
            // An idle socket holds no buffer.
            if ((await socket.ReceiveAsync(Memory<byte>.Empty, cancel)).MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            var buffer = ArrayPool<byte>.Shared.Rent(Room);
            var length = 0;
            try
            {
                while (true)
                {
                    var got = await socket.ReceiveAsync(buffer.AsMemory(length), cancel);
                    if (got.MessageType == WebSocketMessageType.Close)
                    {
                        return null;
                    }

                    length += got.Count;
                    if (got.MessageType == WebSocketMessageType.Text)
                    {
                        throw new BadMessageException("messages are binary");
                    }

                    if (got.EndOfMessage)
                    {
                        return buffer.AsSpan(0, length).ToArray();
                    }

                    buffer = Grow(buffer, length);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        catch (Exception gone)
            when (gone is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Says goodbye with a code that our client understands. What waits leaves before it; whoever does not answer is not waited for.</summary>
    public void Close(CloseCode code, string reason)
    {
        if (Interlocked.Exchange(ref _closing, 1) == 0)
        {
            _ = CloseAsync(code, reason);
        }
    }

    /// <summary>Ends the line at once, without a word.</summary>
    public void Abort()
    {
        Interlocked.Exchange(ref _closing, 1);
        Outbox.Shut();
        if (!_ended.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        Outbox.Shut();
        socket.Dispose();
        _ended.Dispose();
    }

    private async Task CloseAsync(CloseCode code, string reason)
    {
        var ended = _ended.Token;
        try
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)(int)code, reason, ended);
            await Task.Delay(s_patience, clock, ended);
            context.Abort();
        }
        catch (Exception gone)
            when (gone is WebSocketException or IOException or InvalidOperationException or OperationCanceledException)
        {
            // The other side said goodbye, or is gone.
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        if (length < buffer.Length)
        {
            return buffer;
        }

        if (length >= LongestMessage)
        {
            throw new BadMessageException("a message is too long");
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 4, LongestMessage + 1));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}

using System.Net.Sockets;

namespace Residency.Foundation.LiveText.Wire;

/// <summary>Where frames leave the process.</summary>
internal abstract class Line
{
    /// <summary>Sends bytes; completes at once as long as the other side takes them.</summary>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes);
}

/// <summary>Through the server's own stream: for encrypted lines and HTTP/2.</summary>
internal sealed class StreamLine(Stream stream) : Line
{
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes);
}

/// <summary>Straight to the socket, on the thread that has something to send.</summary>
/// <remarks>
/// The server's stream would hand each write to another thread, which costs several times as much as sending. Nothing else
/// writes to the socket once it has been upgraded and the client has said something, which proves that the answer arrived.
/// </remarks>
internal sealed class SocketLine : Line
{
    private readonly Socket _socket;

    public SocketLine(Socket socket)
    {
        _socket = socket;
        // Only for calls that do not wait; those of the server itself are not touched by it.
        _socket.Blocking = false;
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var sent = _socket.Send(bytes.Span, SocketFlags.None, out var trouble);
            return trouble switch
            {
                SocketError.Success when sent == bytes.Length => ValueTask.CompletedTask,
                SocketError.Success => WaitAsync(bytes[sent..]),
                SocketError.WouldBlock => WaitAsync(bytes),
                _ => ValueTask.FromException(new IOException("The line is gone.", new SocketException((int)trouble))),
            };
        }
        catch (ObjectDisposedException gone)
        {
            return ValueTask.FromException(new IOException("The line is gone.", gone));
        }
    }

    private async ValueTask WaitAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None)..];
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            throw new IOException("The line is gone.", gone);
        }
    }
}

using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Residency.Foundation.LiveText.Wire;

/// <summary>Opens WebSockets so that frames can be written as they are: once made, the same bytes go to everybody.</summary>
/// <remarks>
/// RFC 6455 §4.2 over HTTP/1.1, RFC 8441 over HTTP/2. The framework reads, answers pings and closes; only data frames bypass
/// its writer, because it would copy each of them for each socket.
/// </remarks>
internal static class Upgrade
{
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 §1.3

    /// <summary>Whether the request asks for a WebSocket that can be opened.</summary>
    public static bool IsAsked(HttpContext context) => IsExtendedConnect(context) || IsUpgrade(context);

    /// <summary>Opens the socket.</summary>
    /// <param name="context">A request of which <see cref="IsAsked"/> is true.</param>
    /// <param name="most">How many bytes may wait for a slow client.</param>
    /// <param name="clock">The clock.</param>
    public static async Task<LiveSocket> AcceptAsync(HttpContext context, long most, TimeProvider clock)
    {
        Stream stream;
        if (IsExtendedConnect(context))
        {
            stream = await context.Features.GetRequiredFeature<IHttpExtendedConnectFeature>().AcceptAsync();
        }
        else
        {
            var key = context.Request.Headers.SecWebSocketKey.ToString();
            context.Response.Headers.Connection = "Upgrade";
            context.Response.Headers.Upgrade = "websocket";
            context.Response.Headers["Sec-WebSocket-Accept"] = Answer(key);
            stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        }

        var outbox = new Outbox(LineOf(context, stream), most);
        var options = new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan };
        return new LiveSocket(WebSocket.CreateFromStream(new ThroughOutbox(stream, outbox), options), outbox, context, clock);
    }

    private static Line LineOf(HttpContext context, Stream stream) =>
        context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket
        && context.Features.Get<ITlsHandshakeFeature>() is null
        && !IsExtendedConnect(context)
            ? new SocketLine(socket)
            : new StreamLine(stream);

    private static bool IsExtendedConnect(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };

    private static bool IsUpgrade(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && context.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
        && context.Request.Headers.SecWebSocketVersion.ToString() == "13"
        && Convert.TryFromBase64String(context.Request.Headers.SecWebSocketKey.ToString(), new byte[24], out var length)
        && length == 16;

    private static string Answer(string key) =>
#pragma warning disable CA5350 // RFC 6455 asks for SHA-1 here; it protects nothing.
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Guid)));
#pragma warning restore CA5350

    /// <summary>The stream as the framework sees it: what it writes itself takes its turn among our frames.</summary>
    private sealed class ThroughOutbox(Stream stream, Outbox outbox) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            stream.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            stream.ReadAsync(buffer, offset, count, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            outbox.Send(buffer.ToArray());
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}

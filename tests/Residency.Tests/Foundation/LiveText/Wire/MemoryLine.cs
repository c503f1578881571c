using System.IO.Pipelines;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;

namespace Residency.Tests.Foundation.LiveText.Wire;

/// <summary>A line between a client and a server in one process, upgraded to WebSocket as a real one would be.</summary>
internal sealed class MemoryLine : IHttpUpgradeFeature
{
    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsUpgradableRequest => true;

    public Task<Stream> UpgradeAsync()
    {
        _opened.TrySetResult();
        return Task.FromResult<Stream>(new Side(_toServer.Reader, _toClient.Writer));
    }

    /// <summary>The client's end.</summary>
    public WebSocket Client() =>
        WebSocket.CreateFromStream(
            new Side(_toClient.Reader, _toServer.Writer),
            new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = Timeout.InfiniteTimeSpan }
        );

    /// <summary>Asks the whole product for a socket.</summary>
    /// <param name="server">The product in this process.</param>
    /// <param name="address">Where; its scheme counts.</param>
    /// <param name="headers">Cookies and the like; values of null are left out.</param>
    /// <returns>The socket, or null and the status with which it was refused.</returns>
    public static async Task<(WebSocket? Socket, int Status)> AskAsync(
        TestServer server,
        Uri address,
        IReadOnlyDictionary<string, string?> headers
    )
    {
        var line = new MemoryLine();
        var answer = server.SendAsync(context =>
        {
            line.Ask(context, address);
            foreach (var (name, value) in headers)
            {
                if (value is not null)
                {
                    context.Request.Headers[name] = value;
                }
            }
        });
        return await Task.WhenAny(answer, line._opened.Task) == answer
            ? (null, (await answer).Response.StatusCode)
            : (line.Client(), StatusCodes.Status101SwitchingProtocols);
    }

    /// <summary>Makes a request ask for this line.</summary>
    public void Ask(HttpContext context, Uri address)
    {
        var request = context.Request;
        (request.Method, request.Scheme, request.Path) = ("GET", address.Scheme, address.AbsolutePath);
        request.Host = new HostString(
            address.Authority
        ) /* as browsers say it, without the usual port */
        ;
        request.Headers.Connection = "Upgrade";
        request.Headers.Upgrade = "websocket";
        request.Headers.SecWebSocketVersion = "13";
        request.Headers.SecWebSocketKey = "dGhlIHNhbXBsZSBub25jZQ==";
        context.Features.Set<IHttpUpgradeFeature>(this);
    }

    private sealed class Side(PipeReader reader, PipeWriter writer) : Stream
    {
        private readonly Stream _in = reader.AsStream();
        private readonly Stream _out = writer.AsStream();

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
            _in.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            _in.ReadAsync(buffer, offset, count, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            _out.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            _out.WriteAsync(buffer, offset, count, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => _out.FlushAsync(cancellationToken);

        public override void Flush() => _out.Flush();

        public override int Read(byte[] buffer, int offset, int count) => _in.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => _out.Write(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                // Whoever waits here stops waiting, and the other side reads to the end.
                reader.CancelPendingRead();
                writer.Complete();
            }

            base.Dispose(disposing);
        }
    }
}

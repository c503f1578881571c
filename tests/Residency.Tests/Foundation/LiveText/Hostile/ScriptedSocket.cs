using System.Net.WebSockets;

namespace Residency.Tests.Foundation.LiveText.Hostile;

/// <summary>A socket that says what it is given, one message after the other, until the server closes it.</summary>
/// <param name="first">What is said at first, such as a token.</param>
/// <param name="next">What is said then; null ends it.</param>
internal sealed class ScriptedSocket(byte[] first, Func<byte[]?> next) : WebSocket
{
    private byte[]? _saying = first;
    private int _said;
    private bool _isOver;

    /// <summary>With which code the server closed; null when it did not.</summary>
    public int? Code { get; private set; }

    public override WebSocketCloseStatus? CloseStatus => null;
    public override string? CloseStatusDescription => null;
    public override WebSocketState State => _isOver ? WebSocketState.Closed : WebSocketState.Open;
    public override string? SubProtocol => null;

    public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_saying is null && !_isOver)
        {
            (_saying, _said) = (next(), 0);
        }

        if (_isOver || _saying is null)
        {
            _isOver = true;
            return new(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, endOfMessage: true));
        }

        var count = Math.Min(buffer.Length, _saying.Length - _said);
        _saying.AsSpan(_said, count).CopyTo(buffer.Span);
        _said += count;
        // An empty read only asks whether there is something.
        var isEnd = buffer.Length > 0 && _said == _saying.Length;
        if (isEnd)
        {
            _saying = null;
        }

        return new(new ValueWebSocketReceiveResult(count, WebSocketMessageType.Binary, isEnd));
    }

    public override Task CloseOutputAsync(
        WebSocketCloseStatus closeStatus,
        string? statusDescription,
        CancellationToken cancellationToken
    )
    {
        (Code, _isOver) = ((int)closeStatus, true);
        return Task.CompletedTask;
    }

    public override Task CloseAsync(
        WebSocketCloseStatus closeStatus,
        string? statusDescription,
        CancellationToken cancellationToken
    ) => CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override void Abort() => _isOver = true;

    public override void Dispose() { }

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task SendAsync(
        ArraySegment<byte> buffer,
        WebSocketMessageType messageType,
        bool endOfMessage,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;
}

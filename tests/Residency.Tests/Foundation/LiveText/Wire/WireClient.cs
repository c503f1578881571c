using System.Net.WebSockets;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText.Wire;

/// <summary>A client of a live text as far as the wire goes: keeps a document in sync and remembers everything it was told.</summary>
internal sealed class WireClient : IAsyncDisposable
{
    private const int Largest = 16 << 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly WebSocket _socket;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Task _reading;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[]? _written;

    private WireClient(WebSocket socket, string name, YDoc doc)
    {
        (_socket, Name, Doc) = (socket, name, doc);
        Doc.Updated += Keep;
        _reading = ReadAsync();
    }

    /// <summary>The name of the text on the wire.</summary>
    public string Name { get; }

    public YDoc Doc { get; }

    /// <summary>What the server said of the right to write: <c>read-write</c>, <c>readonly</c>, or null.</summary>
    public string? Scope { get; private set; }

    /// <summary>Why the server denied the token; null when it did not.</summary>
    public string? Denied { get; private set; }

    /// <summary>Whether the state of the server has come.</summary>
    public bool IsSynced { get; private set; }

    /// <summary>How many changes were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Stateless messages, in order.</summary>
    public List<string> Told { get; } = [];

    /// <summary>Presence as it came: JSON by client.</summary>
    public Dictionary<long, string> Presence { get; } = [];

    /// <summary>Updates of others that arrived.</summary>
    public int Updates { get; private set; }

    /// <summary>How many questions for the state were answered.</summary>
    public int Answers { get; private set; }

    /// <summary>How many times the server asked for everything that it lacks.</summary>
    public int Asked { get; private set; }

    /// <summary>Why the server closed the document; null while it is open.</summary>
    public string? Left { get; private set; }

    /// <summary>With which code the socket ended; null while it is open; 1006 when it broke off.</summary>
    public int? Closed { get; private set; }

    /// <summary>Joins and waits until the text is there, or is denied.</summary>
    /// <param name="socket">An open socket.</param>
    /// <param name="name">The name of the text on the wire.</param>
    /// <param name="token">What the page was given.</param>
    /// <param name="doc">What the browser kept from before; null for nothing.</param>
    public static async Task<WireClient> JoinAsync(WebSocket socket, string name, string token, YDoc? doc = null)
    {
        var client = new WireClient(socket, name, doc ?? new YDoc());
        await client.SendAsync(FrameWriter.Token(name, token));
        await client.SendAsync(FrameWriter.Sync(name, 0, client.Doc.StateVector().Encode()));
        // What was here before is acknowledged as a whole; a change that is written after that has an acknowledgement of its own.
        await client.UntilAsync(
            () =>
                client.Denied is not null
                || client.IsOver
                || (client.IsSynced && (client.Scope == "readonly" || client.Acknowledged > 0)),
            "joining"
        );
        return client;
    }

    /// <summary>Listens, and says nothing.</summary>
    public static WireClient Open(WebSocket socket, string name) => new(socket, name, new YDoc());

    /// <summary>Whether nothing can be written here any more.</summary>
    public bool IsOver => Left is not null || Closed is not null;

    /// <summary>Changes the own document and sends the change; acknowledged some time later.</summary>
    public async Task WriteAsync(Action<YDoc> change)
    {
        byte[]? update;
        lock (_lock)
        {
            _written = null;
            Doc.Transact(_ => change(Doc));
            update = _written;
        }

        if (update is not null)
        {
            await SendAsync(FrameWriter.Update(Name, update));
        }
    }

    /// <summary>Whether the server acknowledges in time; false when the line ends instead.</summary>
    public async Task<bool> TrySaveAsync(Action<YDoc> change)
    {
        var before = Acknowledged;
        await WriteAsync(change);
        await UntilAsync(() => Acknowledged > before || IsOver, "the acknowledgement or an end");
        return Acknowledged > before;
    }

    /// <summary>Changes the own document, sends the change and waits until it is acknowledged.</summary>
    public async Task SaveAsync(Action<YDoc> change)
    {
        var isSaved = await TrySaveAsync(change);
        isSaved.ShouldBeTrue($"the change was not taken: {Left} {Closed} {string.Join(' ', Told.TakeLast(2))}");
    }

    public async Task SendAsync(byte[] frame)
    {
        await _sending.WaitAsync();
        try
        {
            if (_socket.State == WebSocketState.Open)
            {
                await _socket.SendAsync(frame, WebSocketMessageType.Binary, true, CancellationToken.None);
            }
        }
        catch (Exception broken)
            when (broken is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The reader learns why.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Asked whenever a frame came.</param>
    /// <param name="what">What a late test waited for.</param>
    public async Task UntilAsync(Func<bool> isSo, string what)
    {
        using var late = new CancellationTokenSource(s_patience);
        while (true)
        {
            Task news;
            lock (_lock)
            {
                if (isSo())
                {
                    return;
                }

                news = _news.Task;
            }

            try
            {
                await news.WaitAsync(late.Token);
            }
            catch (OperationCanceledException gone)
            {
                throw new TimeoutException(
                    $"{Name} waited for {what}. Told: {string.Join(' ', Told.TakeLast(5))}; left: {Left}; closed: {Closed}; denied: {Denied}",
                    gone
                );
            }
        }
    }

    /// <summary>The text as markup, nothing else reading it meanwhile.</summary>
    public string Markup()
    {
        lock (_lock)
        {
            return Doc.Get<YXmlFragment>("text").ToString();
        }
    }

    /// <summary>Ends as a cut cable does.</summary>
    public void Cut() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        Doc.Updated -= Keep;
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
    }

    private void Keep(byte[] update, Transaction transaction) => _written = transaction.IsLocal ? update : _written;

    private async Task ReadAsync()
    {
        var buffer = new byte[64 << 10];
        using var whole = new MemoryStream();
        try
        {
            while (true)
            {
                var piece = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (piece.MessageType == WebSocketMessageType.Close)
                {
                    End((int?)_socket.CloseStatus ?? 1005);
                    return;
                }

                whole.Write(buffer, 0, piece.Count);
                whole.Length.ShouldBeLessThan(Largest);
                if (piece.EndOfMessage)
                {
                    Take(whole.ToArray());
                    whole.SetLength(0);
                }
            }
        }
        catch (Exception broken)
            when (broken is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            End((int?)_socket.CloseStatus ?? 1006);
        }
    }

    private void Take(byte[] frame)
    {
        var reader = new FrameReader(frame);
        byte[]? answer = null;
        lock (_lock)
        {
            if (reader.IsSync(out var inner, out var payload))
            {
                answer = Sync(inner, payload);
            }
            else
            {
                answer = Hear(reader, reader.Kind());
            }

            var news = _news;
            _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            news.TrySetResult();
        }

        if (answer is not null)
        {
            _ = SendAsync(answer);
        }
    }

    private byte[]? Sync(int inner, byte[] payload)
    {
        if (inner == 0)
        {
            Asked++;
            return FrameWriter.Sync(Name, 1, Doc.Encode(StateVector.Decode(payload)));
        }

        Doc.Apply(payload, this);
        IsSynced |= inner == 1;
        Answers += inner == 1 ? 1 : 0;
        Updates += inner == 2 ? 1 : 0;
        return null;
    }

    private byte[]? Hear(FrameReader reader, int kind)
    {
        switch (kind)
        {
            case 1:
                Meet(reader.Bytes());
                break;
            case 2 when reader.Number() is var inner:
                (Denied, Scope) = inner switch
                {
                    1 => (reader.Text(), Scope),
                    2 => (Denied, reader.Text()),
                    _ => (Denied, Scope),
                };
                break;
            case 5:
                Told.Add(reader.Text());
                break;
            case 7:
                Left = reader.Text();
                break;
            case 8:
                Acknowledged += reader.Number() == 1 ? 1 : 0;
                break;
            case 9:
                return [10];
        }

        return null;
    }

    private void Meet(byte[] presence)
    {
        // An update of presence has no name of a text before it: one byte of nothing stands in for it.
        var reader = new FrameReader([0, .. presence]);
        var count = reader.Kind();
        for (var i = 0; i < count; i++)
        {
            var client = reader.Number();
            reader.Number();
            Presence[client] = reader.Text();
        }
    }

    private void End(int code)
    {
        lock (_lock)
        {
            Closed = code;
            _news.TrySetResult();
        }
    }
}

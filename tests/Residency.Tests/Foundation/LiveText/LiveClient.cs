using System.Net.Http.Json;
using System.Net.WebSockets;
using Residency.Foundation.LiveText;
using Residency.Foundation.LiveText.Wire;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText;

/// <summary>A client of a live text made by hand, which can also send what no honest client sends.</summary>
internal sealed class LiveClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _news = new(0);
    private readonly Lock _one = new();
    private Task _reading = Task.CompletedTask;

    private LiveClient(YDoc doc) => Doc = doc;

    public YDoc Doc { get; }

    public string Name { get; private set; } = "";

    /// <summary>How many updates were acknowledged.</summary>
    public int Stored { get; private set; }

    /// <summary>How many updates were refused.</summary>
    public int NotTaken { get; private set; }

    /// <summary>What the server said beside the text.</summary>
    public List<string> Told { get; } = [];

    /// <summary>The last that is known of others, by their numbers.</summary>
    public Dictionary<ulong, string> Present { get; } = [];

    /// <summary>The scope that was granted; empty before.</summary>
    public string Scope { get; private set; } = "";

    /// <summary>Whether the server sent all it has.</summary>
    public bool IsSynced { get; private set; }

    /// <summary>With which code the socket was closed; null while it is open.</summary>
    public int? Closed { get; private set; }

    public string Text
    {
        get
        {
            lock (_one)
            {
                return Doc.Get<YXmlFragment>("text").ToString();
            }
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens a text and waits until it has all of it.</summary>
    public static async Task<LiveClient> JoinAsync(LiveHost host, LiveTextId text, int person, YDoc? doc = null)
    {
        var client = await ConnectAsync(host, text, person, doc: doc);
        await client.UntilAsync(one => one.IsSynced && one.Scope.Length > 0);
        return client;
    }

    /// <summary>Opens a socket and sends the token and the first step.</summary>
    public static async Task<LiveClient> ConnectAsync(
        LiveHost host,
        LiveTextId text,
        int person,
        string? token = null,
        YDoc? doc = null
    )
    {
        var client = new LiveClient(doc ?? new YDoc());
        var (issued, name) = await TokenAsync(host, text, person);
        client.Name = name;
        await client.OpenAsync(host, text, person, host.Address.GetLeftPart(UriPartial.Authority));
        await client.SendAsync(client.Message(MessageKind.Auth).VarUint(0).Text(token ?? issued).Text("4.8.0"));
        await client.SendAsync(client.Message(MessageKind.Sync).VarUint(0).Bytes(client.Doc.StateVector().Encode()));
        return client;
    }

    /// <summary>Opens a socket from another origin.</summary>
    /// <returns>The status of the refusal.</returns>
    public static async Task<int> TryFromAsync(LiveHost host, LiveTextId text, int person, string origin)
    {
        await using var client = new LiveClient(new YDoc());
        client._socket.Options.CollectHttpResponseDetails = true;
        await Should.ThrowAsync<WebSocketException>(() => client.OpenAsync(host, text, person, origin));
        return (int)client._socket.HttpStatusCode;
    }

    /// <summary>A token with the name of the text.</summary>
    public static async Task<(string Token, string Name)> TokenAsync(LiveHost host, LiveTextId text, int person)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var answer = await http.PostAsync($"/{text.Value}/token?as={LiveHost.Person(person)}", null, Cancel);
        var ticket = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Ticket>(Cancel);
        return (ticket!.Token, ticket.Name); // the server answers with one
    }

    /// <summary>The beginning of a message.</summary>
    public FrameWriter Message(MessageKind kind) => new FrameWriter().Text(Name).VarUint((ulong)kind);

    public Task SendAsync(FrameWriter message) =>
        _socket.SendAsync(message.ToBytes(), WebSocketMessageType.Binary, endOfMessage: true, Cancel);

    /// <summary>Sends an update as it is.</summary>
    public Task SendUpdateAsync(byte[] update) => SendAsync(Message(MessageKind.Sync).VarUint(2).Bytes(update));

    /// <summary>Says where it is.</summary>
    public Task SendPresenceAsync(long client, long clock, string state) =>
        SendAsync(
            Message(MessageKind.Presence)
                .Bytes(new FrameWriter().VarUint(1).VarUint((ulong)client).VarUint((ulong)clock).Text(state).ToBytes())
        );

    /// <summary>Changes its own copy and sends the change.</summary>
    public async Task EditAsync(Action<YXmlElement> edit)
    {
        byte[] update;
        lock (_one)
        {
            var before = Doc.StateVector();
            edit((YXmlElement)Doc.Get<YXmlFragment>("text").ChildAt(0));
            update = Doc.Encode(before);
        }

        await SendUpdateAsync(update);
    }

    /// <summary>Types at the beginning of the first paragraph.</summary>
    public Task TypeAsync(string words) =>
        EditAsync(section =>
            ((YXmlText)section.Children.OfType<YXmlElement>().First(block => block.NodeName == "paragraph").ChildAt(0)).Insert(
                0,
                words
            )
        );

    /// <summary>Waits until something is true; looks whenever something came.</summary>
    public async Task UntilAsync(
        Func<LiveClient, bool> isSo,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(isSo))] string what = ""
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            lock (_one)
            {
                if (isSo(this))
                {
                    return;
                }
            }

            try
            {
                await _news.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException(
                    $"It did not become true that {what}. Closed: {Closed}. Told: {string.Join(' ', Told)}. Text: {Text}",
                    late
                );
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _news.Dispose();
    }

    private async Task OpenAsync(LiveHost host, LiveTextId text, int person, string origin)
    {
        _socket.Options.SetRequestHeader("Origin", origin);
        await _socket.ConnectAsync(
            new Uri($"ws://{host.Address.Authority}/{text.Value}/live?as={LiveHost.Person(person)}"),
            Cancel
        );
        _reading = ReadAsync();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 << 10];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    Closed = (int?)got.CloseStatus ?? 0;
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
                    break;
                }

                message.Write(buffer, 0, got.Count);
                if (got.EndOfMessage)
                {
                    await TakeAsync(message.ToArray());
                    message.SetLength(0);
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            Closed ??= 0;
        }

        _news.Release();
    }

    private async Task TakeAsync(byte[] message)
    {
        byte[]? answer = null;
        lock (_one)
        {
            if (message.Length > 1)
            {
                answer = Take(new MessageReader(message));
            }
        }

        _news.Release();
        if (answer is not null)
        {
            await SendAsync(Message(MessageKind.Sync).VarUint(1).Bytes(answer));
        }
    }

    private byte[]? Take(MessageReader reader)
    {
        reader.Text(300);
        switch ((MessageKind)reader.VarUint())
        {
            case MessageKind.Sync:
                return Sync(reader);
            case MessageKind.Auth:
                Scope = reader.VarUint() == 2 ? reader.Text(100) : "denied";
                break;
            case MessageKind.Stateless:
                Told.Add(reader.Text(1 << 20));
                break;
            case MessageKind.SyncStatus:
                (Stored, NotTaken) = reader.VarUint() == 1 ? (Stored + 1, NotTaken) : (Stored, NotTaken + 1);
                break;
            case MessageKind.Presence:
                var entries = new MessageReader(reader.Bytes());
                for (var left = entries.VarUint(); left > 0; left--)
                {
                    var client = entries.VarUint();
                    entries.VarUint();
                    Present[client] = entries.Text(1 << 20);
                }

                break;
        }

        return null;
    }

    private byte[]? Sync(MessageReader reader)
    {
        var step = (SyncStep)reader.VarUint();
        var bytes = reader.Bytes();
        if (step == SyncStep.Vector)
        {
            return Doc.Encode(StateVector.Decode(bytes));
        }

        Doc.Apply(bytes.ToArray());
        IsSynced |= step == SyncStep.Missing;
        return null;
    }

    private sealed record Ticket(string Token, string Name, string Lineage);
}

using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.LiveText;
using Residency.Foundation.LiveText.Nodes;
using Residency.Foundation.LiveText.Rooms;
using Residency.Foundation.LiveText.Sockets;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.LiveText.Wire;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Foundation.Text.Myst;
using Residency.Tests.Foundation.LiveText.Hostile;
using Residency.Tests.Foundation.LiveText.Wire;
using Residency.Tests.World;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText;

/// <summary>Live texts over a database, without the web around them: everybody may change everything.</summary>
internal sealed class RoomWorld : IAsyncDisposable
{
    private const string Kind = "drill";

    private static readonly LiveTextSettings s_settings = new()
    {
        FramesPerSecond = 10_000,
        KibPerSecond = 100_000,
        GatherMilliseconds = 0,
        FetchMilliseconds = 0,
    };

    private readonly TestDatabase _database;
    private readonly List<Task> _conversations = [];

    private RoomWorld(TestDatabase database, PlantedNodes nodes) => (_database, Nodes) = (database, nodes);

    /// <summary>Other nodes, as far as there are any.</summary>
    public PlantedNodes Nodes { get; }

    /// <summary>Who writes.</summary>
    public LiveCaller Caller { get; } = LiveCaller.Of(TypedId.New<PersonId>());

    public static async Task<RoomWorld> OpenAsync(Engine engine = Engine.Sqlite, LiveTextSettings? settings = null)
    {
        var nodes = new PlantedNodes();
        var database = await TestDatabase.OpenAsync(
            engine,
            services =>
            {
                services.AddDataProtection().UseEphemeralDataProtectionProvider();
                services.AddLiveTexts(settings ?? s_settings);
                services.AddSingleton(TimeProvider.System);
                services.AddSingleton<INodes>(nodes);
                services.RemoveAll<ILiveGate>(); // those of rooms need their rooms
                services.AddScoped<ILiveGate, OpenGate>();
            }
        );
        var world = new RoomWorld(database, nodes);
        if (world.Get<IWriteTurns>() is SqliteWriteTurns turns)
        {
            await turns.AloneAsync((writer, _) => Task.FromResult(world.HookAt(writer)), CancellationToken.None);
        }

        return world;
    }

    // SQLite has no other nodes to be told of a change: there the database itself says that it is about to commit.
    private bool HookAt(SqliteConnection writer)
    {
        SQLitePCL.raw.sqlite3_commit_hook(writer.Handle, _ => MayCommit() ? 0 : 1, v: null);
        return true;
    }

    private bool MayCommit()
    {
        try
        {
            Nodes.BeforeCommit?.Invoke().GetAwaiter().GetResult();
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }

    /// <summary>The database, for what no client can bring about.</summary>
    public TestDatabase Database => _database;

    /// <summary>All open texts of this node.</summary>
    public OpenTexts Open => Get<OpenTexts>();

    /// <summary>What nobody has open leaves the memory. Every client must be gone.</summary>
    public async Task ForgetAsync()
    {
        await LeftAsync();
        await Get<LiveLog>().PassAsync();
        foreach (var text in Open.All)
        {
            Open.TryClose(text).ShouldBeTrue("somebody is still there");
        }
    }

    /// <summary>Returns when the server has noticed that clients are gone.</summary>
    /// <param name="count">How many of those who joined, the first first.</param>
    public Task LeftAsync(int count = int.MaxValue) =>
        Task.WhenAll(_conversations.Take(count)).WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Takes something out of a text for good.</summary>
    public Task EraseAsync(LiveTextId text, string words) =>
        _database.DoAsync(
            async (services, _) =>
                (
                    await services
                        .GetRequiredService<ILiveTexts>()
                        .EraseAsync(text, document => Without(document, words), LiveWriter.House, CancellationToken.None)
                ).IsDone.ShouldBeTrue()
        );

    public string NameOf(LiveTextId text) => $"{Kind}/{text.Value:D}";

    /// <summary>A text with one section and a few words.</summary>
    public async Task<LiveTextId> BeginAsync()
    {
        var id = TypedId.New<LiveTextId>();
        await _database.DoAsync(
            async (services, _) =>
            {
                await services
                    .GetRequiredService<ILiveTexts>()
                    .BeginAsync(
                        id,
                        new LiveBeginning(Kind, TypedId.New<HubId>(), Words()),
                        LiveWriter.House,
                        CancellationToken.None
                    );
                return true;
            }
        );
        return id;
    }

    public string TokenFor(LiveTextId text) => Get<LiveTokens>().Issue(Caller, text, Lineages[text]);

    /// <summary>The lineages of the texts that were looked at.</summary>
    private Dictionary<LiveTextId, string> Lineages { get; } = [];

    /// <summary>The text as it is stored.</summary>
    public async Task<LoadedText> StoredAsync(LiveTextId text)
    {
        await Get<LiveLog>().PassAsync();
        var loaded = await _database.DoAsync((_, db) => db.LoadAsync(text, CancellationToken.None));
        loaded.ShouldNotBeNull();
        Lineages[text] = loaded.Text.Lineage;
        return loaded;
    }

    /// <summary>Lets a socket say what it has to say.</summary>
    public async Task ConverseAsync(LiveTextId text, ScriptedSocket socket)
    {
        using var line = new LiveSocket(
            socket,
            new Outbox(new StreamLine(Stream.Null), long.MaxValue),
            new DefaultHttpContext(),
            TimeProvider.System
        );
        await ConversationOver(line, text).RunAsync(CancellationToken.None);
    }

    /// <summary>Opens a text as an honest client does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="doc">What the browser kept from before; null for nothing.</param>
    /// <param name="token">A token of its own choice; null for a good one.</param>
    public async Task<WireClient> JoinAsync(LiveTextId text, YDoc? doc = null, string? token = null)
    {
        if (token is null)
        {
            Lineages[text] = await _database.DoAsync(
                (_, db) => db.Set<StoredText>().Where(row => row.Id == text).Select(row => row.Lineage).SingleAsync()
            );
        }

        var (context, line) = (new DefaultHttpContext(), new MemoryLine());
        line.Ask(context, new Uri("https://localhost/"));
        var served = await Upgrade.AcceptAsync(context, long.MaxValue, TimeProvider.System);
        var conversation = ConversationOver(served, text).RunAsync(CancellationToken.None);
        _conversations.Add(conversation);
        return await WireClient.JoinAsync(line.Client(), NameOf(text), token ?? TokenFor(text), doc);
    }

    public async ValueTask DisposeAsync()
    {
        Nodes.BeforeCommit = null;
        await Get<LiveLog>().PassAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await _database.DisposeAsync();
    }

    private Conversation ConversationOver(LiveSocket socket, LiveTextId text) =>
        new(socket, Caller, text, Get<OpenTexts>(), Get<Rights>(), Get<LiveTokens>(), s_settings, TimeProvider.System);

    private T Get<T>()
        where T : notnull => _database.Services.GetRequiredService<T>();

    private static Result<Document> Without(Document document, string words) =>
        document with
        {
            Sections =
            [
                .. document.Sections.Select(section =>
                    section with
                    {
                        Blocks = [.. section.Blocks.Where(block => !Says(block, words))],
                    }
                ),
            ],
        };

    private static bool Says(Block block, string words) =>
        Encoding
            .UTF8.GetString(DocumentJson.Write(new Document([new Section("s", [], [block])])))
            .Contains(words, StringComparison.Ordinal);

    private static Document Words() => MystReader.Read("## Context\n\nThe tide comes in.\n"u8).Value.Document;

    private sealed class OpenGate : ILiveGate
    {
        public string Kind => RoomWorld.Kind;

        public Task<LiveGrant> GrantAsync(LiveCaller caller, LiveTextId text, CancellationToken cancel) =>
            Task.FromResult(LiveGrant.Of(LiveMode.Edit, new LiveWriter(caller.Id, "Somebody")));
    }
}

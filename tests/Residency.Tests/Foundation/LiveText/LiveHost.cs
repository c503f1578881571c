using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Jobs;
using Residency.Foundation.Ledger;
using Residency.Foundation.LiveText;
using Residency.Foundation.LiveText.Rooms;
using Residency.Foundation.Storage;
using Residency.Foundation.Storage.Keys;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.LiveText;

/// <summary>Live texts on a real server, with a gate that does what the test says.</summary>
internal sealed class LiveHost : IAsyncDisposable
{
    private static readonly HubId s_hub = TypedId.New<HubId>();
    private readonly WebApplication _app;

    private LiveHost(WebApplication app, Uri address) => (_app, Address) = (app, address);

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Those who came by a link, with the end of what they opened with it.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> Ends { get; } = new(StringComparer.Ordinal);

    /// <summary>How many sockets gave back what their request had needed.</summary>
    public int Released => _app.Services.GetRequiredService<ReleaseCount>().Count;

    public ScriptedGate Gate => _app.Services.GetRequiredService<ScriptedGate>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts a server over a database; several over one database of PostgreSQL are several nodes.</summary>
    public static async Task<LiveHost> StartAsync(
        StorageSettings storage,
        LiveTextSettings? settings = null,
        ScriptedGate? gate = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStorage(storage).AddProtection();
        builder.Services.AddJobs(new JobSettings()).AddLedger();
        builder.Services.AddLiveTexts(settings ?? new LiveTextSettings());
        builder.Services.RemoveAll<ILiveGate>(); // those of rooms need their rooms
        builder.Services.AddSingleton(gate ?? new ScriptedGate());
        builder.Services.AddSingleton<ReleaseCount>().AddScoped<OfRequest>();
        builder.Services.AddSingleton<ILiveGate>(services => services.GetRequiredService<ScriptedGate>());
        var app = builder.Build();
        app.Services.PrepareKeys();
        LiveHost? host = null;
        app.MapGet(
            "/{id:guid}/live",
            (Guid id, HttpContext http, ILiveSockets sockets, OfRequest _) =>
                sockets.ServeAsync(http, host!.Caller(http), new LiveTextId(id)) // started
        );
        app.MapPost(
            "/{id:guid}/token",
            (Guid id, HttpContext http, ILiveSockets sockets) => TokenAsync(id, http, host!.Caller(http), sockets) // started
        );
        await app.StartAsync(Cancel);
        host = new LiveHost(app, new Uri(app.Urls.Single()));
        return host;
    }

    /// <summary>A new text that says <c>It begins.</c></summary>
    public async Task<LiveTextId> BeginAsync()
    {
        var id = TypedId.New<LiveTextId>();
        var document = new Document([
            new Section("start", [new Run("Start")], [new Paragraph("first", [new Run("It begins.")])]),
        ]);
        await DoAsync(texts =>
            texts.BeginAsync(id, new LiveBeginning(ScriptedGate.Name, s_hub, document), LiveWriter.House, Cancel)
        );
        return id;
    }

    /// <summary>Uses the door in a scope of its own, as a handler does.</summary>
    public async Task<T> DoAsync<T>(Func<ILiveTexts, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<ILiveTexts>());
    }

    /// <inheritdoc cref="DoAsync{T}"/>
    public Task DoAsync(Func<ILiveTexts, Task> work) =>
        DoAsync(async texts =>
        {
            await work(texts);
            return true;
        });

    /// <summary>Works with the database in a scope of its own.</summary>
    public async Task<T> QueryAsync<T>(Func<AppDb, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    /// <summary>Changes rights and says so, as a room does.</summary>
    public async Task GrantAsync(string person, LiveMode mode)
    {
        Gate.Modes[person] = mode;
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ILiveRights>().Changed();
        await scope.ServiceProvider.GetRequiredService<AppDb>().WriteAsync(_ => Task.CompletedTask, Cancel);
    }

    /// <summary>Changes rights and tells a fact, as a room does: every node hears of it.</summary>
    public async Task GrantWithFactAsync(string person, LiveMode mode)
    {
        Gate.Modes[person] = mode;
        await using var scope = Services.CreateAsyncScope();
        scope
            .ServiceProvider.GetRequiredService<global::Residency.Foundation.Ledger.Ledger>()
            .Write(
                Actor.System,
                new CommentAdded
                {
                    Hub = s_hub,
                    CaseStudy = TypedId.New<CaseStudyId>(),
                    Thread = TypedId.New<ThreadId>(),
                    Comment = TypedId.New<CommentId>(),
                }
            );
        (await scope.ServiceProvider.GetRequiredService<AppDb>().SaveAsync(Cancel)).IsDone.ShouldBeTrue();
    }

    /// <summary>What the text says in the memory of this node.</summary>
    public string InMemory(LiveTextId id) =>
        Services.GetRequiredService<OpenTexts>().Find(id)?.Manuscript.Doc.Get<Residency.Yjs.YXmlFragment>("text").ToString()
        ?? "";

    /// <summary>A person whom tests know by a number.</summary>
    public static string Person(int number) => $"01890000-0000-7000-8000-{number:D12}";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private LiveCaller Caller(HttpContext http)
    {
        var name = http.Request.Query["as"].ToString();
        return Ends.TryGetValue(name, out var until)
            ? LiveCaller.OfLink(Guid.Parse(name), until)
            : LiveCaller.Of(new PersonId(Guid.Parse(name)));
    }

    private static async Task<IResult> TokenAsync(Guid id, HttpContext http, LiveCaller caller, ILiveSockets sockets)
    {
        var ticket = await sockets.IssueAsync(http, caller, new LiveTextId(id));
        return ticket.IsDone
            ? Results.Json(
                new
                {
                    token = ticket.Value.Token,
                    name = ticket.Value.Name,
                    lineage = ticket.Value.Lineage,
                }
            )
            : Results.NotFound();
    }
}

/// <summary>Lets everybody write, but for whom the test says otherwise.</summary>
internal sealed class ScriptedGate : ILiveGate
{
    public const string Name = "test-text";

    public string Kind => Name;

    /// <summary>By persons.</summary>
    public ConcurrentDictionary<string, LiveMode> Modes { get; } = new(StringComparer.Ordinal);

    /// <summary>Sections that nobody may change.</summary>
    public HashSet<string> Locked { get; } = [];

    public Task<LiveGrant> GrantAsync(LiveCaller caller, LiveTextId text, CancellationToken cancel) =>
        Task.FromResult(
            new LiveGrant(
                Modes.GetValueOrDefault(caller.Id, LiveMode.Edit),
                new LiveWriter(caller.Id, $"Writer {caller.Id[^2..]}"),
                Locked
            )
        );
}

/// <summary>Counts requests that gave back what they needed.</summary>
internal sealed class ReleaseCount
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}

/// <summary>Lives as long as what else a request needs.</summary>
internal sealed class OfRequest(ReleaseCount released) : IDisposable
{
    public void Dispose() => released.Add();
}

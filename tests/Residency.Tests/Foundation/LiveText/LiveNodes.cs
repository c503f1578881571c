using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Storage;
using Residency.Foundation.Ui;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Tests.Foundation.LiveText.Wire;
using Residency.Tests.Servers;
using Residency.Tests.World;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText;

/// <summary>A hub with one draft, its owner signed in, and nodes of the built program over it, which may be killed.</summary>
internal sealed partial class LiveNodes : IAsyncDisposable
{
    private const string Owner = "olga@example.org";

    private readonly StorageSettings _storage;
    private readonly Engine _engine;
    private readonly CookieContainer _cookies = new();
    private readonly List<RunningNode> _running = [];
    private string? _link;

    private LiveNodes(Engine engine, StorageSettings storage) => (_engine, _storage) = (engine, storage);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The address of the draft.</summary>
    public string Path { get; private set; } = "";

    public static async Task<LiveNodes> OpenAsync(Engine engine)
    {
        var nodes = new LiveNodes(engine, await TestDatabase.EmptyAsync(engine));
        var file = System.IO.Path.Combine(nodes._storage.DataFolder, "draft.md");
        await File.WriteAllTextAsync(file, "---\ntitle: A draft\n---\n\n## Context\n\nIt begins here.\n", Cancel);
        await nodes.RunAsync("import", "case-studies", file, "--hub", "tide");
        await nodes.AddOwnerAsync();
        nodes._link = Link().Match(await nodes.RunAsync("sign-in-link", Owner)).Value;
        return nodes;
    }

    /// <summary>Starts a node.</summary>
    /// <param name="failpoint">Where it ends itself, with the number of the time; empty for nowhere.</param>
    public async Task<RunningNode> StartAsync(string failpoint = "")
    {
        var folder =
            _running.Count == 0 || _engine == Engine.Sqlite ? _storage.DataFolder : $"{_storage.DataFolder}-{_running.Count}";
        var node = await RunningNode.StartAsync(folder, Settings(failpoint), _cookies, Cancel);
        _running.Add(node);
        if (_link is not null)
        {
            await node.SignInAsync(_link, Cancel);
            _link = null;
        }

        return node;
    }

    /// <summary>Opens the draft on a node, with what a browser kept from before.</summary>
    public async Task<WireClient> JoinAsync(RunningNode node, YDoc? doc = null)
    {
        var (socket, name, token) = await node.OpenTextAsync(Path, Cancel);
        return await WireClient.JoinAsync(socket, name, token, doc);
    }

    /// <summary>The draft as its owner downloads it.</summary>
    public async Task<string> ExportedAsync(RunningNode node) =>
        JsonNode
            .Parse(
                await node.GetAsync(
                    Path.Replace("case-studies", "publishing", StringComparison.Ordinal) + "/export/text.json",
                    Cancel
                )
            )
            ?.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        ?? "";

    /// <summary>Runs a verb of the command line over the same data.</summary>
    public Task<string> RunAsync(params string[] words) =>
        RunningNode.RunAsync([.. words, "--data", _storage.DataFolder], Settings(""), Cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _running)
        {
            await node.DisposeAsync();
        }

        foreach (
            var other in Directory.GetDirectories(
                System.IO.Path.GetTempPath(),
                System.IO.Path.GetFileName(_storage.DataFolder) + "-*"
            )
        )
        {
            Directory.Delete(other, recursive: true);
        }

        await TestDatabase.RemoveAsync(_storage);
    }

    private Dictionary<string, string> Settings(string failpoint)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RESIDENCY_FAILPOINT"] = failpoint,
            ["LiveText__FoldAfter"] = "40",
            ["LiveText__MostSockets"] = "100",
            ["Storage__KeyFile"] = System.IO.Path.Combine(_storage.DataFolder, "shared.key"),
        };
        if (_storage.Postgres is { } postgres)
        {
            settings["Storage__Postgres"] = postgres;
        }

        return settings;
    }

    private async Task AddOwnerAsync()
    {
        await using var over = TestDatabase
            .Over(
                _engine,
                _storage,
                services =>
                    services
                        .AddSingleton(new FilesSettings())
                        .AddFiles(new FilesSettings())
                        .AddRooms(global::Residency.Floorplan.Rooms)
            )
            .Services;
        await using var scope = over.CreateAsyncScope();
        var hub = (await scope.ServiceProvider.GetRequiredService<IHubs>().FindAsync("tide", Cancel))?.Id;
        hub.ShouldNotBeNull();
        var people = scope.ServiceProvider.GetRequiredService<IPeople>();
        var person = (await people.AddAsync(Actor.System, new NewPerson("Olga Owner", Owner), Cancel)).Value;
        (
            await people.GrantAsync(Actor.System, new NewMembership(person, hub.Value, Role.HubOwner), Cancel)
        ).IsDone.ShouldBeTrue();
        Path = $"/tide/case-studies/{await DraftAsync(scope.ServiceProvider.GetRequiredService<AppDb>()):D}";
    }

    private static async Task<Guid> DraftAsync(AppDb db) =>
        (
            await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(
                db.Set<global::Residency.Make.CaseStudies.Model.CaseStudy>(),
                Cancel
            )
        )
            .Id
            .Value;

    [GeneratedRegex(@"https?:\S+")]
    private static partial Regex Link();
}

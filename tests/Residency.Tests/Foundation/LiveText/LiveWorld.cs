using Residency.Foundation.LiveText;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.Storage;
using Residency.Tests.World;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText;

/// <summary>A database with one live text, and a server over it that can be restarted.</summary>
internal sealed class LiveWorld : IAsyncDisposable
{
    private readonly LiveTextSettings? _settings;
    private readonly List<LiveHost> _others = [];

    private LiveWorld(StorageSettings storage, LiveTextSettings? settings, LiveHost host, LiveTextId text) =>
        (Storage, _settings, Host, Text) = (storage, settings, host, text);

    public StorageSettings Storage { get; }

    public LiveHost Host { get; private set; }

    public LiveTextId Text { get; }

    public static async Task<LiveWorld> OpenAsync(Engine engine, LiveTextSettings? settings = null)
    {
        var storage = await TestDatabase.EmptyAsync(engine, withTables: true);
        var host = await LiveHost.StartAsync(storage, settings);
        return new LiveWorld(storage, settings, host, await host.BeginAsync());
    }

    public Task<LiveClient> JoinAsync(int person, YDoc? doc = null) => LiveClient.JoinAsync(Host, Text, person, doc);

    /// <summary>Stops the server in good order and starts it again.</summary>
    public async Task RestartAsync()
    {
        var gate = Host.Gate;
        await Host.DisposeAsync();
        Host = await LiveHost.StartAsync(Storage, _settings, gate);
    }

    /// <summary>Another node over the same database of PostgreSQL.</summary>
    public async Task<LiveHost> AddNodeAsync()
    {
        var node = await LiveHost.StartAsync(Storage, _settings, Host.Gate);
        _others.Add(node);
        return node;
    }

    /// <summary>What is stored, as markup.</summary>
    public async Task<string> StoredTextAsync() =>
        (await Host.QueryAsync(db => db.LoadAsync(Text, TestContext.Current.CancellationToken)))!
            .Doc.Get<YXmlFragment>("text")
            .ToString(); // it was begun

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _others)
        {
            await node.DisposeAsync();
        }

        await Host.DisposeAsync();
        await TestDatabase.RemoveAsync(Storage);
    }
}

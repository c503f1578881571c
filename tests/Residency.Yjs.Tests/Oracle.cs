using System.Text.Json;
using System.Text.Json.Nodes;
using Residency.Tests.Servers;

namespace Residency.Yjs.Tests;

/// <summary>Real yjs in Node: collects commands and asks them in one go.</summary>
internal sealed class Oracle : IAsyncDisposable
{
    private readonly NodeProcess _node = NodeProcess.Start("tests/oracles/yjs.mjs");
    private readonly List<(object Command, Action<JsonElement> Then)> _commands = [];

    /// <summary>Adds a command to the next question.</summary>
    /// <param name="command">An object whose member <c>do</c> names it.</param>
    /// <param name="then">Gets its result.</param>
    public void Add(object command, Action<JsonElement>? then = null) => _commands.Add((command, then ?? (_ => { })));

    /// <summary>Asks all that was added.</summary>
    public async Task AskAsync()
    {
        if (_commands.Count == 0)
        {
            return;
        }

        var all = _commands.ToList();
        _commands.Clear();
        var answer = await _node.AskAsync<JsonNode>(all.Select(one => one.Command), TestContext.Current.CancellationToken);
        if (answer is JsonObject wrong)
        {
            throw new InvalidOperationException($"yjs refused: {wrong["error"]}");
        }

        var results = answer.AsArray();
        for (var i = 0; i < all.Count; i++)
        {
            all[i].Then(JsonSerializer.SerializeToElement(results[i]));
        }
    }

    public async ValueTask DisposeAsync() => await _node.DisposeAsync();
}

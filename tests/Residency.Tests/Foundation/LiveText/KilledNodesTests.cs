using Residency.Tests.Foundation.LiveText.Wire;
using Residency.Tests.Servers;
using Residency.Tests.World;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText;

/// <summary>A node ends itself as a power cut would, at each place where that could hurt: nothing that was acknowledged is lost.</summary>
public sealed class KilledNodesTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_128;
    private const int MostRounds = 20_000; // folding looks once a second

    private static readonly string[] s_places =
    [
        "livetext.before-commit:7",
        "livetext.in-commit:9",
        "livetext.after-commit:5",
        "livetext.before-fold:1",
        "livetext.in-fold:1",
        "livetext.after-fold:1",
    ];

    [Fact]
    public async Task A_node_on_SQLite_that_ends_anywhere_loses_nothing_that_was_acknowledged()
    {
        output.WriteLine($"seed {Seed}");
        await using var nodes = await LiveNodes.OpenAsync(Engine.Sqlite);
        var writers = Writers(3);
        var places = Places(Engine.Sqlite);
        foreach (var place in places)
        {
            await using (var node = await nodes.StartAsync(place))
            {
                await WriteUntilDeadAsync(nodes, writers, [node, node, node], place);
                await node.EndedAsync(TestContext.Current.CancellationToken);
            }

            await using var again = await nodes.StartAsync();
            await ComeBackAsync(nodes, writers, again);
            await ShouldHoldAsync(nodes, writers, again, place);
        }

        output.WriteLine(
            $"{writers.Sum(writer => writer.Markers.Acknowledged)} acknowledged, none lost at {places.Count} places"
        );
        await nodes.RunAsync("verify");
    }

    [Fact]
    public async Task One_of_two_nodes_on_PostgreSQL_that_ends_anywhere_loses_nothing_and_the_other_goes_on()
    {
        output.WriteLine($"seed {Seed}");
        await using var nodes = await LiveNodes.OpenAsync(Engine.Postgres);
        var writers = Writers(4);
        await using var stays = await nodes.StartAsync();
        var places = Places(Engine.Postgres);
        foreach (var place in places)
        {
            await using (var dies = await nodes.StartAsync(place))
            {
                await WriteUntilDeadAsync(nodes, writers, [stays, dies, stays, dies], place);
                await dies.EndedAsync(TestContext.Current.CancellationToken);
            }

            stays.IsAlive.ShouldBeTrue();
            await ComeBackAsync(nodes, writers, stays);
            await ShouldHoldAsync(nodes, writers, stays, place);
        }

        output.WriteLine(
            $"{writers.Sum(writer => writer.Markers.Acknowledged)} acknowledged, none lost at {places.Count} places"
        );
    }

    // Every place on one database or the other; all on both under --full.
    private static List<string> Places(Engine engine) =>
        [.. s_places.Where((_, n) => Effort.IsFull || n % 2 == (engine is Engine.Sqlite ? 0 : 1))];

    private static List<Writer> Writers(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new Writer(new Markers($"c{n}", new Random(Seed + n)), new YDoc()))];

    // Each goes on by itself until the line ends, or it has done enough: then another one brings the node down.
    private static async Task WriteUntilDeadAsync(
        LiveNodes nodes,
        List<Writer> writers,
        IReadOnlyList<RunningNode> where,
        string place
    )
    {
        var ends = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var mortal = where[^1];
        await Task.WhenAll(
            writers.Select(
                async (writer, n) =>
                {
                    await using var client = await nodes.JoinAsync(where[n], writer.Doc);
                    for (var round = 0; round < MostRounds && mortal.IsAlive; round++)
                    {
                        var change =
                            round % 4 == 3 ? writer.Markers.Delete() ?? writer.Markers.Insert() : writer.Markers.Insert();
                        if (!await client.TrySaveAsync(change))
                        {
                            ends.Enqueue(
                                $"{n} ended in round {round}: {client.Left} {client.Closed} {client.Told.LastOrDefault()}"
                            );
                            return;
                        }

                        writer.Markers.Acknowledge();
                    }
                }
            )
        );
        ends.ShouldNotBeEmpty($"{place} was not reached");
    }

    // Everything that a browser kept goes to the server again; acknowledged, it counts as stored.
    private static async Task ComeBackAsync(LiveNodes nodes, List<Writer> writers, RunningNode node)
    {
        foreach (var writer in writers)
        {
            await using var client = await nodes.JoinAsync(node, writer.Doc);
            await client.UntilAsync(() => client.Acknowledged > 0, "what was kept to be stored");
            writer.Markers.Acknowledge();
        }
    }

    private static async Task ShouldHoldAsync(LiveNodes nodes, List<Writer> writers, RunningNode node, string place)
    {
        await using var reader = await nodes.JoinAsync(node);
        var seen = reader.Markup();
        var exported = await nodes.ExportedAsync(node);
        foreach (var writer in writers)
        {
            writer.Markers.Contradictions(seen).ShouldBeEmpty(place);
            writer.Markers.Contradictions(exported).ShouldBeEmpty($"the export, {place}");
            await using var client = await nodes.JoinAsync(node, writer.Doc);
            client.Markup().ShouldBe(seen, place);
        }
    }

    private sealed record Writer(Markers Markers, YDoc Doc);
}

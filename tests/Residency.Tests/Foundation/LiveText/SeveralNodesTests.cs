using System.Diagnostics;
using Residency.Foundation.LiveText;
using Residency.Foundation.LiveText.Nodes;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.LiveText;

public sealed class SeveralNodesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Writers_on_two_nodes_see_each_other_write_and_move()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Postgres);
        var node = await world.AddNodeAsync();
        await using var alice = await world.JoinAsync(1);
        await using var bob = await LiveClient.JoinAsync(node, world.Text, 2);

        for (var i = 0; i < 10; i++)
        {
            await alice.TypeAsync($"[a{i}]");
            await bob.TypeAsync($"[b{i}]");
        }

        await alice.SendPresenceAsync(alice.Doc.ClientId, 1, """{"cursor":{"anchor":1,"head":2}}""");
        await alice.UntilAsync(one => one.Stored == 11 && one.Text.Contains("[b9]"));
        await bob.UntilAsync(one => one.Stored == 11 && one.Text.Contains("[a9]"));
        await bob.UntilAsync(one => one.Present.GetValueOrDefault((ulong)alice.Doc.ClientId, "").Contains("Writer 01"));
        alice.Text.ShouldBe(bob.Text);
        (await world.StoredTextAsync()).ShouldBe(bob.Text);
        (world.Host.InMemory(world.Text), node.InMemory(world.Text)).ShouldBe((bob.Text, bob.Text));
    }

    [Fact]
    public async Task What_a_page_of_one_node_changes_or_tells_reaches_the_other()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Postgres);
        var node = await world.AddNodeAsync();
        await using var bob = await LiveClient.JoinAsync(node, world.Text, 2);
        await world.Host.DoAsync(texts =>
            texts.TellAsync(world.Text, """{"kind":"comments"}""", TestContext.Current.CancellationToken)
        );
        await bob.UntilAsync(one => one.Told.Contains("""{"kind":"comments"}"""));
        await world.Host.DoAsync(texts =>
            texts.EraseAsync(world.Text, document => document, LiveWriter.House, TestContext.Current.CancellationToken)
        );
        await bob.UntilAsync(one => one.Closed == 4409);
    }

    [Fact]
    public async Task A_right_that_ends_on_one_node_ends_a_silent_line_to_the_other()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Postgres);
        var node = await world.AddNodeAsync();
        await using var alice = await LiveClient.JoinAsync(node, world.Text, 1);
        await using var bob = await LiveClient.JoinAsync(node, world.Text, 2);

        var clock = Stopwatch.StartNew();
        await world.Host.GrantWithFactAsync(LiveHost.Person(1), LiveMode.None);
        await alice.UntilAsync(one => one.Closed == 4403);
        output.WriteLine($"closed on the other node after {clock.ElapsedMilliseconds} ms");
        await bob.TypeAsync("Without her. ");
        await bob.UntilAsync(one => one.Stored == 2);
        await world.Host.GrantWithFactAsync(LiveHost.Person(2), LiveMode.Comment);
        await bob.UntilAsync(one => one.Told.Exists(json => json.Contains("\"mode\":\"comment\"")));
        (alice.Text, bob.Closed).ShouldBe((bob.Text.Replace("Without her. ", "", StringComparison.Ordinal), null));
    }

    [Fact]
    public void Words_among_nodes_are_short_enough_and_come_back_as_they_were()
    {
        var rows = Enumerable
            .Range(0, 500)
            .SelectMany(text =>
                Enumerable.Range(0, 7).Select(n => (Text: new LiveTextId(Guid.CreateVersion7()), Number: (text * 7L) + n))
            )
            .ToList();
        var bodies = NodeWord.Bodies(rows).ToList();
        bodies.ShouldAllBe(body => body.Length <= NodeWord.Longest);
        bodies.SelectMany(NodeWord.Rows).SelectMany(one => one.Numbers.Select(number => (one.Text, number))).ShouldBe(rows);
        NodeWord
            .Parse(new NodeWord(NodeWord.Told, "n", "t|{\"a\":\"|\"}").ToString())
            .ShouldBe(new NodeWord('t', "n", "t|{\"a\":\"|\"}"));
        NodeWord.Parse("nothing").ShouldBeNull();
    }
}

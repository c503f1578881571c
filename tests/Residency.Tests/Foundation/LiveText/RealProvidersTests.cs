using Residency.Foundation.LiveText;
using Residency.Tests.Servers;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.LiveText;

/// <summary>The provider of Hocuspocus as it comes from npm, against our server.</summary>
public sealed class RealProvidersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unmodified_providers_write_together_and_see_each_other()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await using var node = NodeProcess.Start("tests/Residency.Tests/Foundation/LiveText/providers.mjs");
        (
            await AskAsync(
                node,
                world,
                new
                {
                    verb = "join",
                    id = "a",
                    text = world.Text.Value,
                    address = Address(world),
                    person = LiveHost.Person(1),
                }
            )
        ).Scope.ShouldBe("read-write");
        await AskAsync(
            node,
            world,
            new
            {
                verb = "join",
                id = "b",
                text = world.Text.Value,
                address = Address(world),
                person = LiveHost.Person(2),
            }
        );

        await AskAsync(
            node,
            world,
            new
            {
                verb = "type",
                id = "a",
                words = "From a. ",
            }
        );
        await AskAsync(node, world, new { verb = "place", id = "a" });
        await AskAsync(
            node,
            world,
            new
            {
                verb = "shows",
                id = "b",
                words = "From a. ",
            }
        );
        await AskAsync(
            node,
            world,
            new
            {
                verb = "sees",
                id = "b",
                name = "Writer 01",
            }
        );
        await AskAsync(
            node,
            world,
            new
            {
                verb = "type",
                id = "b",
                words = "From b. ",
            }
        );
        var text = (await AskAsync(node, world, new { verb = "saved", id = "b" })).Text;
        (
            await AskAsync(
                node,
                world,
                new
                {
                    verb = "shows",
                    id = "a",
                    words = "From b. ",
                }
            )
        ).Text.ShouldBe(text);
        (await AskAsync(node, world, new { verb = "saved", id = "a" })).Text.ShouldBe(text);
        (await world.StoredTextAsync()).ShouldBe(text);
    }

    [Fact]
    public async Task An_unmodified_provider_that_may_only_read_is_told_so_and_cut_off_when_it_writes()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await world.Host.GrantAsync(LiveHost.Person(1), LiveMode.Read);
        await using var node = NodeProcess.Start("tests/Residency.Tests/Foundation/LiveText/providers.mjs");
        (
            await AskAsync(
                node,
                world,
                new
                {
                    verb = "join",
                    id = "a",
                    text = world.Text.Value,
                    address = Address(world),
                    person = LiveHost.Person(1),
                }
            )
        ).Scope.ShouldBe("readonly");
        await AskAsync(
            node,
            world,
            new
            {
                verb = "type",
                id = "a",
                words = "Mine! ",
            }
        );
        (await AskAsync(node, world, new { verb = "refused", id = "a" })).Told.ShouldNotBeNull().ShouldContain("refused");
        (await world.StoredTextAsync()).ShouldNotContain("Mine!");
    }

    private static string Address(LiveWorld world) => world.Host.Address.GetLeftPart(UriPartial.Authority);

    private static async Task<Answer> AskAsync(NodeProcess node, LiveWorld world, object question)
    {
        var answer = await node.AskAsync<Answer>(question, Cancel);
        answer.Error.ShouldBeNull(world.Host.InMemory(world.Text));
        return answer;
    }

    private sealed record Answer(string? Scope, string? Text, string? Error, int? Closed, IReadOnlyList<string>? Told);
}

using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.LiveText;
using Residency.Foundation.LiveText.Rooms;
using Residency.Foundation.LiveText.Sockets;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.Storage;
using Residency.Tests.Foundation.LiveText.Wire;
using Residency.Tests.Servers;
using Residency.Tests.World;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText.Hostile;

/// <summary>Tens of thousands of frames that are nearly right or all wrong: the text stays whole, others go on writing.</summary>
public sealed class FrameFuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_128;
    private const int Frames = 20_000; // twenty times as many under --full
    private const int EditsOfOthers = 100;

    [Fact]
    public async Task Mutated_frames_never_end_the_node_never_stop_another_text_and_store_nothing_forbidden()
    {
        output.WriteLine($"seed {Seed}");
        await using var world = await RoomWorld.OpenAsync();
        var (attacked, other) = (await world.BeginAsync(), await world.BeginAsync());
        var corpus = await RecordedAsync(world, attacked);
        var mutations = new FrameMutations(corpus, world.NameOf(attacked), new Random(Seed));
        var (total, sent) = (Effort.Cases(Frames), 0);
        var (kinds, codes) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<int, int>());
        await using var neighbour = await world.JoinAsync(other);
        var clock = Stopwatch.StartNew();
        var (slowest, edits, isOver) = (TimeSpan.Zero, 0, false);
        var writing = Task.Run(async () =>
        {
            for (; !Volatile.Read(ref isOver); edits++)
            {
                var began = clock.Elapsed;
                await neighbour.SaveAsync(doc =>
                    doc.Get<YXmlFragment>("text").ChildAt(0).ShouldBeOfType<YXmlElement>().SetAttribute("label", $"l{edits}")
                );
                slowest = clock.Elapsed - began > slowest ? clock.Elapsed - began : slowest;
            }
        });
        while (sent < total)
        {
            var socket = new ScriptedSocket(
                FrameWriter.Token(world.NameOf(attacked), world.TokenFor(attacked)),
                () =>
                {
                    if (sent >= total)
                    {
                        return null;
                    }

                    var (what, frame) = mutations.Next();
                    kinds[what] = kinds.GetValueOrDefault(what) + 1;
                    sent++;
                    return frame;
                }
            );
            await world.ConverseAsync(attacked, socket);
            codes[socket.Code ?? 0] = codes.GetValueOrDefault(socket.Code ?? 0) + 1;
        }

        Volatile.Write(ref isOver, true);
        await writing;
        var stored = await world.StoredAsync(attacked);
        output.WriteLine($"{sent} frames in {clock.Elapsed.TotalSeconds:0} s over {codes.Values.Sum()} sockets");
        output.WriteLine(
            string.Join(", ", kinds.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"))
        );
        output.WriteLine(
            string.Join(", ", codes.OrderBy(pair => pair.Key).Select(pair => $"closed with {pair.Key}: {pair.Value}"))
        );
        output.WriteLine(
            $"{edits} edits of others meanwhile, the slowest acknowledged after {slowest.TotalMilliseconds:0} ms; {stored.Unfolded} changes stored"
        );
        AllowedShape.Violations(stored.Doc).Distinct().Take(20).ShouldBeEmpty();
        stored.Damage.ShouldBe("");
        codes.Keys.ShouldBeSubsetOf([0, 4400, 4401, 4403, 4404, 4408]);
        codes.ShouldContainKey(4400);
        stored.Unfolded.ShouldBeGreaterThan(20, "some must have been good");
        edits.ShouldBeGreaterThan(EditsOfOthers, "the other text must have gone on");
        // The text lives: what everybody sees is what is stored.
        await using var reader = await world.JoinAsync(attacked);
        reader.Markup().ShouldBe(stored.Doc.Get<YXmlFragment>("text").ToString());
    }

    private static async Task<List<byte[]>> RecordedAsync(RoomWorld world, LiveTextId text)
    {
        await using var yjs = NodeProcess.Start("tests/oracles/live-frames.mjs");
        var state = await world.StoredAsync(text);
        var frames = await yjs.AskAsync<List<string>>(
            new
            {
                @base = Convert.ToBase64String(state.Doc.Encode()),
                name = world.NameOf(text),
                seed = Seed % 1000,
                edits = 1500,
            },
            TestContext.Current.CancellationToken
        );
        return [.. frames.Select(Convert.FromBase64String)];
    }
}

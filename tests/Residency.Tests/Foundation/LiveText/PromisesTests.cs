using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.LiveText;
using Residency.Foundation.LiveText.Storage;
using Residency.Tests.Foundation.LiveText.Wire;
using Residency.Tests.World;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText;

/// <summary>What an acknowledgement promises: nothing leaves before the commit, nothing of it is lost afterwards.</summary>
public sealed class PromisesTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_129;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Nothing_is_acknowledged_before_its_transaction_is_committed(Engine engine)
    {
        await using var world = await RoomWorld.OpenAsync(engine);
        var text = await world.BeginAsync();
        await using var client = await world.JoinAsync(text);
        var markers = new Markers("c0", new Random(Seed));
        var (isThere, goOn) = (Signal(), Signal());
        world.Nodes.BeforeCommit = async () =>
        {
            isThere.TrySetResult();
            await goOn.Task;
        };
        var before = client.Acknowledged;
        await client.WriteAsync(markers.Insert());
        await isThere.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        // The room goes on meanwhile: a question is answered with the change in it, the change itself is not acknowledged.
        var answers = client.Answers;
        await client.SendAsync(FrameWriter.Sync(client.Name, 0, [0]));
        await client.UntilAsync(() => client.Answers > answers, "an answer");
        client.Acknowledged.ShouldBe(before);
        goOn.SetResult();
        await client.UntilAsync(() => client.Acknowledged > before, "the acknowledgement");
        markers.Acknowledge();
        markers.Contradictions(Markers.WordsOf((await world.StoredAsync(text)).Doc)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_commit_that_fails_is_tried_again_and_each_change_is_there_once(Engine engine)
    {
        await using var world = await RoomWorld.OpenAsync(engine);
        var text = await world.BeginAsync();
        await using var client = await world.JoinAsync(text);
        var markers = new Markers("c0", new Random(Seed));
        var failures = 0;
        world.Nodes.BeforeCommit = () => ++failures > 2 ? Task.CompletedTask : throw new DbUpdateException("planted");
        var before = client.Acknowledged;
        await client.SaveAsync(markers.Insert());
        markers.Acknowledge();

        failures.ShouldBe(3);
        client.Acknowledged.ShouldBe(before + 1);
        markers.Contradictions(Markers.WordsOf((await world.StoredAsync(text)).Doc)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_database_that_stays_away_too_long_loses_nothing_promised_and_leaves_no_hole(Engine engine)
    {
        await using var world = await RoomWorld.OpenAsync(engine);
        var text = await world.BeginAsync();
        await using var client = await world.JoinAsync(text);
        var (markers, before) = (new Markers("c0", new Random(Seed)), client.Acknowledged);
        var (failures, isAway) = (0, Signal());
        world.Nodes.BeforeCommit = () =>
        {
            isAway.TrySetResult();
            return ++failures > 4 ? Task.CompletedTask : throw new DbUpdateException("planted");
        };
        await client.WriteAsync(markers.Insert());
        await isAway.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        // What is written meanwhile builds on what is about to be given up, and the database is back when its turn comes.
        for (var i = 0; i < 5; i++)
        {
            await client.WriteAsync(markers.Insert());
        }

        await client.UntilAsync(() => client.IsOver, "the end");
        client.Acknowledged.ShouldBe(before);
        (await world.StoredAsync(text)).Damage.ShouldBe("");

        await using var again = await world.JoinAsync(text, client.Doc);
        markers.Acknowledge();
        again.Scope.ShouldBe("read-write");
        var stored = await world.StoredAsync(text);
        stored.Damage.ShouldBe("");
        markers.Contradictions(Markers.WordsOf(stored.Doc)).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_another_process_holds_the_file_nothing_is_acknowledged_and_afterwards_everything()
    {
        await using var world = await RoomWorld.OpenAsync();
        var text = await world.BeginAsync();
        await using var client = await world.JoinAsync(text);
        var markers = new Markers("c0", new Random(Seed));
        var before = client.Acknowledged;
        await using (var somebody = new SqliteConnection($"Data Source={world.Database.Settings.SqliteFile};Pooling=False"))
        {
            await somebody.OpenAsync(Cancel);
            await using var holding = somebody.BeginTransaction(deferred: false);
            for (var i = 0; i < 20; i++)
            {
                await client.WriteAsync(markers.Insert());
            }

            var answers = client.Answers;
            await client.SendAsync(FrameWriter.Sync(client.Name, 0, [0]));
            await client.UntilAsync(() => client.Answers > answers, "an answer");
            client.Acknowledged.ShouldBe(before);
        }

        await client.UntilAsync(() => client.Acknowledged >= before + 20, "twenty acknowledgements");
        markers.Acknowledge();
        markers.Contradictions(Markers.WordsOf((await world.StoredAsync(text)).Doc)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_file_is_forced_to_the_disk_at_every_commit()
    {
        await using var world = await RoomWorld.OpenAsync();
        foreach (var (pragma, value) in new[] { ("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1") })
        {
            var found = await world.Database.DoAsync(
                (_, db) =>
                    db.WriteAsync(
                        async cancel =>
                        {
                            await using var ask = db.Database.GetDbConnection().CreateCommand();
                            ask.CommandText = $"PRAGMA {pragma}";
                            return $"{await ask.ExecuteScalarAsync(cancel)}";
                        },
                        Cancel
                    )
            );
            found.ShouldBe(value, pragma);
        }
    }

    [Fact]
    public async Task Thirty_people_who_write_while_the_server_stops_lose_nothing_and_are_told()
    {
        output.WriteLine($"seed {Seed}");
        await using var world = await RoomWorld.OpenAsync();
        var text = await world.BeginAsync();
        var writers = await WritersAsync(world, text, 30);
        var writing = writers.Select(async writer =>
        {
            while (await writer.Client.TrySaveAsync(writer.Markers.Insert()))
            {
                writer.Markers.Acknowledge();
            }
        });
        var all = Task.WhenAll(writing);
        await writers[0].Client.UntilAsync(() => writers.Sum(writer => writer.Markers.Acknowledged) > 200, "some writing");
        await world.Open.StopAsync();
        await all;
        foreach (var writer in writers)
        {
            await writer.Client.UntilAsync(() => writer.Client.Closed is not null, "the end");
            writer.Client.Closed.ShouldBe(1012);
            await writer.Client.DisposeAsync();
        }

        var stored = Markers.WordsOf((await world.StoredAsync(text)).Doc);
        writers.SelectMany(writer => writer.Markers.Contradictions(stored)).ShouldBeEmpty();
        output.WriteLine($"{writers.Sum(writer => writer.Markers.Acknowledged)} acknowledged, none lost");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Lines_that_break_at_any_moment_lose_nothing_and_double_nothing(Engine engine)
    {
        output.WriteLine($"seed {Seed}");
        await using var world = await RoomWorld.OpenAsync(engine);
        var text = await world.BeginAsync();
        var dice = new Random(Seed);
        var writers = await WritersAsync(world, text, 4);
        for (var cut = 0; cut < 60; cut++)
        {
            var n = dice.Next(writers.Count);
            var (markers, client) = writers[n];
            for (var i = dice.Next(5); i >= 0; i--)
            {
                await client.WriteAsync(dice.Next(4) == 0 ? markers.Delete() ?? markers.Insert() : markers.Insert());
            }

            if (dice.Next(2) == 0)
            {
                client.Cut();
            }

            var doc = client.Doc;
            await client.DisposeAsync();
            // What was written without a line is sent when there is one again.
            doc.Transact(_ => markers.Insert()(doc));
            var again = await world.JoinAsync(text, doc);
            await again.UntilAsync(() => again.Acknowledged > 0, "what was kept to be stored");
            markers.Acknowledge();
            writers[n] = (markers, again);
        }

        var stored = Markers.WordsOf((await world.StoredAsync(text)).Doc);
        writers.SelectMany(writer => writer.Markers.Contradictions(stored)).ShouldBeEmpty();
        foreach (var (_, client) in writers)
        {
            await client.UntilAsync(() => Markers.WordsOf(client.Doc) == stored, "everybody to see the same");
            await client.DisposeAsync();
        }

        output.WriteLine($"{writers.Sum(writer => writer.Markers.Acknowledged)} acknowledged, none lost");
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<List<(Markers Markers, WireClient Client)>> WritersAsync(
        RoomWorld world,
        LiveTextId text,
        int count
    )
    {
        var writers = new List<(Markers, WireClient)>();
        for (var n = 0; n < count; n++)
        {
            writers.Add((new Markers($"c{n}", new Random(Seed + n)), await world.JoinAsync(text)));
        }

        return writers;
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.LiveText;
using Residency.Foundation.LiveText.Storage;
using Residency.Tests.Foundation.LiveText.Wire;
using Residency.Tests.World;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText;

/// <summary>The log of all texts on both databases, and what other nodes read of it.</summary>
public sealed class LogTests
{
    private const int Changes = 1_200;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Changes_get_their_numbers_in_the_order_in_which_they_came_and_those_of_another_lineage_none(Engine engine)
    {
        await using var world = await LiveWorld.OpenAsync(engine);
        LiveTextId[] texts = [world.Text, await world.Host.BeginAsync(), await world.Host.BeginAsync()];
        var lineages = await world.Host.QueryAsync(db =>
            db.Set<StoredText>().ToDictionaryAsync(text => text.Id, text => text.Lineage, Cancel)
        );
        var before = await world.Host.QueryAsync(db => db.Set<StoredUpdate>().MaxAsync(row => (long?)row.Number, Cancel)) ?? 0;
        var log = world.Host.Services.GetRequiredService<LiveLog>();
        var (numbers, lost) = (new long[Changes], new List<int>());
        for (var i = 0; i < Changes; i++)
        {
            var n = i;
            var text = texts[n % texts.Length];
            var lineage = IsOfAnother(n) ? "another" : lineages[text];
            await log.AddAsync(
                new LogEntry(
                    text,
                    lineage,
                    BitConverter.GetBytes(n),
                    new WritingMoment(DateTimeOffset.UnixEpoch, "house", n, 1, 2)
                )
                {
                    Stored = number => numbers[n] = number,
                    Lost = because =>
                    {
                        because.ShouldBe(LostBecause.OtherLineage);
                        lost.Add(n);
                    },
                }
            );
        }

        await log.PassAsync();
        var rows = await world.Host.QueryAsync(db =>
            db.Set<StoredUpdate>().Where(row => row.Number > before).OrderBy(row => row.Number).ToListAsync(Cancel)
        );
        lost.ShouldBe(Enumerable.Range(0, Changes).Where(IsOfAnother));
        rows.ConvertAll(row => BitConverter.ToInt32(row.Bytes))
            .ShouldBe(Enumerable.Range(0, Changes).Where(n => !IsOfAnother(n)));
        foreach (var row in rows)
        {
            var n = row.Added;
            (row.Number, row.Text, row.Lineage).ShouldBe((numbers[n], texts[n % texts.Length], lineages[row.Text]));
            (row.Writer, row.Removed, row.Words).ShouldBe(("house", 1, 2));
            row.Check.ShouldBe(Checksum.Of(row.Text, row.Lineage, row.Bytes));
        }
    }

    [Fact]
    public async Task A_socket_that_is_open_holds_nothing_of_what_its_request_needed()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await using var alice = await world.JoinAsync(1);
        await alice.TypeAsync("[here]");
        (world.Host.Released, alice.Closed).ShouldBe((1, null));
    }

    [Fact]
    public async Task A_node_whose_line_for_reading_breaks_reads_on_and_shows_everything()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Postgres);
        var node = await world.AddNodeAsync();
        await using var alice = await world.JoinAsync(1);
        await using var bob = await LiveClient.JoinAsync(node, world.Text, 2);
        await alice.TypeAsync("[before]");
        await bob.UntilAsync(one => one.Text.Contains("[before]"));

        var ended = await world.Host.QueryAsync(db =>
            db.Database.SqlQuery<bool>(
                    $"select pg_terminate_backend(pid) as \"Value\" from pg_stat_activity where datname = current_database() and query like 'select text, lineage, number%'"
                )
                .ToListAsync(Cancel)
        );
        ended.ShouldNotBeEmpty("the line for reading is found by what it reads");
        await alice.TypeAsync("[after]");
        await alice.TypeAsync("[and on]");
        await bob.UntilAsync(one => one.Text.Contains("[after]") && one.Text.Contains("[and on]"));
        bob.Text.ShouldBe(alice.Text);
    }

    [Fact]
    public async Task What_was_taken_out_while_a_node_heard_nothing_is_taken_from_its_readers_too()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Postgres);
        var node = await world.AddNodeAsync();
        await using var bob = await LiveClient.JoinAsync(node, world.Text, 2);
        (
            await world.Host.QueryAsync(db =>
                db.Database.SqlQuery<bool>(
                        $"select pg_terminate_backend(pid) as \"Value\" from pg_stat_activity where datname = current_database() and query like 'LISTEN%'"
                    )
                    .ToListAsync(Cancel)
            )
        ).Count.ShouldBeGreaterThanOrEqualTo(2);
        await world.Host.DoAsync(texts => texts.EraseAsync(world.Text, document => document, LiveWriter.House, Cancel));
        await bob.UntilAsync(one => one.Closed == 4409);
    }

    [Fact]
    public async Task What_is_taken_out_waits_for_the_commit_that_is_open_so_that_nothing_acknowledged_is_left_behind()
    {
        await using var world = await RoomWorld.OpenAsync(Engine.Postgres);
        var text = await world.BeginAsync();
        await using var client = await world.JoinAsync(text);
        var markers = new Markers("c0", new Random(7));
        Task? erasing = null;
        world.Nodes.BeforeCommit = async () =>
        {
            world.Nodes.BeforeCommit = null;
            erasing = world.EraseAsync(text, "nobody");
            await Eventually.IsAsync(async () => erasing.IsCompleted || await IsSomebodyWaitingAsync(world));
        };
        await client.WriteAsync(markers.Insert());
        await client.UntilAsync(() => client.Closed == 4409, "the other lineage");
        await erasing.ShouldNotBeNull();
        markers.Acknowledge();
        markers.Contradictions(Markers.WordsOf((await world.StoredAsync(text)).Doc)).ShouldBeEmpty("it was stored, so it stays");
    }

    private static Task<bool> IsSomebodyWaitingAsync(RoomWorld world) =>
        world.Database.DoAsync(
            (_, db) =>
                db
                    .Database.SqlQuery<bool>(
                        $"select exists(select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as \"Value\""
                    )
                    .SingleAsync(Cancel)
        );

    [Fact]
    public async Task Who_sends_much_that_builds_on_what_never_came_is_asked_once_for_all_of_it()
    {
        await using var world = await RoomWorld.OpenAsync();
        var text = await world.BeginAsync();
        await using var client = await world.JoinAsync(text);
        var written = new List<byte[]>();
        client.Doc.Updated += (update, _) => written.Add(update);
        var markers = new Markers("c0", new Random(7));
        for (var i = 0; i < 12; i++)
        {
            client.Doc.Transact(_ => markers.Insert()(client.Doc));
        }

        var (asked, acknowledged) = (client.Asked, client.Acknowledged);
        foreach (var update in written.Skip(1).ToList())
        {
            await client.SendAsync(FrameWriter.Update(client.Name, update));
        }

        // Each of them, and the answer.
        await client.UntilAsync(() => client.Acknowledged >= acknowledged + 12, "the acknowledgements");
        (client.Asked - asked).ShouldBe(1);
        markers.Acknowledge();
        markers.Contradictions(Markers.WordsOf((await world.StoredAsync(text)).Doc)).ShouldBeEmpty();
    }

    private static bool IsOfAnother(int n) => n % 7 == 3;
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.LiveText;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.LiveText;

public sealed class LiveStorageTests
{
    private static readonly LiveWriter s_editor = new(LiveHost.Person(7), "Page editor");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_a_page_changes_reaches_those_who_write_when_and_only_when_it_is_committed(Engine engine)
    {
        await using var world = await LiveWorld.OpenAsync(engine);
        await using var alice = await world.JoinAsync(1);

        await using (var scope = world.Host.Services.CreateAsyncScope())
        {
            var texts = scope.ServiceProvider.GetRequiredService<ILiveTexts>();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await Should.ThrowAsync<TimeoutException>(() =>
                db.WriteAsync(
                    async cancel =>
                    {
                        await texts.ChangeAsync(world.Text, document => Saying(document, "Never."), s_editor, cancel);
                        throw new TimeoutException("rolled back");
                    },
                    Cancel
                )
            );
            // The next commit of the same unit of work must not bring it along.
            await db.WriteAsync(_ => Task.CompletedTask, Cancel);
        }

        (
            await world.Host.DoAsync(texts =>
                texts.ChangeAsync(world.Text, document => Saying(document, "It begins, by a form."), s_editor, Cancel)
            )
        ).IsDone.ShouldBeTrue();
        await alice.UntilAsync(one => one.Text.Contains("It begins, by a form."));
        await alice.TypeAsync("And on. ");
        await alice.UntilAsync(one => one.Stored == 2);

        (await world.StoredTextAsync()).ShouldBe(alice.Text);
        alice.Text.ShouldNotContain("Never.");
        var passages = await world.Host.DoAsync(texts => texts.PassagesAsync(world.Text, Cancel));
        passages.ShouldContain(one => one.Writer == s_editor.Id && one.Text == ", by a form");
        passages.ShouldContain(one => one.Writer == "house" && one.Text == "It begins");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Folding_keeps_the_text_its_history_and_one_way_back(Engine engine)
    {
        await using var world = await LiveWorld.OpenAsync(engine);
        await using var alice = await world.JoinAsync(1);
        for (var round = 0; round < 3; round++)
        {
            await alice.TypeAsync($"Round {round} begins. ");
            await alice.EditAsync(section =>
                ((Residency.Yjs.YXmlText)((Residency.Yjs.YXmlElement)section.ChildAt(1)).ChildAt(0)).Delete(0, 2)
            );
            await alice.UntilAsync(one => one.Stored == (2 * round) + 3);
            (await FoldAsync(world)).ShouldBeTrue();
            (await FoldAsync(world)).ShouldBeFalse("nothing was left to fold");
        }

        var (snapshots, rows) = await world.Host.QueryAsync(async db =>
            (await db.Set<StoredSnapshot>().CountAsync(Cancel), await db.Set<StoredUpdate>().CountAsync(Cancel))
        );
        (snapshots, rows).ShouldBe((2, 2));
        (await world.StoredTextAsync()).ShouldBe(alice.Text);
        var sessions = await world.Host.DoAsync(texts => texts.SessionsAsync(world.Text, 10, Cancel));
        sessions.Single().Writers.ShouldBe([new WritingPart(LiveHost.Person(1), 3 * 16, 6, 9)]);
        (await world.Host.QueryAsync(db => db.Set<StoredDeletion>().SumAsync(one => one.Length, Cancel))).ShouldBe(6);

        // The newest snapshot is damaged: the one before and the changes since give all of it back.
        await world.Host.QueryAsync(db =>
            db.WriteAsync(
                cancel =>
                    db.Database.ExecuteSqlRawAsync(
                        "update livetext_snapshots set \"check\" = \"check\" + 1 where number = (select max(number) from livetext_snapshots)",
                        cancel
                    ),
                Cancel
            )
        );
        await world.RestartAsync();
        await using var bob = await world.JoinAsync(2);
        (bob.Text, bob.Scope).ShouldBe((alice.Text, "readonly"));
        (
            await world.Host.DoAsync(texts =>
                texts.ChangeAsync(world.Text, document => Saying(document, "No."), s_editor, Cancel)
            )
        ).Refusal.ShouldBeOfType<Refusal.Conflict>();
    }

    [Fact]
    public async Task A_damaged_text_opens_to_be_read_and_an_unreadable_one_not_at_all()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await using var alice = await world.JoinAsync(1);
        await alice.TypeAsync("One. ");
        await alice.TypeAsync("Two. ");
        await alice.UntilAsync(one => one.Stored == 3);
        await RunSqlAsync(
            world,
            "update livetext_updates set bytes = zeroblob(4) where number = (select max(number) from livetext_updates)"
        );
        await world.RestartAsync();
        await using (var bob = await world.JoinAsync(2))
        {
            bob.Text.ShouldContain("One. It begins.");
            bob.Scope.ShouldBe("readonly");
            await bob.TypeAsync("Not now. ");
            await bob.UntilAsync(one => one.Closed == 4400);
        }

        await RunSqlAsync(world, "update livetext_updates set bytes = zeroblob(4); ");
        await RunSqlAsync(world, "update livetext_snapshots set bytes = zeroblob(4)");
        await world.RestartAsync();
        await using var carol = await LiveClient.ConnectAsync(world.Host, world.Text, 3);
        await carol.UntilAsync(one => one.Closed == 4503);
        carol.IsSynced.ShouldBeFalse();
        (await world.Host.QueryAsync(db => db.Set<StoredUpdate>().CountAsync(Cancel))).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_is_erased_is_nowhere_and_no_browser_brings_it_back(Engine engine)
    {
        await using var world = await LiveWorld.OpenAsync(engine);
        await using var alice = await world.JoinAsync(1);
        await alice.TypeAsync("Her name is Zephyrine. ");
        await alice.UntilAsync(one => one.Stored == 2);
        await FoldAsync(world);
        var before = await world.Host.DoAsync(texts => texts.ReadAsync(world.Text, Cancel));
        var (oldToken, _) = await LiveClient.TokenAsync(world.Host, world.Text, 1);

        (
            await world.Host.DoAsync(texts =>
                texts.EraseAsync(world.Text, document => Saying(document, "Her name is … It begins."), s_editor, Cancel)
            )
        ).IsDone.ShouldBeTrue();
        await alice.UntilAsync(one => one.Closed == 4409);

        var after = await world.Host.DoAsync(texts => texts.ReadAsync(world.Text, Cancel));
        after.Lineage.ShouldNotBe(before.Lineage);
        var kept = await world.Host.QueryAsync(async db =>
            (await db.Set<StoredSnapshot>().Select(one => one.Bytes).ToListAsync(Cancel))
                .Concat(await db.Set<StoredUpdate>().Select(one => one.Bytes).ToListAsync(Cancel))
                .ToList()
        );
        kept.ShouldAllBe(bytes => !System.Text.Encoding.UTF8.GetString(bytes).Contains("Zephyrine"));
        await using var stale = await LiveClient.ConnectAsync(world.Host, world.Text, 1, oldToken, alice.Doc);
        await stale.UntilAsync(one => one.Closed == 4409);
        (await world.StoredTextAsync()).ShouldContain("Her name is … It begins.");
        (await world.Host.DoAsync(texts => texts.SessionsAsync(world.Text, 10, Cancel))).Count.ShouldBe(
            1,
            "who wrote when is kept"
        );
    }

    [Fact]
    public async Task A_text_that_nobody_has_open_leaves_the_memory_and_is_folded()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite, new LiveTextSettings { IdleMinutes = 0 });
        var alice = await world.JoinAsync(1);
        for (var i = 0; i < 60; i++)
        {
            await alice.TypeAsync("x");
        }

        await alice.UntilAsync(one => one.Stored == 61);
        var text = alice.Text;
        await alice.DisposeAsync();
        await Eventually.IsAsync(async () => await world.Host.QueryAsync(db => db.Set<StoredSnapshot>().CountAsync(Cancel)) == 2);

        world.Host.InMemory(world.Text).ShouldBe("");
        await using var bob = await world.JoinAsync(2);
        bob.Text.ShouldBe(text);
    }

    [Fact]
    public void A_session_of_writing_ends_when_nobody_writes_for_half_an_hour()
    {
        var text = new LiveTextId(Guid.CreateVersion7());
        var nine = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        WritingMoment At(int minutes, string writer) => new(nine.AddMinutes(minutes), writer, 10, 2, 1);

        var first = TimeLine.Add(text, [], [At(0, "a"), At(20, "b"), At(45, "a"), At(80, "b")]);
        var more = TimeLine.Add(text, [.. first.Where(part => part.StartedAt > nine)], [At(90, "b"), At(200, "c")]);

        TimeLine
            .Show([.. first, .. more], 10)
            .Select(session =>
                (
                    (session.StartedAt - nine).TotalMinutes,
                    (session.EndedAt - nine).TotalMinutes,
                    string.Join(' ', session.Writers.Select(part => $"{part.Writer}{part.CharactersAdded}"))
                )
            )
            .ShouldBe([(200, 200, "c10"), (80, 90, "b20"), (0, 45, "a20 b10")]);
    }

    private static Result<Document> Saying(Document document, string words) =>
        document with
        {
            Sections = [document.Sections[0] with { Blocks = [new Paragraph("first", [new Run(words)])] }],
        };

    private static async Task<bool> FoldAsync(LiveWorld world)
    {
        await using var scope = world.Host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Folding>().FoldAsync(world.Text, Cancel);
    }

    private static Task<int> RunSqlAsync(LiveWorld world, string sql) =>
        world.Host.QueryAsync(db => db.WriteAsync(cancel => db.Database.ExecuteSqlRawAsync(sql, cancel), Cancel));
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Preview;
using Residency.Make.CaseStudies.Write;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>From a database in which there were revisions and drafts only.</summary>
public sealed class UpgradeToLiveTextsTests
{
    // The last migration before there were live texts.
    private const string Before = "WorksPublishedElsewhere";

    private static CancellationToken Cancel => CaseStudyWorld.Cancel;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Texts_and_drafts_from_before_are_taken_over_without_losing_a_word(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenMigratedAsync(engine);
        var id = await world.BegunAsync();
        await LiveDraftTests.AssignAsync(world, id, world.Writer, Role.Writer);
        await LiveDraftTests.TypeAsync(world, world.Expert, id, "The tide is low.\n\nWe wait here.");
        var section = (await WriteTests.DeskAsync(world, world.Expert, id)).Section!;
        await LiveDraftTests.TypeAsync(world, world.Expert, id, "The tide is low.\n\nWe wait there.");
        var newest = (await world.RowsAsync<Revision>()).MaxBy(row => row.Number)!;
        await KeepAsync(world, world.Writer, id, section, "The tide is very low.\n\nWe wait here.");
        await KeepAsync(world, world.Expert, id, section, "The tide is low.\n\nWe wait nowhere.");
        await KeepAsync(world, world.Owner, id, section, "The tide is low.\n\nWe wait there.");
        await KeepAsync(world, world.Adviser, id, section with { Id = "gone" }, "Words for a lost section.");
        await GoBackAsync(world);
        (await TablesAsync(world)).ShouldNotContain(table => table.StartsWith("livetext_", StringComparison.Ordinal));

        await world.Database.DoAsync((_, db) => db.MigrateAsync(Cancel));
        (await world.AskAsync<OldDraftsHandler, int>(handler => handler.BringInAsync(Cancel))).ShouldBe(1);
        (await world.AskAsync<OldDraftsHandler, int>(handler => handler.BringInAsync(Cancel))).ShouldBe(0);

        var text = (
            await world.AskAsync<ILiveTexts, LiveTextState>(texts => texts.ReadAsync(new LiveTextId(id.Value), Cancel))
        ).Document;
        Suggestions.Reject(text).ShouldBe(newest.Document());
        var suggestion = Suggestions.All(text).ShouldHaveSingleItem();
        (suggestion.Author, suggestion.Words.Trim()).ShouldBe(("Wanda Writer", "very"));
        suggestion.Person.ShouldBe(world.Writer.Person!.Value.Value.ToString("D"));

        // What clashed or lost its section is offered to whoever typed it; what says the same as the text is not.
        (await world.RowsAsync<UnsavedDraft>())
            .Select(row => row.Text)
            .ShouldBe(["The tide is low.\n\nWe wait nowhere.", "Words for a lost section."], ignoreOrder: true);
        (await WriteTests.DeskAsync(world, world.Expert, id)).Left.Single().Text.ShouldContain("We wait nowhere.");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_text_from_before_gets_its_live_text_when_it_is_opened_and_nobody_is_said_to_have_written_it(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenMigratedAsync(engine);
        var id = await world.BegunAsync();
        await LiveDraftTests.TypeAsync(world, world.Expert, id, "The tide is low.");
        var newest = (await world.RowsAsync<Revision>()).MaxBy(row => row.Number)!;
        await GoBackAsync(world);
        await world.Database.DoAsync((_, db) => db.MigrateAsync(Cancel));

        (await WriteTests.DeskAsync(world, world.Expert, id)).Text.ShouldBe("The tide is low.");
        (await world.AskAsync<ILiveTexts, bool>(texts => texts.ExistsAsync(new LiveTextId(id.Value), Cancel))).ShouldBeFalse();
        (await world.AskAsync<OpenHandler, Result>(handler => handler.OpenAsync(world.Expert, id, Cancel))).IsDone.ShouldBeTrue();
        var text = await world.AskAsync<ILiveTexts, LiveTextState>(texts => texts.ReadAsync(new LiveTextId(id.Value), Cancel));
        text.Document.ShouldBe(newest.Document());
        (await world.AskAsync<ICaseStudies, Result>(door => door.BringUpToDateAsync(id, Cancel))).IsDone.ShouldBeTrue();
        (await world.RowsAsync<Revision>()).Count.ShouldBe(newest.Number);
        (
            await world.AskAsync<AuthorsQueries, Result<AuthoredText>>(queries => queries.ReadAsync(world.Expert, id, Cancel))
        ).Value.Authors.ShouldAllBe(author => author.Name.Length == 0);
    }

    // As the form of that time kept it: what it began with is named by a hash.
    private static Task KeepAsync(CaseStudyWorld world, Actor who, CaseStudyId id, Section section, string words) =>
        world.Database.DoAsync(
            (_, db) =>
            {
                var draft = UnsavedDraft.Begin(id, section.Id, who.Person!.Value);
                draft.Keep(words, SectionText.Hash(section), world.Database.Clock.Now);
                db.Add(draft);
                return db.SaveAsync(Cancel);
            }
        );

    private static Task GoBackAsync(CaseStudyWorld world) =>
        world.Database.DoAsync(
            async (_, db) =>
            {
                var target = db.Database.GetMigrations().Single(name => name.EndsWith(Before, StringComparison.Ordinal));
                await using (await db.GetWriteTurns().TakeAsync(db, Cancel))
                {
                    await db.Database.OpenConnectionAsync(Cancel);
                    if (db is SqliteAppDb)
                    {
                        await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF", Cancel);
                    }

                    await db.GetService<IMigrator>().MigrateAsync(target, Cancel);
                }

                SqliteConnection.ClearAllPools();
            }
        );

    private static Task<List<string>> TablesAsync(CaseStudyWorld world) =>
        world.Database.DoAsync(
            async (_, db) =>
            {
                await db.Database.OpenConnectionAsync(Cancel);
                return (await TableCensus.TablesAsync(db.Database.GetDbConnection(), null, Cancel)).ToList();
            }
        );
}

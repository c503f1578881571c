using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.LiveText.Shape;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Assign;
using Residency.Make.CaseStudies.BringBackFromWord;
using Residency.Make.CaseStudies.Discuss;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;
using Residency.Make.CaseStudies.TakeToWord;
using Residency.Tests.Foundation.Text.Word;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>A text goes to Word and comes back, by the handlers, on both databases.</summary>
public sealed class WordReturnHandlerTests
{
    private const string Source = "/texts/lamps.md";

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_was_changed_in_the_file_becomes_suggestions_in_the_present_text(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await ImportAsync(world, "We used twelve lamps in the hall.\n\nThe end.");
        var taken = await TakeAsync(world, id, 1);
        taken.Name.ShouldEndWith("-draft-1.docx");
        // Meanwhile somebody writes here.
        await ImportAsync(world, "We used twelve bright lamps in the hall.\n\nA thought of our own.\n\nThe end.");

        var changed = await ChangedAsync(
            taken.Content,
            document => document.Replace("twelve lamps", "thirteen lamps", StringComparison.Ordinal)
        );
        var looked = (await LookAsync(world, id, changed)).Value;
        (looked.IsDone, looked.IsKnown, looked.From).ShouldBe((false, true, 1));
        (await world.RowsAsync<Revision>()).Count.ShouldBe(2);

        var brought = (await BringAsync(world, id, changed)).Value;
        brought.IsDone.ShouldBeTrue();
        var text = (await world.RowsAsync<Revision>()).Single(row => row.Number == 3).Document();
        Suggestions.Authors(text).ShouldBe(["Olga Owner"]);
        DocumentText
            .Of(Suggestions.Accept(text))
            .ShouldContain("We used thirteen bright lamps in the hall.\n\nA thought of our own.");
        DocumentText.Of(Suggestions.Reject(text)).ShouldContain("We used twelve bright lamps in the hall.");
        brought
            .Lines.Where(line => line.Kind is ReturnedKind.Insertion or ReturnedKind.Deletion)
            .Select(line => (line.Kind, line.Words))
            .ShouldBe([(ReturnedKind.Insertion, "thirteen"), (ReturnedKind.Deletion, "twelve")]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_file_of_another_text_is_refused_and_so_is_one_that_cannot_be_read(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await ImportAsync(world, "One text.");
        var other = await ImportAsync(world, "Another text.", "/texts/other.md");
        var taken = await TakeAsync(world, other, 1);
        (await BringAsync(world, id, taken.Content)).Refusal.ShouldBeOfType<Refusal.Invalid>().Field.ShouldBe("File");
        (await BringAsync(world, id, Encoding.UTF8.GetBytes("no archive"))).Refusal.ShouldBeOfType<Refusal.Invalid>();
        (await BringAsync(world, id, [])).Refusal.ShouldBeOfType<Refusal.Invalid>();
        (await world.RowsAsync<Revision>()).Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_file_is_brought_in_with_its_comments_or_not_at_all(Engine engine)
    {
        var stop = new Stop();
        await using var world = await CaseStudyWorld.OpenAsync(engine, services => services.AddSingleton<IBeforeSave>(stop));
        var id = await ImportAsync(world, "We used twelve lamps in the hall.\n\nThe end.");
        var file = await CommentedAsync(world, id);

        stop.IsOn = true;
        await Should.ThrowAsync<InvalidOperationException>(() => BringAsync(world, id, file));
        (await world.RowsAsync<Revision>()).Count.ShouldBe(1);
        (await world.RowsAsync<Comment>()).ShouldBeEmpty();
        var untouched = await TextAsync(world, id);
        Suggestions.Count(untouched).ShouldBe(0);

        stop.IsOn = false;
        var brought = (await BringAsync(world, id, file)).Value;
        brought.NewRemarks.ShouldHaveSingleItem().Text.ShouldBe("Which hall?");
        var comment = (await world.RowsAsync<Comment>()).ShouldHaveSingleItem();
        (comment.Name, comment.Text).ShouldBe(("Lea Legal", "Which hall?"));
        var text = await TextAsync(world, id);
        DocumentText.Of(Suggestions.Accept(text)).ShouldContain("We used thirteen lamps in the hall.\n\nThe end.");
        DocumentText.Of(Suggestions.Reject(text)).ShouldBe(DocumentText.Of(untouched));

        (await BringAsync(world, id, file)).Value.NewRemarks.ShouldBeEmpty();
        (await world.RowsAsync<Comment>()).ShouldHaveSingleItem();
        DocumentText.Of(Suggestions.Accept(await TextAsync(world, id))).ShouldBe(DocumentText.Of(Suggestions.Accept(text)));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Who_may_not_suggest_brings_nothing_back(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await ImportAsync(world, "One text.");
        var taken = await TakeAsync(world, id, 1);
        var refused = await world.AskAsync<BringBackHandler, Result<BroughtBack>>(handler =>
            handler.BringAsync(world.Writer, id, new BringBackWish(new MemoryStream(taken.Content), false), CaseStudyWorld.Cancel)
        );
        refused.Refusal.ShouldBeOfType<Refusal.NotFound>();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Who_may_only_suggest_speaks_for_nobody_else_whatever_the_file_says(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await ImportAsync(world, "We used twelve lamps in the hall.\n\nThe end.");
        await AssignAsync(world, id, world.Adviser);
        var file = await ForgedAsync(world, id);
        var brought = (await BringAsync(world, id, file, world.Adviser)).Value;
        brought.Lines.ShouldAllBe(line => line.Author != "Olga Owner");
        brought.NewRemarks.Select(remark => remark.Author).ShouldBe(["Ada Adviser"]);

        var now = world.Database.Clock.Now;
        var text = await TextAsync(world, id);
        var said = Suggestions.All(text).ToList();
        said.Count.ShouldBeGreaterThan(1);
        var who = world.Adviser.Person!.Value; // a person
        said.ShouldAllBe(one => one.Author == "Ada Adviser" && one.Person == who.Value.ToString("D") && one.Date <= now);
        var comment = (await world.RowsAsync<Comment>()).ShouldHaveSingleItem();
        (comment.By, comment.Name, comment.Text).ShouldBe((who, "", "Ask @Wanda"));
        comment.At.ShouldBeLessThanOrEqualTo(now);
        (await world.RowsAsync<CommentThread>()).ShouldHaveSingleItem().OpenedBy.ShouldBe(who);

        // A second time nothing is new.
        (await BringAsync(world, id, file, world.Adviser)).Value.NewRemarks.ShouldBeEmpty();
        (await world.RowsAsync<Comment>()).ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Who_may_edit_brings_names_of_the_file_but_nothing_of_the_future_and_no_mentions(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await ImportAsync(world, "We used twelve lamps in the hall.\n\nThe end.");
        var brought = (await BringAsync(world, id, await ForgedAsync(world, id))).Value;
        brought.NewRemarks.ShouldHaveSingleItem().Author.ShouldBe("Olga Owner");
        var now = world.Database.Clock.Now;
        var said = Suggestions.All(await TextAsync(world, id)).ToList();
        said.ShouldContain(one => one.Author == "Olga Owner" && one.Person == null);
        said.ShouldAllBe(one => one.Date <= now);
        var comment = (await world.RowsAsync<Comment>()).ShouldHaveSingleItem();
        (comment.By, comment.Name, comment.Text).ShouldBe((null, "Olga Owner", "Ask @Wanda"));
        comment.At.ShouldBeLessThanOrEqualTo(now);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_a_reader_brings_by_a_link_is_theirs_to_take_back(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await ImportAsync(world, "We used twelve lamps in the hall.\n\nThe end.");
        var link = await world.Database.DoAsync(
            async (_, db) =>
            {
                var study = await db.CaseStudies().SingleAsync(row => row.Id == id);
                var wish = new ReaderWish("Rea Reader", "rea@example.org", 30);
                var by = world.Owner.Person!.Value; // a person
                var invited = ReaderLink.Invite(study, wish, LinkSecret.New(), by, world.Database.Clock.Now).Value;
                db.Add(invited);
                (await db.SaveAsync(CaseStudyWorld.Cancel)).IsDone.ShouldBeTrue();
                return invited;
            }
        );
        var before = await TextAsync(world, id);
        var brought = await BringAsync(world, id, await ForgedAsync(world, id), Actor.Holding(link.AsLink()));
        brought.IsDone.ShouldBeTrue($"{brought.Refusal}");
        var writer = LiveWriter.OfLink(link.Id.Value, "Rea Reader");
        var after = await TextAsync(world, id);
        var said = Suggestions.All(after).ToList();
        said.Count.ShouldBeGreaterThan(1);
        said.ShouldAllBe(one => one.Person == writer.Id && one.Author == writer.Name);
        var comment = (await world.RowsAsync<Comment>()).ShouldHaveSingleItem();
        (comment.By, comment.ByLink, comment.Name).ShouldBe((null, link.Id, "Rea Reader"));
        (await world.RowsAsync<CommentThread>()).ShouldHaveSingleItem().IsOf(link.AsLink()).ShouldBeTrue();

        // What the room lets those do who may only suggest: to put it in, and to take it back.
        var who = new SuggestingPerson(writer.Id, writer.Name);
        SuggestOnly.Check(before, after, who).ShouldBeNull();
        SuggestOnly.Check(after, Suggestions.Reject(after), who).ShouldBeNull();
        DocumentText.Of(Suggestions.Reject(after)).ShouldBe(DocumentText.Of(before));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Remarks_of_files_find_no_more_room_than_those_that_are_written_here(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await ImportAsync(world, "One text.");
        var now = world.Database.Clock.Now;
        await world.Database.DoAsync(
            async (_, db) =>
            {
                var answers = Enumerable
                    .Range(0, DiscussHandler.MostReplies + 20)
                    .Select(i => new ImportedComment($"c{i}", "Lea Legal", $"Remark {i}") { AnswerTo = i == 0 ? null : "c0" });
                (await db.RecallAsync(id, [.. answers], now, CaseStudyWorld.Cancel)).Count.ShouldBe(DiscussHandler.MostReplies);
                (await db.SaveAsync(CaseStudyWorld.Cancel)).IsDone.ShouldBeTrue();
                return true;
            }
        );
        (await world.RowsAsync<Comment>()).Count.ShouldBe(DiscussHandler.MostReplies);
        var first = (await world.RowsAsync<Comment>()).MinBy(row => row.Id.Value)!; // there are some
        await world.Database.DoAsync(
            async (_, db) =>
            {
                var more = new ImportedComment("d", "Lea Legal", "More") { AnswerTo = first.Id.Value.ToString("D") };
                (await db.RecallAsync(id, [more], now, CaseStudyWorld.Cancel)).ShouldBeEmpty();
                var threads = Enumerable
                    .Range(0, DiscussHandler.MostThreads + 5)
                    .Select(i => new ImportedComment($"t{i}", "Lea Legal", $"Thread {i}"));
                // One stands there already. Not saved.
                (await db.RecallAsync(id, [.. threads], now, CaseStudyWorld.Cancel)).Count.ShouldBe(
                    DiscussHandler.MostThreads - 1
                );
                return true;
            }
        );
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Nobody_who_writes_waits_while_a_file_is_merged(Engine engine)
    {
        var texts = new WatchedTexts();
        await using var world = await CaseStudyWorld.OpenAsync(engine, texts.Add);
        var id = await ImportAsync(world, "We used twelve lamps in the hall.\n\nThe end.");
        var taken = await TakeAsync(world, id, 1);
        var changed = await ChangedAsync(
            taken.Content,
            document => document.Replace("twelve lamps", "thirteen lamps", StringComparison.Ordinal)
        );
        var inTurns = texts.ReadsInTurns;
        var hasWritten = false;
        texts.AfterReading = async _ =>
        {
            if (!hasWritten)
            {
                hasWritten = true;
                await WriteAsync("Meanwhile.");
            }
        };
        // Somebody writes when the text was read for the first look; what they wrote is in what is merged.
        (await BringAsync(world, id, changed)).IsDone.ShouldBeTrue();
        hasWritten = false;
        var again = await ChangedAsync(
            taken.Content,
            document => document.Replace("The end", "An end", StringComparison.Ordinal)
        );
        texts.AfterReading = async _ => await WriteAsync("All the time.");
        (await BringAsync(world, id, again)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        texts.AfterReading = null;
        DocumentText.Of(await TextAsync(world, id)).ShouldNotContain("An end");
        (await BringAsync(world, id, again)).IsDone.ShouldBeTrue();
        texts.ReadsInTurns.ShouldBe(inTurns);
        var text = DocumentText.Of(Suggestions.Accept(await TextAsync(world, id)));
        text.ShouldContain("thirteen lamps");
        text.ShouldContain("Meanwhile.");
        text.ShouldContain("All the time.");
        text.ShouldContain("An end");
        (await world.RowsAsync<Revision>()).MaxBy(row => row.Number)!.Document().ShouldBe(await TextAsync(world, id)); // there are some

        async Task WriteAsync(string words)
        {
            (
                await world.AskAsync<ILiveTexts, Result>(live =>
                    live.ChangeAsync(
                        new LiveTextId(id.Value),
                        document =>
                            document with
                            {
                                Sections =
                                [
                                    .. document.Sections.Select(section =>
                                        section with
                                        {
                                            Blocks = [.. section.Blocks, new Paragraph(BlockIds.New(), [new Run(words)])],
                                        }
                                    ),
                                ],
                            },
                        LiveWriter.House,
                        CaseStudyWorld.Cancel
                    )
                )
            ).IsDone.ShouldBeTrue();
        }
    }

    private static async Task AssignAsync(CaseStudyWorld world, CaseStudyId id, Actor actor) =>
        (
            await world.AskAsync<AssignHandler, Result>(handler =>
                handler.AssignAsync(
                    Actor.System,
                    id,
                    new AssignmentCard(actor.Person!.Value, Role.Adviser, null, null), // a person
                    CaseStudyWorld.Cancel
                )
            )
        ).IsDone.ShouldBeTrue();

    // A file that says of its changes and its comment that somebody else made them, tomorrow.
    private static async Task<byte[]> ForgedAsync(CaseStudyWorld world, CaseStudyId id)
    {
        var revision = (await world.RowsAsync<Revision>()).Single(row => row.CaseStudy == id);
        var (text, tomorrow) = (revision.Document(), world.Database.Clock.Now.AddDays(1));
        var first = (Paragraph)text.AllBlocks().First();
        var forged = new Paragraph(
            first.Id,
            [
                new Run("We used ") { Marks = [new Deleted("Olga Owner", tomorrow)] },
                new Run("I stole ") { Marks = [new Inserted("Olga Owner", tomorrow)] },
                new Run("twelve lamps in the hall."),
            ]
        );
        using var file = new MemoryStream();
        WordText.Write(
            new WordOutgoing(
                text with
                {
                    Sections = text
                        .Sections.Select(section =>
                            section with
                            {
                                Blocks = section.Blocks.Select(block => block.Id == first.Id ? forged : block).ToSequence(),
                            }
                        )
                        .ToSequence(),
                },
                new FrontMatter { Title = "A title" }
            )
            {
                Origin = new WordOrigin(id.Value, revision.Id.Value),
                Remarks =
                [
                    new ImportedComment("c0", "Olga Owner", $"Ask @[Wanda]({world.Writer.Person!.Value.Value:D})") // a person
                    {
                        Date = tomorrow,
                        BlockId = first.Id,
                    },
                ],
            },
            file
        );
        return file.ToArray();
    }

    private static async Task<CaseStudyId> ImportAsync(CaseStudyWorld world, string text, string source = Source)
    {
        var line = await world.ImportAsync(source, $"---\ntitle: A text of {source}\n---\n\n# Where\n\n{text}\n");
        line.Reason.ShouldBeNull();
        return line.CaseStudy!.Value;
    }

    private static async Task<(string Name, byte[] Content)> TakeAsync(CaseStudyWorld world, CaseStudyId id, int number) =>
        (
            await world.AskAsync<TakeToWordHandler, Result<(string, byte[])>>(handler =>
                handler.WriteAsync(world.Owner, id, number, CaseStudyWorld.Cancel)
            )
        ).Value;

    private static Task<Result<BroughtBack>> LookAsync(CaseStudyWorld world, CaseStudyId id, byte[] file) =>
        world.AskAsync<BringBackHandler, Result<BroughtBack>>(handler =>
            handler.LookAsync(world.Owner, id, new BringBackWish(new MemoryStream(file), false), CaseStudyWorld.Cancel)
        );

    private static Task<Result<BroughtBack>> BringAsync(CaseStudyWorld world, CaseStudyId id, byte[] file, Actor? by = null) =>
        world.AskAsync<BringBackHandler, Result<BroughtBack>>(handler =>
            handler.BringAsync(by ?? world.Owner, id, new BringBackWish(new MemoryStream(file), false), CaseStudyWorld.Cancel)
        );

    private static Task<Document> TextAsync(CaseStudyWorld world, CaseStudyId id) =>
        world.Database.DoAsync(
            async (services, db) =>
                await services
                    .GetRequiredService<LiveDraft>()
                    .ReadAsync(await db.CaseStudies().SingleAsync(row => row.Id == id), CaseStudyWorld.Cancel)
        );

    // As a partner sends it: other words, and a comment on them.
    private static async Task<byte[]> CommentedAsync(CaseStudyWorld world, CaseStudyId id)
    {
        var revision = (await world.RowsAsync<Revision>()).Single(row => row.CaseStudy == id);
        var text = revision.Document();
        var outgoing = new WordOutgoing(text, new FrontMatter { Title = "A title" })
        {
            Origin = new WordOrigin(id.Value, revision.Id.Value),
            Remarks =
            [
                new ImportedComment("c0", "Lea Legal", "Which hall?")
                {
                    Date = world.Database.Clock.Now,
                    BlockId = text.AllBlocks().First().Id,
                },
            ],
        };
        using var file = new MemoryStream();
        WordText.Write(outgoing, file);
        return await ChangedAsync(file.ToArray(), document => document.Replace("twelve", "thirteen", StringComparison.Ordinal));
    }

    private static Task<byte[]> ChangedAsync(byte[] file, Func<string, string> change) =>
        ChangedWordFile.OfAsync(file, "word/document.xml", change);

    /// <summary>Breaks the save that would keep comments, as the end of the process would.</summary>
    private sealed class Stop : IBeforeSave
    {
        public bool IsOn { get; set; }

        public Task BeforeSaveAsync(AppDb db, CancellationToken cancel) =>
            IsOn && db.ChangeTracker.Entries<Comment>().Any()
                ? throw new InvalidOperationException("planned")
                : Task.CompletedTask;
    }
}

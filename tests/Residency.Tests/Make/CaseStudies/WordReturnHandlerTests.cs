using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.BringBackFromWord;
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

    private static Task<Result<BroughtBack>> BringAsync(CaseStudyWorld world, CaseStudyId id, byte[] file) =>
        world.AskAsync<BringBackHandler, Result<BroughtBack>>(handler =>
            handler.BringAsync(world.Owner, id, new BringBackWish(new MemoryStream(file), false), CaseStudyWorld.Cancel)
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

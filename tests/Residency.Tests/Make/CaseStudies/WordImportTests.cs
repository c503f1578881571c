using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Cli;
using Residency.Foundation.Results;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Settle;
using Residency.Tests.Foundation.Text.Word;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>Word files as case studies, by the path of the command and that of the page.</summary>
public sealed class WordImportTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_Word_file_becomes_a_case_study_with_pictures_suggestions_remarks_and_notes(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var file = WordShapes.Whole(packed: true).Bytes();
        var line = await ImportAsync(world, "/texts/lamps.docx", file);
        line.Reason.ShouldBeNull();
        (line.Outcome, line.Title).ShouldBe((ImportOutcome.Created, "Lamps by the sea"));
        line.Kept.ShouldContain("1 figure");
        line.Kept.ShouldContain("2 comments");
        line.Kept.ShouldContain("3 suggested changes");
        line.Report.ShouldNotContain(note => note.Construct == "figure", "the picture lies in the file");

        var figure = (await world.RowsAsync<FigureAsset>()).Single();
        (figure.Alternative, figure.ContentType).ShouldBe(("Lamps in use from six to midnight", "image/png"));
        var text = (await world.RowsAsync<Revision>()).Single().Document();
        text.AllBlocks().OfType<Figure>().Single().File.ShouldBe(figure.Name);
        text.AllBlocks().OfType<Footnote>().Count().ShouldBe(2);
        text.Comments.Select(comment => comment.Author).ShouldBe(["Noor Field", "Ada Brook"]);
        (await world.RowsAsync<Contribution>()).Select(row => row.Name).ShouldBe(["Ada Brook", "Noor Field"], ignoreOrder: true);

        (await ImportAsync(world, "/texts/lamps.docx", file)).Outcome.ShouldBe(ImportOutcome.Unchanged);
        (await ImportAsync(world, "/elsewhere/lamps.docx", file)).Outcome.ShouldBe(ImportOutcome.Unchanged);
        // The same words in other bytes: the archive is packed anew, as a program does that only opens and saves.
        var saved = await ImportAsync(world, "/texts/lamps.docx", WordShapes.Whole(packed: false).Bytes());
        (saved.Outcome, saved.Revision).ShouldBe((ImportOutcome.Unchanged, 1));

        var changed = WordShapes.Whole(packed: true, body => body.Replace("A claim", "A bold claim", StringComparison.Ordinal));
        var next = await ImportAsync(world, "/texts/lamps.docx", changed.Bytes());
        (next.Outcome, next.Revision, next.CaseStudy).ShouldBe((ImportOutcome.Updated, 2, line.CaseStudy));
        (await world.RowsAsync<FigureAsset>()).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_file_by_the_page_keeps_alternative_texts_of_pictures_in_lines(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var file = new WordFile(
            $"<w:p>{WordFile.R("Words ")}{WordFile.Picture("r:embed=\"rIdX\"", "A small lamp")}{WordFile.R(" after.")}</w:p>"
        )
            .Refer("rIdX", "image", "media/image1.png")
            .Part("word/media/image1.png", WordShapes.Png)
            .Bytes();
        var source = string.Create(CultureInfo.InvariantCulture, $"upload:{world.Cohort.Value}/lamp.docx");
        (await ImportAsync(world, source, file)).Outcome.ShouldBe(ImportOutcome.Created);
        (await world.RowsAsync<FigureAsset>()).Single().Alternative.ShouldBe("A small lamp");
        (await ImportAsync(world, source, file)).Outcome.ShouldBe(ImportOutcome.Unchanged);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_picture_that_is_none_is_left_out_by_name_and_a_hostile_file_as_a_whole(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var line = await ImportAsync(world, "/texts/broken-picture.docx", HostileWordFiles.All["picture that is none"].File());
        line.Outcome.ShouldBe(ImportOutcome.Created);
        line.Report.ShouldContain(note => note.Construct == "figure" && note.What.Contains("was left out"));
        (await world.RowsAsync<FigureAsset>()).ShouldBeEmpty();

        foreach (var name in (string[])["name that climbs", "billion laughs", "Word 97", "only a beginning"])
        {
            var refused = await ImportAsync(world, "/texts/" + name + ".docx", HostileWordFiles.All[name].File());
            refused.Outcome.ShouldBe(ImportOutcome.Refused);
            refused.Reason!.ShouldContain(HostileWordFiles.All[name].Refusal!);
        }

        (await world.RowsAsync<CaseStudy>()).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Suggestions_forbid_publishing_until_somebody_decides_them(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = (await ImportAsync(world, "/texts/lamps.docx", WordShapes.Whole(packed: true).Bytes())).CaseStudy!.Value;
        var finding = (await FindingsAsync(world, id)).Single(found => found.Kind == CheckKind.SuggestionsOpen);
        finding.Weight.ShouldBe(Weight.Blocks);
        finding.What.ShouldContain("3 suggested changes");

        var seen = (
            await world.AskAsync<SettleHandler, Result<TextToSettle>>(handler =>
                handler.LoadAsync(world.Owner, id, CaseStudyWorld.Cancel)
            )
        ).Value;
        seen.Open.Count.ShouldBe(3);
        (await DecideAsync(world, world.Writer, id, seen.Sha256)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await DecideAsync(world, world.Owner, id, new string('0', 64))).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await DecideAsync(world, world.Owner, id, seen.Sha256)).Value.ShouldBe(2);
        var settled = (await world.RowsAsync<Revision>()).Single(row => row.Number == 2);
        settled.Source.ShouldBe(RevisionSource.Written);
        DocumentText.Of(settled.Document()).ShouldContain("We rarely counted them.");
        settled.Document().Comments.Count.ShouldBe(2);
        (await FindingsAsync(world, id)).ShouldNotContain(found => found.Kind == CheckKind.SuggestionsOpen);
        (await DecideAsync(world, world.Owner, id, settled.Sha256)).Refusal.ShouldBeOfType<Refusal.Conflict>();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Suggestions_that_are_left_out_leave_the_text_as_it_was(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = (await ImportAsync(world, "/texts/lamps.docx", WordShapes.Whole(packed: true).Bytes())).CaseStudy!.Value;
        var hash = (await world.RowsAsync<Revision>()).Single().Sha256;
        var done = await world.AskAsync<SettleHandler, Result<int>>(handler =>
            handler.RejectAsync(world.Owner, id, hash, CaseStudyWorld.Cancel)
        );
        done.Value.ShouldBe(2);
        var text = DocumentText.Of((await world.RowsAsync<Revision>()).Single(row => row.Number == 2).Document());
        text.ShouldContain("We never counted them.");
        text.ShouldNotContain("rarely");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_command_brings_the_samples_and_bringing_them_again_changes_nothing(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var first = await CommandAsync(world);
        first.ShouldContain("created    ferry-queue.docx: “A queue that nobody could see”");
        first.ShouldContain("created    school-gauge.docx: “The gauge on the school wall”");
        first.ShouldContain("0 refused");
        (await world.RowsAsync<FigureAsset>()).ShouldContain(figure => figure.Alternative.StartsWith("Bar chart: lamps in use"));
        var rows = await world.RowsAsync<Revision>();
        (await CommandAsync(world)).ShouldNotContain("created  ");
        (await world.RowsAsync<Revision>()).Count.ShouldBe(rows.Count);
    }

    private static Task<string> CommandAsync(CaseStudyWorld world) =>
        world.Database.DoAsync(
            async (services, _) =>
            {
                var verb = ActivatorUtilities.CreateInstance<ImportCommand>(services);
                var root = new RootCommand { verb.Describe() };
                var parsed = root.Parse(["import", "case-studies", Repository.PathOf("samples"), "--cohort", "spring-26"]);
                using var output = new StringWriter(CultureInfo.InvariantCulture);
                var call = new CommandCall(parsed, Actor.Operator, Repository.Root, output, output);
                (await verb.RunAsync(call, CaseStudyWorld.Cancel)).ShouldBe(ExitCodes.Done, output.ToString());
                return output.ToString();
            }
        );

    private static Task<ImportLine> ImportAsync(CaseStudyWorld world, string source, byte[] file) =>
        world.AskAsync<ImportHandler, ImportLine>(handler =>
            handler.ImportAsync(
                world.Owner,
                new ImportPlan(world.Hub, world.Cohort),
                new IncomingFile(source, Path.GetFileName(source), file, _ => null),
                CaseStudyWorld.Cancel
            )
        );

    private static Task<Result<int>> DecideAsync(CaseStudyWorld world, Actor actor, CaseStudyId id, string seen) =>
        world.AskAsync<SettleHandler, Result<int>>(handler => handler.AcceptAsync(actor, id, seen, CaseStudyWorld.Cancel));

    private static Task<IReadOnlyList<Finding>> FindingsAsync(CaseStudyWorld world, CaseStudyId id) =>
        world.AskAsync<ICaseStudies, IReadOnlyList<Finding>>(door => door.ChecksAsync(id, CaseStudyWorld.Cancel));
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Foundation.Text;
using Residency.Gather.Hubs;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Cite;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Tests.Make.CaseStudies;

public sealed class CaseStudyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly HubId Hub = TypedId.New<HubId>();

    [Fact]
    public void Only_open_steps_of_the_table_are_taken()
    {
        foreach (var from in Enum.GetValues<CaseStudyState>())
        {
            foreach (var to in Enum.GetValues<CaseStudyState>())
            {
                CaseStudyStates
                    .Allows(from, to)
                    .ShouldBe(CaseStudyStates.Moves.Any(move => (move.From, move.To, move.IsOpen) == (from, to, true)));
            }
        }

        var draft = Begun();
        draft.MoveTo(CaseStudyState.Approved, Now).Refusal.ShouldBeOfType<Refusal.Conflict>();
        draft.MoveTo(CaseStudyState.Withdrawn, Now).Refusal.ShouldBeOfType<Refusal.Conflict>();
        draft.MoveTo(CaseStudyState.Published, Now).IsDone.ShouldBeTrue();
        draft.Discard(null, Now).Refusal.ShouldBeOfType<Refusal.Conflict>();
        draft.MoveTo(CaseStudyState.Draft, Now).IsDone.ShouldBeTrue();
        draft.Discard(null, Now).Refusal.ShouldBeOfType<Refusal.Conflict>("it was public once");
        draft.MoveTo(CaseStudyState.Withdrawn, Now).IsDone.ShouldBeTrue();
    }

    [Fact]
    public void The_trash_gives_back_a_draft()
    {
        var caseStudy = Begun();
        caseStudy.Restore(Now).Refusal.ShouldBeOfType<Refusal.Conflict>();
        caseStudy.Discard(null, Now).IsDone.ShouldBeTrue();
        caseStudy.State.ShouldBe(CaseStudyState.Deleted);
        caseStudy.Restore(Now).IsDone.ShouldBeTrue();
        caseStudy.State.ShouldBe(CaseStudyState.Draft);
    }

    [Theory]
    [InlineData("", "en", "", "Title")]
    [InlineData("Title", "english please", "", "Language")]
    [InlineData("Title", "en", "free for all!", "Licence")]
    public void A_bad_description_names_its_field(string title, string language, string licence, string field) =>
        CaseStudy
            .Begin(new NewCaseStudy(Hub, title) { Language = language, Licence = licence }, null, null, Now)
            .Refusal.ShouldBeOfType<Refusal.Invalid>()
            .Field.ShouldBe(field);

    [Fact]
    public void The_same_text_twice_is_one_revision_unless_it_is_history()
    {
        var caseStudy = Begun();
        var wish = new RevisionWish(Text("Words."), null, "Ama", Now, RevisionSource.Imported);
        caseStudy.Cut(wish, Now)!.Number.ShouldBe(1);
        caseStudy.Cut(wish, Now).ShouldBeNull();
        caseStudy.Cut(wish with { IsOfHistory = true }, Now)!.Number.ShouldBe(2);
    }

    [Fact]
    public void The_checks_find_what_is_missing_and_nothing_more()
    {
        var framework = FrameworkYaml.BuiltIn.Single(one => one.Key == "free-essay");
        var caseStudy = Begun();
        var empty = SectionText.Empty(framework);
        Kinds(new CheckMatter(caseStudy, empty, framework))
            .ShouldBe(
                [
                    CheckKind.NoText,
                    CheckKind.NoAuthors,
                    CheckKind.NoLicence,
                    CheckKind.NoSummary,
                    CheckKind.RequiredPartMissing,
                    CheckKind.RequiredPartMissing,
                    CheckKind.RequiredPartMissing,
                ],
                ignoreOrder: true
            );

        var prompt = framework.Sections[0].Prompt;
        var figure = new Figure("f1", "map.png", []);
        var full = empty with
        {
            Sections = empty
                .Sections.Select((section, i) => section with { Blocks = [Words($"p{i}", framework.Sections[i].Words.Target)] })
                .ToSequence(),
        };
        full = full.With(
            full.Sections[0] with
            {
                Blocks = [.. full.Sections[0].Blocks, new Paragraph("left", [new Run(prompt)]), figure],
            }
        );
        caseStudy.Describe(
            caseStudy.Described() with
            {
                Licence = "CC-BY-4.0",
                Summary = "Short.",
                Acknowledgement = "Thanks to nobody.",
            },
            Now
        );
        caseStudy.Cut(new RevisionWish(full, null, "Ama", Now, RevisionSource.Written), Now);
        var matter = new CheckMatter(caseStudy, full, framework)
        {
            Contributors = [new ContributorCard(1, null, "Ama", null, "", null, [], IsCorresponding: true)],
            Funders = [new FunderCard("Lantern Foundation", null, "Paid by the Lantern Foundation.", ["LF-1"])],
        };
        Kinds(matter)
            .ShouldBe(
                [
                    CheckKind.NoFunderLine,
                    CheckKind.PromptLeft,
                    CheckKind.FigureFileMissing,
                    CheckKind.FigureWithoutAlternative,
                    CheckKind.FigureWithoutLicence,
                ],
                ignoreOrder: true
            );

        var asset = new FigureCard(
            TypedId.New<FigureId>(),
            "map.png",
            new string('a', 64),
            "image/png",
            10,
            "A map",
            Decorative: false,
            "CC0-1.0",
            ""
        )
        {
            File = PublicCode.New(),
        };
        caseStudy.Describe(caseStudy.Described() with { Acknowledgement = "Grant LF-1." }, Now);
        Kinds(
                matter with
                {
                    Figures = [asset],
                    Document = full.With(full.Sections[0] with { Blocks = [full.Sections[0].Blocks[0], figure] }),
                }
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_framework_of_the_product_holds_together_and_survives_a_file()
    {
        FrameworkYaml.BuiltIn.Count.ShouldBeGreaterThanOrEqualTo(8);
        foreach (var framework in FrameworkYaml.BuiltIn)
        {
            framework.Checked().Refusal.ShouldBeNull(framework.Key);
            var again = FrameworkYaml.Read(FrameworkYaml.Write(framework, 3)).Value;
            again
                .Sections.Select(section => (section.Key, section.Prompt, section.Words))
                .ShouldBe(framework.Sections.Select(section => (section.Key, section.Prompt, section.Words)));
        }

        FrameworkYaml.Read("key: [").Refusal.ShouldBeOfType<Refusal.Invalid>();
        FrameworkYaml.Read("key: x-y\ntitle: X\nsections: []").Refusal.ShouldBeOfType<Refusal.Invalid>();
    }

    [Fact]
    public void A_block_that_markdown_cannot_say_is_kept_untouched_where_its_line_stands()
    {
        // Its footnote stands in another section.
        var odd = new Paragraph("odd", [new Run("Noted"), new FootnoteReference("far")]);
        var section = new Section(
            "s",
            [new Run("Title")],
            [new Paragraph("one", [new Run("First.")]), odd, new Paragraph("two", [new Run("Last.")])]
        );
        SectionMarkdown.Locked(section).ShouldBe([odd]);
        var markdown = SectionMarkdown.Write(section);
        markdown.ShouldContain("[[kept: odd");

        var moved = SectionMarkdown.Read(markdown.Replace("First.", "First, changed.", StringComparison.Ordinal), section).Value;
        moved.Blocks.Select(block => block.Id).ShouldBe(["one", "odd", "two"]);
        moved.Blocks[1].ShouldBe(odd);
        DocumentText.Of(moved.Blocks[0]).ShouldBe("First, changed.");
        SectionMarkdown.Read("Only this.", section).Value.Blocks.Count.ShouldBe(1);
    }

    [Fact]
    public void A_typed_heading_stays_inside_its_section()
    {
        var section = new Section("s", [new Run("Title")], []);
        var read = SectionMarkdown.Read("# Big\n\n## Smaller\n\nWords.", section).Value;
        read.Blocks.OfType<Heading>()
            .Select(heading => (heading.Level, DocumentText.Of(heading)))
            .ShouldBe([(3, "Big"), (3, "Smaller")]);
        DocumentRules.Check(new Document([read])).ShouldBeEmpty();
    }

    [Fact]
    public void Sections_that_say_the_same_get_ids_of_their_own()
    {
        var twin = new Section("a", [new Run("A")], [new Paragraph("p", [new Run("Same.")])]);
        var unique = BlockNames.Unique(new Document([twin, twin with { Title = [new Run("B")] }]));
        DocumentRules.Check(unique).ShouldBeEmpty();
        unique.Sections[0].ShouldBe(twin);
    }

    [Theory]
    [InlineData("https://doi.org/10.5281/Zenodo.10338376", "10.5281/zenodo.10338376")]
    [InlineData("doi: 10.5555/12345678", "10.5555/12345678")]
    [InlineData("https://doi.org/10.1016/S0140-6736%2898%2990123-1", "10.1016/s0140-6736(98)90123-1")]
    [InlineData("10.5555", null)]
    [InlineData("10.....5/x", null)]
    [InlineData("10.5281/zenodo 1", null)]
    [InlineData("https://example.org/10.1/x", null)]
    public void A_doi_is_read_as_people_paste_it(string text, string? doi) => DoiText.Normalise(text).ShouldBe(doi);

    [Fact]
    public void The_record_of_a_registry_becomes_a_work()
    {
        const string Json = """
            {"title":["A work"],"author":[{"family":"Lovelace","given":"Ada"},{"literal":"The Team"}],"issued":{"date-parts":[[1843,9]]},
             "container-title":"Scientific Memoirs","publisher":"Taylor","DOI":"10.5555/x"}
            """;
        var work = DoiLookup.Read(System.Text.Encoding.UTF8.GetBytes(Json), "10.5555/x").Value;
        (work.Title, work.Year, work.Container, work.Doi).ShouldBe(("A work", 1843, "Scientific Memoirs", "10.5555/x"));
        work.Authors.ShouldBe(["Lovelace, Ada", "The Team"]);
        Should.Throw<OutsideException>(() => DoiLookup.Read("<html>"u8, "10.5555/x"));
        DoiLookup.Read("{}"u8, "10.5555/x").Refusal.ShouldBeOfType<Refusal.NotFound>();
    }

    [Theory]
    [InlineData("0000-0002-1825-0097", "0000-0002-1825-0097")]
    [InlineData("https://orcid.org/0000-0002-1694-233X", "0000-0002-1694-233X")]
    [InlineData("0000-0002-1825-0098", null)]
    public void An_orcid_is_checked(string text, string? orcid) => OrcidText.Normalise(text).ShouldBe(orcid);

    [Fact]
    public void Every_credit_role_has_its_name_and_is_read_back()
    {
        foreach (var role in Enum.GetValues<CreditRole>())
        {
            CreditRoles.Parse(role.Name()).ShouldBe(role);
            CreditRoles.Parse(role.ToString()).ShouldBe(role);
        }

        CreditRole.WritingReviewEditing.Address().ShouldBe("https://credit.niso.org/contributor-roles/writing-review-editing/");
    }

    private static IEnumerable<CheckKind> Kinds(CheckMatter matter) =>
        CaseStudyChecks.Run(matter).Select(finding => finding.Kind);

    private static CaseStudy Begun() => CaseStudy.Begin(new NewCaseStudy(Hub, "Walking maps"), null, null, Now).Value;

    private static Paragraph Words(string id, int count) =>
        new(id, [new Run(string.Join(' ', Enumerable.Range(0, count).Select(i => $"w{i}")))]);

    private static Document Text(string words) =>
        new([new Section("s", [new Run("Title")], [new Paragraph("p", [new Run(words)])])]);
}

using Residency.Foundation.Actors;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.Model;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

public sealed class ImportTests
{
    private const string Text = """
        ---
        title: Counting bicycles
        authors:
          - name: Josiah Carberry
            orcid: 0000-0002-1825-0097
        license: CC-BY-4.0
        keywords: [mobility]
        date: 2025-04-02
        residency:
          organisation: Ring road council
          sector: Local government
        ---

        ## Context

        We shared open data and open source code. Open data helped; open data stays.

        ```{figure} figures/counter.png
        :alt: A counter beside a lane
        The first counter.
        ```
        """;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_file_becomes_a_case_study_with_credit_tags_and_reasons_and_importing_again_changes_nothing(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var line = await world.ImportAsync("/texts/bicycles.md", Text);
        line.Reason.ShouldBeNull();
        line.Outcome.ShouldBe(ImportOutcome.Created);
        line.Title.ShouldBe("Counting bicycles");
        line.Report.ShouldContain(note => note.Construct == "figure" && note.What.Contains("figures/counter.png"));

        var card = (
            await world.AskAsync<ICaseStudies, CaseStudyCard?>(door =>
                door.FindAsync(line.CaseStudy!.Value, CaseStudyWorld.Cancel)
            )
        )!;
        card.Licence.ShouldBe("CC-BY-4.0");
        card.Cohort.ShouldBe(world.Cohort);
        card.Organisation.ShouldNotBeNull();
        (await world.RowsAsync<Contribution>()).Single().Orcid.ShouldBe("0000-0002-1825-0097");
        var tags = await world.RowsAsync<Tag>();
        tags.ShouldContain(tag => tag.Facet == Facet.Keyword && tag.Value == "mobility" && tag.State == TagState.Accepted);
        var theme = tags.Single(tag => tag.Facet == Facet.Theme);
        (theme.Value, theme.State).ShouldBe(("Open data", TagState.Proposed));
        theme.Reason.ShouldContain("3 times");
        tags.Single(tag => tag.Facet == Facet.Year).Reason.ShouldContain("2025-04-02");

        var again = await world.ImportAsync("/texts/bicycles.md", Text);
        again.Outcome.ShouldBe(ImportOutcome.Unchanged);
        (await world.ImportAsync("/moved/bicycles.md", Text)).Outcome.ShouldBe(ImportOutcome.Unchanged);
        (await world.RowsAsync<Revision>()).Count.ShouldBe(1);

        var changed = await world.ImportAsync("/texts/bicycles.md", Text + "\nOne more paragraph.\n");
        (changed.Outcome, changed.Revision, changed.CaseStudy).ShouldBe((ImportOutcome.Updated, 2, line.CaseStudy));
        (await world.RowsAsync<CaseStudy>()).Count.ShouldBe(1);
        (await world.RowsAsync<Contribution>()).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_picture_beside_the_file_is_kept_with_what_the_text_says_of_it(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var png = await File.ReadAllBytesAsync(
            Directory.EnumerateFiles(Repository.PathOf("samples", "figures"), "*.png").First()
        );
        var line = await world.ImportAsync(
            "/texts/bicycles.md",
            Text,
            name => name == "figures/counter.png" ? new MemoryStream(png) : null
        );
        line.Report.ShouldNotContain(note => note.Construct == "figure" && note.Severity != ReportSeverity.Note);
        var figure = (await world.RowsAsync<FigureAsset>()).Single();
        (figure.Name, figure.Alternative, figure.ContentType).ShouldBe(
            ("figures/counter.png", "A counter beside a lane", "image/png")
        );
        figure.FileHash.Length.ShouldBe(64);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_bad_file_is_refused_with_what_to_do_and_stops_nobody(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var empty = await world.ImportAsync("/texts/empty.md", "");
        empty.Outcome.ShouldBe(ImportOutcome.Refused);
        empty.Reason!.ShouldContain("empty");
        (await world.ImportAsync("/texts/scan.pdf", "%PDF-1.7")).Reason!.ShouldContain(".md");
        var broken = await world.AskAsync<ImportHandler, ImportLine>(handler =>
            handler.ImportAsync(
                world.Owner,
                new ImportPlan(world.Hub, world.Cohort),
                new IncomingFile("/texts/latin.md", "latin.md", new byte[] { 0x41, 0xE9, 0x42 }, _ => null),
                CaseStudyWorld.Cancel
            )
        );
        broken.Outcome.ShouldBe(ImportOutcome.Refused);
        (await world.ImportAsync("/texts/good.md", "# Good\n\nWords.\n")).Outcome.ShouldBe(ImportOutcome.Created);
        (await world.RowsAsync<CaseStudy>()).Single().Title.ShouldBe("Good");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Only_managers_owners_and_the_operator_import(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var file = new IncomingFile("/x.md", "x.md", "Words."u8.ToArray(), _ => null);
        foreach (var actor in (Actor[])[Actor.Visitor, world.Expert, world.Writer])
        {
            (
                await world.AskAsync<ImportHandler, ImportLine>(handler =>
                    handler.ImportAsync(actor, new ImportPlan(world.Hub, world.Cohort), file, CaseStudyWorld.Cancel)
                )
            ).Outcome.ShouldBe(ImportOutcome.Refused);
        }

        (await world.RowsAsync<CaseStudy>()).ShouldBeEmpty();
        (
            await world.AskAsync<ImportHandler, ImportLine>(handler =>
                handler.ImportAsync(Actor.Operator, new ImportPlan(world.Hub, world.Cohort), file, CaseStudyWorld.Cancel)
            )
        ).Outcome.ShouldBe(ImportOutcome.Created);
    }
}

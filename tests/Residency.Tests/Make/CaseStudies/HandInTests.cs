using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>Files that are handed in together, read by a job, with a report that stays.</summary>
public sealed class HandInTests(ITestOutputHelper output)
{
    private static readonly byte[] s_picture = File.ReadAllBytes(
        Directory.EnumerateFiles(Repository.PathOf("samples", "figures"), "*.png").Order(StringComparer.Ordinal).First()
    );

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Every_file_has_its_line_and_the_report_stays(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = (await HandInAsync(world, world.Owner, Files)).Value;
        (await ViewAsync(world, world.Owner, id)).Value.Batch.EndedAt.ShouldBeNull();
        (await world.RowsAsync<CaseStudy>()).ShouldBeEmpty();

        await world.Database.RunJobsAsync();

        var view = (await ViewAsync(world, world.Owner, id)).Value;
        view.By.ShouldBe("Olga Owner");
        view.Batch.EndedAt.ShouldNotBeNull();
        (view.Batch.Texts, view.Batch.Created, view.Batch.Refused, view.Batch.Ignored).ShouldBe((5, 3, 2, 2));
        var lines = LinesOf(view);
        lines
            .Select(line => (line.Name, line.Outcome))
            .ShouldBe([
                ("bicycles.md", ImportOutcome.Created),
                ("gauge.docx", ImportOutcome.Created),
                ("empty.md", ImportOutcome.Refused),
                ("latin.md", ImportOutcome.Refused),
                ("x.pdf", ImportOutcome.Ignored),
                ("nobody.png", ImportOutcome.Ignored),
                ("lamps.txt", ImportOutcome.Created),
            ]);
        lines[0].Kept.ShouldContain("1 figure");
        lines[2].Reason!.ShouldContain("empty");
        lines[4].Reason!.ShouldContain("PDF");
        (await world.RowsAsync<FigureAsset>()).ShouldContain(figure => figure.Name == "figures/counter.png");

        var listed = await world.AskAsync<ImportQueries, IReadOnlyList<ImportView>>(queries =>
            queries.LatestAsync(world.Owner, world.Hub, CaseStudyWorld.Cancel)
        );
        (listed.ShouldHaveSingleItem().Batch.Id, listed[0].Cohort).ShouldBe((id, "Spring 2026"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Contents_that_waited_leave_the_store_and_pictures_of_texts_stay(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        (await HandInAsync(world, world.Owner, Files)).IsDone.ShouldBeTrue();
        var folder = Path.Combine(world.Database.Settings.DataFolder, "files");
        var before = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count();
        await world.Database.RunJobsAsync();
        (await world.RowsAsync<StoredFile>()).ShouldAllBe(file => file.Gate == FigureFiles.Gate);

        world.Database.Clock.Advance(IFileStore.Quarantine + TimeSpan.FromMinutes(2));
        await world.Database.RunJobsAsync();
        var hashes = (await world.RowsAsync<StoredFile>()).Select(file => file.Hash).Distinct().Order(StringComparer.Ordinal);
        var kept = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal);
        kept.ShouldBe(hashes);
        hashes.Count().ShouldBeLessThan(before);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Stopped_at_any_save_and_begun_again_the_end_is_the_same(Engine engine)
    {
        var (undisturbed, saves) = await RunAsync(engine, stopAt: null);
        saves.ShouldBeGreaterThan(8);
        for (var stop = 1; stop <= saves; stop++)
        {
            var (disturbed, _) = await RunAsync(engine, stop);
            disturbed.ShouldBe(undisturbed, $"stopped at save {stop} of {saves}");
        }

        output.WriteLine($"stopped at each of {saves} saves on {engine}");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Strangers_hand_nothing_in_and_see_nothing_and_rights_that_are_lost_meanwhile_count(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        foreach (var stranger in (Actor[])[Actor.Visitor, world.Expert, world.Writer])
        {
            (await HandInAsync(world, stranger, Files)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        }

        (await world.RowsAsync<ImportBatch>()).ShouldBeEmpty();
        (await world.RowsAsync<StoredFile>()).ShouldBeEmpty();

        var id = (await HandInAsync(world, world.Owner, Files)).Value;
        foreach (var stranger in (Actor[])[Actor.Visitor, world.Expert, world.Writer])
        {
            (await ViewAsync(world, stranger, id)).Refusal.ShouldBeOfType<Refusal.NotFound>();
            (
                await world.AskAsync<ImportQueries, IReadOnlyList<ImportView>>(queries =>
                    queries.LatestAsync(stranger, world.Hub, CaseStudyWorld.Cancel)
                )
            ).ShouldBeEmpty();
        }

        await world.Database.DoAsync(
            (_, db) =>
                db.WriteAsync(
                    inner =>
                        db.Set<Residency.Gather.People.Model.Membership>()
                            .Where(row => row.Role == Role.HubOwner)
                            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, world.Database.Clock.Now), inner),
                    CaseStudyWorld.Cancel
                )
        );
        await world.Database.RunJobsAsync();
        (await world.RowsAsync<CaseStudy>()).ShouldBeEmpty();
        LinesOf((await ViewAsync(world, Actor.Operator, id)).Value)
            .ShouldNotContain(line => line.Outcome == ImportOutcome.Created);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Without_a_text_with_too_many_or_with_one_name_twice_it_says_what_to_do(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        (await HandInAsync(world, world.Owner, [])).Refusal!.Text.ShouldContain("60 files");
        (await HandInAsync(world, world.Owner, [Of("x.pdf", "%PDF-1.7")])).Refusal!.Text.ShouldContain("no text");
        (
            await HandInAsync(world, world.Owner, [.. Enumerable.Range(0, 61).Select(n => Of($"{n}.md", "Words."))])
        ).Refusal!.Text.ShouldContain("60 files");
        var id = (await HandInAsync(world, world.Owner, [Of("a.md", "# One\n\nWords."), Of("b\\A.md", "# Two\n\nWords.")])).Value;
        await world.Database.RunJobsAsync();
        var lines = LinesOf((await ViewAsync(world, world.Owner, id)).Value);
        lines.Select(line => line.Outcome).ShouldBe([ImportOutcome.Created, ImportOutcome.Refused]);
        lines[1].Reason!.ShouldContain("same name");
    }

    private static HandedInFile[] Files =>
        [
            Of(
                "bicycles.md",
                """
                ---
                title: Counting bicycles
                authors:
                  - name: Josiah Carberry
                residency:
                  organisation: Ring road council
                ---

                ## Context

                We shared open data. Open data helped; open data stays.

                ```{figure} figures/counter.png
                :alt: A counter beside a lane
                The first counter.
                ```
                """
            ),
            new("gauge.docx", () => File.OpenRead(Repository.PathOf("samples", "school-gauge.docx"))),
            Of("empty.md", ""),
            new("latin.md", () => new MemoryStream([0x41, 0xE9, 0x42])),
            Of("x.pdf", "%PDF-1.7"),
            new("counter.png", () => new MemoryStream(s_picture)),
            new("nobody.png", () => new MemoryStream(s_picture)),
            new("lamps.txt", () => File.OpenRead(Repository.PathOf("samples", "orchard-notes.txt"))),
        ];

    private static HandedInFile Of(string name, string text) => new(name, () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static Task<Result<ImportId>> HandInAsync(CaseStudyWorld world, Actor actor, IReadOnlyList<HandedInFile> files) =>
        world.AskAsync<HandInHandler, Result<ImportId>>(handler =>
            handler.TakeAsync(actor, new ImportPlan(world.Hub, world.Cohort), files, CaseStudyWorld.Cancel)
        );

    private static Task<Result<ImportView>> ViewAsync(CaseStudyWorld world, Actor actor, ImportId id) =>
        world.AskAsync<ImportQueries, Result<ImportView>>(queries =>
            queries.OfAsync(actor, world.Hub, id, CaseStudyWorld.Cancel)
        );

    private static List<ImportLine> LinesOf(ImportView view) => [.. view.Files.Select(file => file.Line).OfType<ImportLine>()];

    // What the world holds afterwards, in words without ids and times.
    private static async Task<(string World, int Saves)> RunAsync(Engine engine, int? stopAt)
    {
        var stop = new Stop();
        await using var world = await CaseStudyWorld.OpenAsync(engine, services => services.AddSingleton<IBeforeSave>(stop));
        var id = (await HandInAsync(world, world.Owner, Files)).Value;
        (stop.Seen, stop.At) = (0, stopAt);
        for (var again = 0; again < 3; again++)
        {
            await world.Database.RunJobsAsync();
            world.Database.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        stop.HasStopped.ShouldBe(stopAt is not null);
        var view = (await ViewAsync(world, world.Owner, id)).Value;
        view.Batch.EndedAt.ShouldNotBeNull();
        var said = new StringBuilder();
        said.AppendJoin(
            '\n',
            LinesOf(view)
                .Select(line =>
                    $"{line.Name} {line.Outcome} {line.Title} {line.Revision} {line.Kept} {line.TagsProposed} {line.Reason} {string.Join('|', line.Report.Select(remark => $"{remark.Place} {remark.What}"))}"
                )
        );
        said.Append(
            CultureInfo.InvariantCulture,
            $"\n{view.Batch.Texts} {view.Batch.Created} {view.Batch.Refused} {view.Batch.Ignored}\n"
        );
        var texts = (await world.RowsAsync<CaseStudy>()).ToDictionary(row => row.Id, row => row.Title);
        Rows(
            said,
            (await world.RowsAsync<CaseStudy>()).Select(row => $"{row.Title} {row.LatestRevision} {row.LatestHash} {row.Words}")
        );
        Rows(
            said,
            (await world.RowsAsync<Revision>()).Select(row =>
                $"{texts[row.CaseStudy]} {row.Number} {row.Sha256} {row.AuthorName}"
            )
        );
        Rows(said, (await world.RowsAsync<Tag>()).Select(row => $"{texts[row.CaseStudy]} {row.Facet} {row.Value} {row.State}"));
        Rows(said, (await world.RowsAsync<FigureAsset>()).Select(row => $"{texts[row.CaseStudy]} {row.Name} {row.FileHash}"));
        Rows(said, (await world.RowsAsync<Contribution>()).Select(row => $"{texts[row.CaseStudy]} {row.Name}"));
        Rows(
            said,
            (await world.RowsAsync<OutsideSource>()).Select(row =>
                $"{texts[row.CaseStudy]} {row.Path.Split('/')[1]} {row.Sha256}"
            )
        );
        Rows(said, (await world.RowsAsync<StoredFile>()).Select(row => $"{row.Name} {row.Hash} {row.Gate}"));
        Rows(said, (await world.RowsAsync<LedgerEntry>()).Select(row => row.Name));
        Rows(said, (await world.RowsAsync<Residency.Gather.People.Model.Organisation>()).Select(row => row.Name));
        return (said.ToString(), stop.Seen);
    }

    private static void Rows(StringBuilder said, IEnumerable<string> rows) =>
        said.AppendJoin('\n', rows.Order(StringComparer.Ordinal)).Append("\n--\n");

    /// <summary>Breaks one save of the import, as the end of the process would.</summary>
    private sealed class Stop : IBeforeSave
    {
        public int Seen { get; set; }

        public int? At { get; set; }

        public bool HasStopped { get; private set; }

        public Task BeforeSaveAsync(AppDb db, CancellationToken cancel)
        {
            Seen++;
            if (Seen != At || HasStopped)
            {
                return Task.CompletedTask;
            }

            HasStopped = true;
            throw new InvalidOperationException("planned");
        }
    }
}

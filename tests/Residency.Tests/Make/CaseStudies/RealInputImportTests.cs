using Residency.Foundation.Actors;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.Model;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>The published texts of other communities, which stand outside the repository.</summary>
public sealed class RealInputImportTests
{
    private static string Folder =>
        Environment.GetEnvironmentVariable("RESIDENCY_REAL_INPUT") is { Length: > 0 } named
            ? named
            : Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Every_text_is_imported_none_is_refused_and_a_second_run_changes_nothing(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var files = FilesOnDisk.Find([Path.Combine(Folder, "turing-way"), Path.Combine(Folder, "nhs-england")]).Value;
        files.Count.ShouldBeGreaterThan(40);

        var first = await ImportAsync(world, files);
        first.Where(line => line.Outcome == ImportOutcome.Refused).Select(line => $"{line.Name}: {line.Reason}").ShouldBeEmpty();
        first.ShouldAllBe(line => line.Title.Length > 0);
        var revisions = (await world.RowsAsync<Revision>()).Select(row => (row.CaseStudy, row.Number, row.Sha256)).ToHashSet();

        var second = await ImportAsync(world, files);
        second.ShouldAllBe(line => line.Outcome == ImportOutcome.Unchanged);
        (await world.RowsAsync<Revision>())
            .Select(row => (row.CaseStudy, row.Number, row.Sha256))
            .ToHashSet()
            .SetEquals(revisions)
            .ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_folder_of_revisions_becomes_one_text_with_all_its_authors_and_dates(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var files = FilesOnDisk.Find([Path.Combine(Folder, "turing-way", "revisions", "practitioners-hub-case-study")]).Value;
        files.Count.ShouldBe(21);

        // Stopped after nine and started again.
        await ImportAsync(world, [.. files.Take(9)]);
        await ImportAsync(world, files);

        (await world.RowsAsync<CaseStudy>()).Count.ShouldBe(1);
        var rows = (await world.RowsAsync<Revision>()).OrderBy(row => row.Number).ToList();
        rows.Count.ShouldBe(21);
        rows.Select(row => row.Number).ShouldBe(Enumerable.Range(1, 21));
        rows.Select(row => row.AuthorName).ShouldBe(files.Select(file => file.History!.Author));
        rows.Select(row => row.At).ShouldBe(files.Select(file => file.History!.At));
        rows.Select(row => row.AuthorName).Distinct().Count().ShouldBeGreaterThan(1);

        var woven = Weave.Between([
            .. rows.Select(row => new WovenText(
                row.AuthorName,
                Residency.Make.CaseStudies.Compare.CompareHandler.Words(row.Document())
            )),
        ]);
        string.Concat(woven.Where(piece => piece.Change != Change.Deleted).Select(piece => piece.Text))
            .ShouldBe(Residency.Make.CaseStudies.Compare.CompareHandler.Words(rows[^1].Document()));
    }

    private static async Task<List<ImportLine>> ImportAsync(CaseStudyWorld world, IReadOnlyList<FileOnDisk> files)
    {
        var lines = new List<ImportLine>();
        foreach (var file in files)
        {
            var read = (await FilesOnDisk.ReadAsync(file, CaseStudyWorld.Cancel)).Value;
            lines.Add(
                await world.AskAsync<ImportHandler, ImportLine>(handler =>
                    handler.ImportAsync(Actor.Operator, new ImportPlan(world.Hub, world.Cohort), read, CaseStudyWorld.Cancel)
                )
            );
        }

        return lines;
    }
}

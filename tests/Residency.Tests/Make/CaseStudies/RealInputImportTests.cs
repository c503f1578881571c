using System.Globalization;
using System.Text.Json;
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

    private static string Revisions => Path.Combine(Folder, "turing-way", "revisions", "practitioners-hub-case-study");

    // Without the texts of others the product's own samples and demonstration texts are imported.
    private static IEnumerable<string> Texts
    {
        get
        {
            string[] real = [Path.Combine(Folder, "turing-way"), Path.Combine(Folder, "nhs-england")];
            string[] own =
            [
                Path.Combine(Repository.Root, "samples"),
                Path.Combine(Repository.Root, "src/Residency/Welcome/Demo/texts"),
            ];
            return own.Concat(real.Where(Directory.Exists));
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Every_text_is_imported_none_is_refused_and_a_second_run_changes_nothing(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var files = FilesOnDisk.Find([.. Texts]).Value.Files;
        files.Count.ShouldBeGreaterThan(10);

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
        var own = Directory.CreateTempSubdirectory("residency-revisions-");
        var folder = Directory.Exists(Revisions) ? Revisions : await WriteRevisionsAsync(own.FullName);
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var files = FilesOnDisk.Find([folder]).Value.Files;
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

        var woven = Weave.Between([.. rows.Select(row => new WovenText(row.AuthorName, SuggestedWords.Of(row.Document()).Text))]);
        string.Concat(woven.Where(piece => piece.Change != Change.Deleted).Select(piece => piece.Text))
            .ShouldBe(SuggestedWords.Of(rows[^1].Document()).Text);
        own.Delete(recursive: true);
    }

    // Twenty-one versions of one sample by two people, each with one sentence more than the last.
    private static async Task<string> WriteRevisionsAsync(string folder)
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "samples", "bakery-flour.md"),
            CaseStudyWorld.Cancel
        );
        var entries = new List<object>();
        foreach (var number in Enumerable.Range(0, 21))
        {
            text += $"\nSentence {number} was added later.\n";
            var date = new DateTimeOffset(2025, 3, 1 + number, 9, 0, 0, TimeSpan.Zero);
            var file = string.Create(CultureInfo.InvariantCulture, $"{number:00}-{date:yyyy-MM-dd}.md");
            await File.WriteAllTextAsync(Path.Combine(folder, file), text, CaseStudyWorld.Cancel);
            entries.Add(
                new
                {
                    number,
                    file,
                    date,
                    author = number % 2 == 0 ? "Anneke" : "Tomas",
                    message = "Add a sentence",
                }
            );
        }

        await File.WriteAllTextAsync(
            Path.Combine(folder, "index.json"),
            JsonSerializer.Serialize(entries),
            CaseStudyWorld.Cancel
        );
        return folder;
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

using System.Globalization;
using Microsoft.Data.Sqlite;
using Residency.Foundation.Cli;
using Residency.Tests.Servers;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>The program is killed again and again while it imports; run to its end, it has done what it would have done at once.</summary>
public sealed class KilledImportTests(ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("residency-killed-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Killed_after_any_file_the_import_ends_as_if_nobody_had_touched_it()
    {
        var texts = Write(Effort.IsFull ? 40 : 12);
        var (undisturbed, disturbed) = (Data("a"), Data("b"));
        (await RunAsync(undisturbed, texts)).ShouldBe(ExitCodes.SomeRefused);

        var kills = 0;
        for (var run = 0; run < (Effort.IsFull ? 40 : 4); run++)
        {
            using var program = Start(disturbed, texts);
            var news = 0;
            // The first run dies while the hub is being opened, each later one behind some more files.
            var lines = await program.ReadAsync(
                line => run == 0 || (line.StartsWith("created", StringComparison.Ordinal) && ++news > run % 4),
                Cancel
            );
            program.Kill();
            kills++;
            output.WriteLine($"Killed after {lines[^1]}");
        }

        (await RunAsync(disturbed, texts)).ShouldBe(ExitCodes.SomeRefused);
        Content(disturbed).ShouldBe(Content(undisturbed));
        output.WriteLine($"{kills} kills");
    }

    private string Data(string name) => Path.Combine(_folder.FullName, name);

    private static ResidencyProcess Start(string data, string texts) =>
        ResidencyProcess.Start("import", "case-studies", texts, "--hub", "tide", "--data", data);

    private async Task<int> RunAsync(string data, string texts)
    {
        using var program = Start(data, texts);
        var lines = await program.ReadAsync(_ => false, Cancel);
        var (code, errors) = await program.EndAsync(Cancel);
        output.WriteLine($"{lines[^1]} {errors}");
        errors.ShouldBeEmpty();
        return code;
    }

    // Good texts with a picture each, two that name the same organisation, and bad ones between them.
    private string Write(int count)
    {
        var folder = _folder.CreateSubdirectory("texts");
        var picture = Directory
            .EnumerateFiles(Repository.PathOf("samples", "figures"), "*.png")
            .Order(StringComparer.Ordinal)
            .First();
        for (var n = 0; n < count; n++)
        {
            var name = n.ToString("D2", CultureInfo.InvariantCulture);
            File.WriteAllText(
                Path.Combine(folder.FullName, $"{name}.md"),
                $"---\ntitle: Tide {name}\nresidency:\n  organisation: Office {n / 2}\n---\n\n## Context\n\nOpen data {n}.\n\n![Map](map-{name}.png)\n"
            );
            File.Copy(picture, Path.Combine(folder.FullName, $"map-{name}.png"));
        }

        File.WriteAllText(Path.Combine(folder.FullName, "03-bad.md"), "---\ntitle: [open\n---\n\nx\n");
        File.WriteAllBytes(Path.Combine(folder.FullName, "05-bad.md"), [(byte)'a', 0xFF]);
        return folder.FullName;
    }

    // Everything that people see of it, without ids and times. The report of a run tells of that run alone.
    private static string Content(string data)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(data, "residency.db")};Mode=ReadOnly");
        file.Open();
        string[] questions =
        [
            "select title || ' ' || latest_revision || ' ' || words from casestudies_case_studies order by 1",
            "select count(*) || ' revisions' from casestudies_revisions",
            "select name || ' ' || file_hash from casestudies_figures order by 1",
            "select facet || ' ' || value || ' ' || state || ' ' || count(*) from casestudies_tags group by facet, value, state order by 1",
            "select name || ' organisation' from people_organisations order by 1",
            "select path || ' ' || sha256 from casestudies_sources order by 1",
            "select name || ' ' || count(*) from ledger_entries where name <> 'case-study.imported' group by name order by 1",
            "select count(*) || ' broken references' from pragma_foreign_key_check",
            "select integrity_check from pragma_integrity_check",
        ];
        return string.Join('\n', questions.SelectMany(question => Rows(file, question)));
    }

    private static List<string> Rows(SqliteConnection file, string question)
    {
        using var ask = file.CreateCommand();
        ask.CommandText = question;
        using var rows = ask.ExecuteReader();
        var texts = new List<string>();
        while (rows.Read())
        {
            texts.Add(rows.GetString(0));
        }

        return texts;
    }
}

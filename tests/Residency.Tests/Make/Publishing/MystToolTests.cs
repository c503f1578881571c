using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Text;
using Residency.Gather.Hubs;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.Model;
using Residency.Make.Publishing;
using Residency.Share.Library.Storage;
using Residency.Tests.Make.CaseStudies;
using Residency.Tests.World;
using Residency.Welcome.Demo;
using Repository = Residency.Tests.Repository;

namespace Residency.Tests.Make.Publishing;

/// <summary>The exported project in the hands of mystmd, the tool for which it is made, without any network.</summary>
public sealed class MystToolTests(ITestOutputHelper output)
{
    private static readonly XNamespace XLink = "http://www.w3.org/1999/xlink";

    [Fact]
    public async Task The_public_library_is_built_without_errors_and_without_warnings()
    {
        await using var world = await CaseStudyWorld.OpenAsync(Engine.Sqlite);
        var texts = await world.Database.DoAsync(
            async (services, db) =>
            {
                var index = services.GetRequiredService<ISearchIndex>();
                await db.WriteAsync(inner => index.PrepareAsync(db, inner), CaseStudyWorld.Cancel);
                await services.GetRequiredService<SeedDemoHandler>().SeedAsync(_ => { }, CaseStudyWorld.Cancel);
                var hub = (await services.GetRequiredService<IHubs>().FindAsync("harbour", CaseStudyWorld.Cancel))!; // seeded
                return await services.GetRequiredService<IExportTexts>().EditionsAsync(hub.Id, CaseStudyWorld.Cancel);
            }
        );
        var package = await world.AskAsync<IExportTexts, ExportPackage>(exports =>
            exports.PackAsync(ExportFormat.Myst, new ExportHeading("x", "Harbour", ""), texts, CaseStudyWorld.Cancel)
        );
        var folder = await FolderAsync(await world.OpenAsync(package));
        try
        {
            Silent(await BuildAsync(folder, "--site"));
            Pages(folder).ShouldBe(texts.Count + 1);

            // One article is enough to see what a journal would get; all of them are built below the site in the same way.
            var rich = texts.MaxBy(text => text.Content.Figures.Count + text.Content.Authors.Sum(author => author.Roles.Count))!;
            var name = $"cs-{rich.Code}";
            Silent(await BuildAsync(folder, $"{name}/{name}.md", "--jats"));
            Article(Path.Combine(folder, "_build", "exports"), name, rich.Content);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Texts_that_other_communities_wrote_are_built_too()
    {
        await using var world = await CaseStudyWorld.OpenAsync(Engine.Sqlite);
        string[] folders = [Path.Combine(Real, "turing-way"), Path.Combine(Real, "nhs-england"), Repository.PathOf("samples")];
        foreach (var file in FilesOnDisk.Find(folders.Where(Directory.Exists)).Value.Files.Where(file => file.History is null))
        {
            var read = (await FilesOnDisk.ReadAsync(file, CaseStudyWorld.Cancel)).Value;
            var line = await world.AskAsync<ImportHandler, ImportLine>(handler =>
                handler.ImportAsync(world.Owner, new ImportPlan(world.Hub, world.Cohort), read, CaseStudyWorld.Cancel)
            );
            line.Outcome.ShouldNotBe(ImportOutcome.Refused, line.Reason);
        }

        var package = await world.ExportAsync(world.Owner);
        var files = await world.OpenAsync(package);
        var folder = await FolderAsync(files);
        try
        {
            Silent(await BuildAsync(folder, "--site"));
            Pages(folder).ShouldBe(files.Keys.Count(path => path.EndsWith(".md", StringComparison.Ordinal)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        // And they come back as they were.
        await using var other = await CaseStudyWorld.OpenAsync(Engine.Sqlite);
        (await other.ImportAsync(files)).ShouldAllBe(line => line.Reason == null);
        (await HashesAsync(other)).ShouldBe(await HashesAsync(world));
    }

    private static string Real =>
        Environment.GetEnvironmentVariable("RESIDENCY_REAL_INPUT") is { Length: > 0 } named
            ? named
            : Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));

    private static async Task<List<string>> HashesAsync(CaseStudyWorld world) =>
        [
            .. (await world.RowsAsync<Revision>())
                // Remarks of an imported file are for those who work on the text, and never leave.
                .Select(row => (row.Document() with { Comments = [] }).Hash())
                .Order(StringComparer.Ordinal),
        ];

    private static void Article(string folder, string name, EditionContent content)
    {
        // The document type names a file on the network, which is not fetched.
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };
        using var reader = XmlReader.Create(Path.Combine(folder, name + ".xml"), settings);
        var jats = XDocument.Load(reader);
        jats.Descendants("article-title").First().Value.ShouldBe(content.Title);
        jats.Descendants("contrib").Count().ShouldBe(content.Authors.Count);
        jats.Descendants("contrib-id")
            .Select(id => id.Value)
            .ShouldBe(
                content.Authors.Where(author => author.Orcid is not null).Select(author => "https://orcid.org/" + author.Orcid)
            );
        jats.Descendants("role")
            .Count(role => role.Attribute("vocab")?.Value == "credit")
            .ShouldBe(content.Authors.Sum(author => author.Roles.Count));
        content.Authors.Sum(author => author.Roles.Count).ShouldBeGreaterThan(0);
        jats.Descendants("award-id").Select(award => award.Value).ShouldBe(content.Funders.SelectMany(funder => funder.Grants));
        jats.Descendants("funding-source").ShouldNotBeEmpty();
        jats.Descendants("license").ShouldHaveSingleItem();
        content.Figures.Count.ShouldBeGreaterThan(0);
        foreach (var graphic in jats.Descendants("graphic"))
        {
            File.Exists(Path.Combine(folder, graphic.Attribute(XLink + "href")!.Value)).ShouldBeTrue(graphic.ToString()); // always given
        }
    }

    private static int Pages(string folder) =>
        Directory.EnumerateFiles(Path.Combine(folder, "_build", "site", "content"), "*.json").Count();

    private void Silent(string said)
    {
        output.WriteLine(said);
        said.Split('\n').Where(line => line.Contains('⛔') || line.Contains('⚠')).ShouldBeEmpty();
    }

    private static async Task<string> FolderAsync(IReadOnlyDictionary<string, byte[]> files)
    {
        var folder = Directory.CreateTempSubdirectory("residency-myst-").FullName;
        await files.WriteAsync(folder);
        return folder;
    }

    private static async Task<string> BuildAsync(string folder, params string[] arguments)
    {
        var tool = Repository.PathOf("tests", "oracles", "node_modules", "mystmd", "dist", "myst.cjs");
        File.Exists(tool).ShouldBeTrue("mystmd is missing; run 'tools/dev setup', which installs npm packages");
        var start = new ProcessStartInfo("node", [tool, "build", .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Whatever is looked up fails at once, because nobody listens there.
        foreach (var name in (string[])["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"])
        {
            start.Environment[name] = "http://127.0.0.1:9";
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("Node did not start.");
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEndAsync(CaseStudyWorld.Cancel);
        var complaints = process.StandardError.ReadToEndAsync(CaseStudyWorld.Cancel);
        await process.WaitForExitAsync(CaseStudyWorld.Cancel);
        var all = await said + await complaints;
        process.ExitCode.ShouldBe(0, all);
        return all;
    }
}

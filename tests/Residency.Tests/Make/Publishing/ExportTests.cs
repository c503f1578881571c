using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.Model;
using Residency.Make.Publishing;
using Residency.Make.Publishing.Export;
using Residency.Tests.Foundation.Text;
using Residency.Tests.Make.CaseStudies;
using Residency.Tests.World;
using Repository = Residency.Tests.Repository;

namespace Residency.Tests.Make.Publishing;

public sealed class ExportTests
{
    private const string Text = """
        ---
        title: "Counting bicycles: a start"
        subtitle: And what came after
        description: What a council *learned*.
        authors:
          - name: Josiah Carberry
            orcid: 0000-0002-1825-0097
            corresponding: true
            roles: [Data curation, "Writing – original draft"]
            affiliations:
              - name: Ring road council
                ror: 035dkdb55
          - name: Plato
        license: CC-BY-4.0
        language: en-GB
        doi: 10.5281/zenodo.42
        keywords: [mobility, counters]
        residency:
          organisation: Ring road council
          sector: Local government
          country: GB
          genre: essay
          year: 2025
          themes: [Open data]
          audience: [Planners]
          takeaways: ["Count - first.", "Then *act*"]
          acknowledgement: "Thanks to https://doi.org/10.5281/zenodo.43"
        ---

        (context)=
        ## Context

        We cite {cite:p}`10.5281/zenodo.1` and {cite:t}`ada1843`.[^one] See {ref}`context` and {ref}`elsewhere`.

        :::{figure} ../pictures/counter 1.png
        :alt: A counter beside a lane
        :licence: CC-BY-4.0
        :source: The council, 2024

        The first counter.
        :::

        :::{figure} lost.png
        :alt: Nobody has it
        :::

        [^one]: A note.
        """;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_is_taken_out_and_brought_into_another_hub_is_the_same_text_with_the_same_record(Engine engine)
    {
        await using var first = await CaseStudyWorld.OpenAsync(engine);
        var png = await PictureAsync();
        var line = await first.ImportAsync(
            "/texts/bicycles.md",
            Text,
            name => name == "../pictures/counter 1.png" ? new MemoryStream(png) : null
        );
        var files = await first.OpenAsync(await first.ExportAsync(first.Owner));

        await using var second = await CaseStudyWorld.OpenAsync(engine);
        var again = (await second.ImportAsync(files)).ShouldHaveSingleItem();
        again.Reason.ShouldBeNull();
        again.Report.Where(note => note.Severity != ReportSeverity.Note && note.Construct != "figure").ShouldBeEmpty();

        (await HashAsync(second, again)).ShouldBe(await HashAsync(first, line));
        (await RecordAsync(second, again)).ShouldBe(await RecordAsync(first, line));
        var tags = await TagsAsync(second, again);
        (await TagsAsync(first, line)).Except(tags).ShouldBeEmpty();
        var figure = (await second.RowsAsync<FigureAsset>()).ShouldHaveSingleItem();
        (figure.Name, figure.Alternative, figure.Licence, figure.Source).ShouldBe(
            ("../pictures/counter 1.png", "A counter beside a lane", "CC-BY-4.0", "The council, 2024")
        );
        figure.FileHash.ShouldBe((await first.RowsAsync<FigureAsset>()).Single().FileHash);

        // Out once more: nothing but the code of the page is another.
        var third = await second.OpenAsync(await second.ExportAsync(second.Owner));
        Plain(third).ShouldBe(Plain(files));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Our_own_form_holds_the_content_to_the_letter(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var png = await PictureAsync();
        var line = await world.ImportAsync("/texts/bicycles.md", Text, name => name == "lost.png" ? null : new MemoryStream(png));
        var files = await world.OpenAsync(await world.ExportAsync(world.Owner, ExportFormat.Json));
        var json = JsonDocument
            .Parse(files.Single(file => file.Key.EndsWith(".json", StringComparison.Ordinal)).Value)
            .RootElement;
        var content = json.GetProperty("content").GetRawText();
        EditionContent.HashOf(content).ShouldBe(json.GetProperty("contentSha256").GetString());
        EditionContent.FromJson(content).Text.Hash().ShouldBe(await HashAsync(world, line));
        files.Keys.Count(path => path.StartsWith("figures/", StringComparison.Ordinal)).ShouldBe(1);

        var words = Encoding.UTF8.GetString(
            (await world.OpenAsync(await world.ExportAsync(world.Owner, ExportFormat.Text))).Values.Single()
        );
        foreach (
            var said in (string[])
                ["Counting bicycles: a start: And what came after", "A note.", "Data curation", "CC-BY-4.0", "draft, revision 1"]
        )
        {
            words.ShouldContain(said);
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Only_those_who_may_export_take_a_draft_out(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        foreach (var actor in (Actor[])[Actor.Visitor, Actor.Operator, world.Writer])
        {
            (await OneAsync(world, actor, id)).Refusal.ShouldBeOfType<Refusal.NotFound>();
            (await world.ExportAsync(actor)).Files.ShouldNotContain(file => file.Path.StartsWith("cs-"));
        }

        foreach (var actor in (Actor[])[world.Owner, world.Expert])
        {
            (await OneAsync(world, actor, id)).IsDone.ShouldBeTrue();
            (await world.ExportAsync(actor))
                .Files.Count(file => file.Path.StartsWith("cs-", StringComparison.Ordinal))
                .ShouldBe(1);
        }
    }

    [Fact]
    public async Task The_same_texts_give_the_same_zip_with_every_file_in_one_folder()
    {
        await using var world = await CaseStudyWorld.OpenAsync(Engine.Sqlite);
        var png = await PictureAsync();
        await world.ImportAsync("/texts/bicycles.md", Text, _ => new MemoryStream(png));
        var package = await world.ExportAsync(world.Owner);
        var zips = new List<byte[]>();
        for (var turn = 0; turn < 2; turn++)
        {
            world.Database.Clock.Advance(TimeSpan.FromDays(400));
            using var bytes = new MemoryStream();
            await world.AskAsync<IExportTexts, bool>(async exports =>
            {
                await exports.WriteZipAsync(package, bytes, CaseStudyWorld.Cancel);
                return true;
            });
            zips.Add(bytes.ToArray());
        }

        zips[0].ShouldBe(zips[1]);
        using var zip = new ZipArchive(new MemoryStream(zips[0]));
        zip.Entries.Select(entry => entry.FullName).ShouldBe(package.Files.Select(file => $"tide/{file.Path}"));
        zip.Entries.Count(entry => entry.FullName.EndsWith(".png", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_folder_is_filled_replaced_file_by_file_and_never_taken_from_others()
    {
        var folder = Directory.CreateTempSubdirectory("residency-export-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "diary.txt"), "mine");
            var refused = await ExportFolder.OpenAsync(folder, CaseStudyWorld.Cancel);
            refused.Refusal.ShouldBeOfType<Refusal.Invalid>().Reason.ShouldContain("not empty");

            var target = Path.Combine(folder, "out");
            (await WriteAsync(target, ("a/one.md", "1"), ("two.md", "2"))).ShouldBe(new FolderReport(2, 0, 0));
            (await WriteAsync(target, ("a/one.md", "1"), ("two.md", "2"))).ShouldBe(new FolderReport(0, 2, 0));
            await File.WriteAllTextAsync(Path.Combine(target, "notes.txt"), "mine");
            (await WriteAsync(target, ("two.md", "3"))).ShouldBe(new FolderReport(1, 0, 1));
            Directory
                .EnumerateFileSystemEntries(target, "*", SearchOption.AllDirectories)
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)
                .ShouldBe([".residency-export", "notes.txt", "two.md"]);
            (await File.ReadAllTextAsync(Path.Combine(target, "two.md"))).ShouldBe("3");

            await File.AppendAllTextAsync(Path.Combine(target, ".residency-export"), "../diary.txt\n");
            (await ExportFolder.OpenAsync(target, CaseStudyWorld.Cancel)).IsDone.ShouldBeFalse(
                "the list leads out of the folder"
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<FolderReport> WriteAsync(string folder, params (string Path, string Text)[] files)
    {
        var package = new ExportPackage(
            "x",
            "",
            [.. files.Select(file => new ExportedFile(file.Path, Encoding.UTF8.GetBytes(file.Text), null))]
        );
        var opened = (await ExportFolder.OpenAsync(folder, CaseStudyWorld.Cancel)).Value;
        return await opened.WriteAsync(
            package,
            file => Task.FromResult<Stream>(new MemoryStream(file.Content.ToArray())),
            CaseStudyWorld.Cancel
        );
    }

    private static Task<Result<OutgoingText>> OneAsync(CaseStudyWorld world, Actor actor, CaseStudyId id) =>
        world.AskAsync<DraftExportHandler, Result<OutgoingText>>(handler =>
            handler.OneAsync(actor, world.Hub, id, CaseStudyWorld.Cancel)
        );

    private static async Task<byte[]> PictureAsync() =>
        await File.ReadAllBytesAsync(
            Directory.EnumerateFiles(Repository.PathOf("samples", "figures"), "*.png").Order(StringComparer.Ordinal).First()
        );

    private static async Task<string> HashAsync(CaseStudyWorld world, ImportLine line) =>
        (await world.RowsAsync<Revision>()).Where(row => row.CaseStudy == line.CaseStudy).MaxBy(row => row.Number)!.Sha256; // just cut

    private static async Task<HashSet<(Facet, string)>> TagsAsync(CaseStudyWorld world, ImportLine line) =>
        (await world.RowsAsync<Tag>())
            .Where(tag => tag.CaseStudy == line.CaseStudy && tag.State == TagState.Accepted)
            .Select(tag => (tag.Facet, tag.Value))
            .ToHashSet();

    // All that describes a text and its authors, in words.
    private static async Task<string> RecordAsync(CaseStudyWorld world, ImportLine line)
    {
        var id = line.CaseStudy!.Value; // just imported
        var card = (await world.AskAsync<ICaseStudies, CaseStudyCard?>(door => door.FindAsync(id, CaseStudyWorld.Cancel)))!;
        var people = await world.AskAsync<ICaseStudies, IReadOnlyList<ContributorCard>>(door =>
            door.ContributorsAsync(id, CaseStudyWorld.Cancel)
        );
        return string.Join(
            '\n',
            [
                card.Title,
                card.Subtitle,
                card.Summary,
                card.Language,
                card.Genre,
                card.Licence,
                card.Acknowledgement,
                card.EarlierDoi ?? "",
                .. card.Takeaways,
                .. people.Select(one =>
                    $"{one.Order} {one.Name} {one.Orcid} {one.Affiliation} {one.AffiliationRor} {one.IsCorresponding} {string.Join(',', one.Roles)}"
                ),
            ]
        );
    }

    private static string Plain(IReadOnlyDictionary<string, byte[]> files)
    {
        var page = files.Keys.Single(path =>
            path.StartsWith("cs-", StringComparison.Ordinal) && path.EndsWith(".md", StringComparison.Ordinal)
        );
        return Encoding.UTF8.GetString(files[page]).Replace(page.Split('/')[0][3..], "CODE", StringComparison.Ordinal);
    }
}

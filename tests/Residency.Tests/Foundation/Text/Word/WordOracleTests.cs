using System.Diagnostics;
using System.Globalization;
using System.Text;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Word files that pandoc and LibreOffice wrote: pandoc, another reader, must see the same words as we do.</summary>
public sealed class WordOracleTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("word-oracle-").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_pandoc_writes_is_read_with_the_same_words_pictures_and_links()
    {
        foreach (var (name, markdown) in WordSamples.All)
        {
            var file = Path.Combine(_folder, name + ".docx");
            await Pandoc.WriteAsync(markdown, file);
            await CompareAsync(file, name);
            // Pandoc reads its own continued entries as lists of their own, so the source is asked for the number of lists.
            ListsOf(Read(file)).ShouldBe((await Pandoc.SourceAsync(markdown)).Lists, name);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{WordSamples.All.Count} documents of pandoc"));
    }

    [Fact]
    public async Task What_LibreOffice_writes_is_read_with_the_same_words_pictures_and_links()
    {
        foreach (var (name, markdown) in WordSamples.All)
        {
            await Pandoc.WriteAsync(markdown, Path.Combine(_folder, name + ".odt"));
        }

        var office = Directory.CreateDirectory(Path.Combine(_folder, "office")).FullName;
        await Pandoc.OfficeAsync(Directory.EnumerateFiles(_folder, "*.odt"), office);
        var files = Directory.GetFiles(office, "*.docx");
        files.Length.ShouldBe(WordSamples.All.Count);
        foreach (var file in files)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            await CompareAsync(file, "LibreOffice " + name);
            ListsOf(Read(file)).ShouldBe((await Pandoc.SourceAsync(WordSamples.All[name])).Lists, "LibreOffice " + name);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Length} documents of LibreOffice"));
    }

    [Fact]
    public async Task Generated_documents_keep_their_words()
    {
        var count = Effort.Cases(25);
        var seed = Random.Shared.Next();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seeds {seed} to {seed + count - 1}"));
        for (var i = 0; i < count; i++)
        {
            var made = new GeneratedMarkdown(seed + i).Make();
            var file = Path.Combine(_folder, "generated.docx");
            await Pandoc.WriteAsync(made, file);
            await CompareAsync(file, string.Create(CultureInfo.InvariantCulture, $"seed {seed + i}\n{made}"));
        }
    }

    [Fact]
    public async Task Formulas_mean_the_same_when_they_are_written_again()
    {
        // TeX → Word → our TeX → Word: both Word files must hold the same formulas.
        var text = new StringBuilder();
        foreach (var tex in WordSamples.Formulas)
        {
            text.Append(CultureInfo.InvariantCulture, $"$${tex}$$\n\n");
        }

        var file = Path.Combine(_folder, "formulas.docx");
        await Pandoc.WriteAsync(text.ToString(), file);
        var read = Read(file).Document.AllBlocks().OfType<FormulaBlock>().Select(block => block.Tex).ToList();
        read.Count.ShouldBe(WordSamples.Formulas.Count);
        var again = Path.Combine(_folder, "again.docx");
        await Pandoc.WriteAsync(string.Concat(read.Select(tex => $"$${tex}$$\n\n")), again);
        var (first, second) = (WordFormulas.Of(file), WordFormulas.Of(again));
        second.Count.ShouldBe(first.Count);
        for (var i = 0; i < first.Count; i++)
        {
            second[i].ShouldBe(first[i], $"{WordSamples.Formulas[i]}\nread as {read[i]}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first.Count} formulas"));
    }

    [Fact]
    public async Task Suggestions_and_remarks_are_the_same_by_pandoc_and_by_LibreOffice()
    {
        var file = Path.Combine(_folder, "reviewed.docx");
        await Pandoc.WriteAsync(WordSamples.Reviewed, file);
        var office = Directory.CreateDirectory(Path.Combine(_folder, "office")).FullName;
        await Pandoc.OfficeAsync([file], office);
        var (first, second) = (Read(file).Document, Read(Path.Combine(office, "reviewed.docx")).Document);
        foreach (var document in (Document[])[first, second])
        {
            Suggestions.Count(document).ShouldBe(3);
            WordWords
                .Plain(DocumentText.Of(Suggestions.Accept(document)))
                .ShouldBe(
                    "Where Pupils write it into a shared table every day. All of it. Both sides read the board for forty days."
                );
            WordWords
                .Plain(DocumentText.Of(Suggestions.Reject(document)))
                .ShouldBe("Where Pupils write it into a notebook every day. Both sides read the board for thirty days.");
            var remark = document.Comments.Single();
            (remark.Author, remark.Text, remark.Quotation).ShouldBe(("Saoirse", "Really?", "every day"));
            remark.Date.ShouldBe(new DateTimeOffset(2026, 3, 6, 8, 30, 0, TimeSpan.Zero));
            document.AllBlocks().Single(block => block.Id == remark.BlockId).ShouldBeOfType<Paragraph>();
        }
    }

    [Fact]
    public void Samples_are_read_whole()
    {
        var ferry = Read(Path.Combine(Repository.Root, "samples", "ferry-queue.docx"));
        ferry.FrontMatter.Title.ShouldBe("A queue that nobody could see");
        ferry.FrontMatter.Authors.Select(author => author.Name).ShouldBe(["Ines Tolle", "Marek Vantongeren"]);
        ferry.FrontMatter.Date.ShouldBe(new DateOnly(2026, 2, 11));
        ferry.Document.Sections.Count.ShouldBe(5);
        var kinds = ferry.Document.AllBlocks().Select(block => block.GetType()).ToList();
        ((Type[])[typeof(Figure), typeof(Table), typeof(Footnote), typeof(FormulaBlock), typeof(QuotationBlock)]).ShouldAllBe(
            kind => kinds.Count(found => found == kind) == 1
        );
        ferry.Report.ShouldBeEmpty();

        var gauge = Read(Path.Combine(Repository.Root, "samples", "school-gauge.docx"));
        Suggestions.Count(gauge.Document).ShouldBe(3);
        gauge
            .Document.Comments.Select(comment => comment.Quotation)
            .ShouldBe(["The river agency did not trust readings by children", "by nine o’clock"]);
    }

    [Fact]
    public async Task Texts_that_people_wrote_keep_their_words()
    {
        var files = RealInputMystTests.Files();
        files.Count.ShouldBeGreaterThan(0);
        var watch = new Stopwatch();
        // The words of long books are all alike: a fixed choice of them is enough for every day.
        var chosen = files.Where((_, i) => i % (files.Count / Effort.Cases(12) + 1) == 0).ToList();
        foreach (var source in chosen)
        {
            var file = Path.Combine(_folder, "real.docx");
            await Pandoc.ConvertAsync(source, "markdown", file);
            watch.Start();
            Read(file);
            watch.Stop();
            await CompareAsync(file, source);
        }

        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{chosen.Count} of {files.Count} texts, {watch.ElapsedMilliseconds} ms")
        );
    }

    private static async Task CompareAsync(string file, string about)
    {
        var read = Read(file);
        DocumentRules.Check(read.Document).ShouldBeEmpty(about);
        var (ours, theirs) = (WordWords.Of(read), await Pandoc.ReadAsync(file));
        Same(ours.Words, WordWords.Plain(theirs.Words), about);
        Same(ours.Notes, WordWords.Plain(theirs.Notes), about);
        ours.Alternatives.Order(StringComparer.Ordinal).ShouldBe(theirs.Alternatives.Order(StringComparer.Ordinal), about);
        var addresses = theirs.Links.Where(link => !link.StartsWith('#')).Order(StringComparer.Ordinal);
        ours.Links.Order(StringComparer.Ordinal).Distinct().ShouldBe(addresses.Distinct(), about);
        read.Document.AllBlocks().OfType<Table>().Count().ShouldBe(theirs.Tables, about);
    }

    private static int ListsOf(TextImport read) => read.Document.AllBlocks().Count(block => block is BulletList or OrderedList);

    private static void Same(string ours, string theirs, string about)
    {
        if (ours != theirs)
        {
            var at = Math.Max(0, ours.Zip(theirs).TakeWhile(pair => pair.First == pair.Second).Count() - 60);
            Assert.Fail($"{about}\nwe:   …{Some(ours)}…\nthey: …{Some(theirs)}…");

            string Some(string words) => words[Math.Min(at, words.Length)..Math.Min(at + 160, words.Length)];
        }
    }

    private static TextImport Read(string file)
    {
        var read = WordFile.Read(File.ReadAllBytes(file));
        read.IsDone.ShouldBeTrue(file + ": " + read.Refusal?.Text);
        return read.Value.Text;
    }
}

using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Files that went through LibreOffice and came back.</summary>
public sealed class OfficeReturnTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("word-return-").FullName;

    private const int Texts = 24;
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 9, 30, 0, TimeSpan.Zero);
    private static readonly ReturnedBy Cleo = new("Cleo Legal", Now, "00000000-0000-0000-0000-000000000009");

    [Fact]
    public async Task What_LibreOffice_saves_again_is_known_again_and_says_the_same()
    {
        var texts = Enumerable
            .Range(0, Texts)
            .Select(seed => Suggestions.Accept(GeneratedSuggestions.Outgoing(seed).Document))
            .ToList();
        var edited = texts.Select((text, seed) => new SuggestedEdits(seed, "Ana Partner", Now).Make(text)).ToList();
        var files = new List<string>();
        for (var seed = 0; seed < Texts; seed++)
        {
            files.Add(Path.Combine(_folder, $"{seed}.docx"));
            await File.WriteAllBytesAsync(files[^1], WordReturnTests.File(edited[seed]));
        }

        var saved = Directory.CreateDirectory(Path.Combine(_folder, "saved")).FullName;
        await Pandoc.OfficeAsync(files, saved);
        var (same, lines, wrong) = (0, 0, 0);
        for (var seed = 0; seed < Texts; seed++)
        {
            var file = WordReturnTests.Read(await File.ReadAllBytesAsync(Path.Combine(saved, $"{seed}.docx")));
            file.Origin.ShouldNotBeNull();
            var merged = ReturnedText.Merge(file, texts[seed], texts[seed], Cleo);
            DocumentText.Of(Suggestions.Reject(merged.Document)).ShouldBe(DocumentText.Of(texts[seed]), $"seed {seed}");
            var (expected, found) = (Words(Suggestions.Accept(edited[seed])), Words(Suggestions.Accept(merged.Document)));
            if (expected == found)
            {
                same++;
            }
            else
            {
                output.WriteLine($"seed {seed}\n--- expected\n{expected}\n--- found\n{found}");
            }

            var strange = merged
                .Lines.Where(line =>
                    line.Author == Cleo.Name
                    || line.Kind is ReturnedKind.Accepted or ReturnedKind.Rejected or ReturnedKind.NotHeld
                )
                .ToList();
            lines += merged.Lines.Count;
            wrong += strange.Count;
            strange.ForEach(line => output.WriteLine($"seed {seed}: {line}"));
        }

        output.WriteLine(
            $"{same} of {Texts} texts the same after LibreOffice; {lines} lines, {wrong} of them not made by the partner"
        );
        same.ShouldBe(Texts);
    }

    [Fact]
    public async Task What_LibreOffice_records_becomes_suggestions_and_comments_beside_what_was_written_here()
    {
        var text = WordReturnTests.Text(
            new Paragraph("p1", [new Run("We used twelve lamps in the hall.")]),
            new Paragraph("p2", [new Run("Nobody reads this.")]),
            new BulletList(
                "l1",
                [new ListItem([new Paragraph("p3", [new Run("one")])]), new ListItem([new Paragraph("p4", [new Run("another")])])]
            ),
            new Paragraph("p5", [new Run("The end.")])
        );
        var here = WordReturnTests.Text(
            new Paragraph("p1", [new Run("We used twelve lamps in the big hall.")]),
            new Paragraph("p2", [new Run("Nobody reads this.")]),
            new Paragraph("p9", [new Run("Written here since.")]),
            new BulletList(
                "l1",
                [new ListItem([new Paragraph("p3", [new Run("one")])]), new ListItem([new Paragraph("p4", [new Run("another")])])]
            ),
            new Paragraph("p5", [new Run("The end.")])
        );
        var (source, target) = (Path.Combine(_folder, "text.docx"), Path.Combine(_folder, "reviewed.docx"));
        await File.WriteAllBytesAsync(source, WordReturnTests.File(text));
        await OfficeReview.ReviewAsync(source, target, Path.Combine(_folder, "profile"));
        var file = WordReturnTests.Read(await File.ReadAllBytesAsync(target));
        var merged = ReturnedText.Merge(file, text, here, Cleo);
        foreach (var line in merged.Lines)
        {
            output.WriteLine(line.ToString());
        }

        DocumentText.Of(Suggestions.Reject(merged.Document)).ShouldBe(DocumentText.Of(here));
        Words(Suggestions.Accept(merged.Document))
            .ShouldBe(
                "Where We used thirteen lamps in the big hall. Written here since. one another The end. Indeed. A new paragraph."
            );
        Suggestions.Authors(merged.Document).ShouldBe(["Unknown Author"]);
        var remark = merged.Remarks.ShouldHaveSingleItem();
        (remark.Author, remark.Text, remark.Quotation, remark.BlockId).ShouldBe(("Lea Legal", "Which hall?", "hall", "p1"));
        merged.Lines.ShouldContain(line => line.Kind == ReturnedKind.NotHeld && line.Words == "another");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Words(Document document) =>
        string.Join(' ', DocumentText.Of(document).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

using System.IO.Compression;
using System.Security.Cryptography;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Files that are written: valid, the same twice, and readable by this house and by LibreOffice.</summary>
public sealed class WordWriterTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset At = new(2026, 3, 5, 10, 12, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_written_is_valid_for_the_validator_of_its_makers()
    {
        var complaints = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0; seed < 60; seed++)
        {
            using var file = new MemoryStream();
            WordText.Write(GeneratedSuggestions.Outgoing(seed), file);
            using var opened = WordprocessingDocument.Open(file, isEditable: false);
            foreach (var error in new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(opened))
            {
                var key = $"{error.Part?.Uri} {error.Description}";
                complaints[key] = complaints.GetValueOrDefault(key) + 1;
            }
        }

        foreach (var (complaint, count) in complaints.OrderByDescending(pair => pair.Value).Take(20))
        {
            output.WriteLine($"{count} × {complaint}");
        }

        complaints.Keys.ShouldBeEmpty();
    }

    [Fact]
    public void The_same_text_gives_the_same_bytes()
    {
        var (first, second) = (new MemoryStream(), new MemoryStream());
        WordText.Write(GeneratedSuggestions.Outgoing(7), first);
        WordText.Write(GeneratedSuggestions.Outgoing(7), second);
        Convert.ToHexString(SHA256.HashData(second.ToArray())).ShouldBe(Convert.ToHexString(SHA256.HashData(first.ToArray())));
    }

    [Fact]
    public void Suggestions_and_remarks_come_back_with_author_and_time()
    {
        var ada = new Inserted("Ada", At);
        var bob = new Deleted("Bob", At.AddMinutes(2));
        var document = new Document([
            new Section(
                "s1",
                [new Run("Where")],
                [
                    new Paragraph(
                        "p1",
                        [new Run("Pupils write "), new Run("daily") { Marks = [ada] }, new Run(" notes") { Marks = [bob] }]
                    ),
                    new Paragraph("p2", [new Run("A whole new one.") { Marks = [ada] }])
                    {
                        Suggested = new SuggestedBlock(SuggestedChange.Insert, "Ada", At),
                    },
                    new Paragraph("p3", [new Run("The second half.")])
                    {
                        Suggested = new SuggestedBlock(SuggestedChange.Insert, "Ada", At),
                    },
                    new Paragraph("p4", [new Run("This joins the one above.")])
                    {
                        Suggested = new SuggestedBlock(SuggestedChange.Delete, "Bob", At),
                    },
                    new Paragraph("p5", [new Run("The end.")]),
                ]
            ),
        ]);
        var outgoing = new WordOutgoing(document, new FrontMatter { Title = "A title", Language = "en-GB" })
        {
            Remarks =
            [
                new ImportedComment("c1", "Bob", "Really?")
                {
                    Date = At,
                    BlockId = "p1",
                    Quotation = "write daily",
                },
                new ImportedComment("c2", "Ada", "Yes.\nEvery day.")
                {
                    Date = At.AddMinutes(5),
                    AnswerTo = "c1",
                    BlockId = "p1",
                },
                new ImportedComment("c3", "Bob", "Done?") { Date = At, BlockId = "p5" },
            ],
            Resolved = new HashSet<string>(StringComparer.Ordinal) { "c3" },
        };
        using var file = new MemoryStream();
        WordText.Write(outgoing, file);
        var read = WordText.Read(file, WordLimits.Usual).Value.Text;
        var blocks = read.Document.Sections[0].Blocks;
        ((Paragraph)blocks[0]).Content.ShouldBe(((Paragraph)document.Sections[0].Blocks[0]).Content);
        blocks.Select(block => block.Suggested).ShouldBe(document.Sections[0].Blocks.Select(block => block.Suggested));
        read.FrontMatter.Title.ShouldBe("A title");
        read.Document.Comments.Select(comment => (comment.Author, comment.Text, comment.Date, comment.Quotation))
            .ShouldBe([
                ("Bob", "Really?", At, "write daily"),
                ("Ada", "Yes.\nEvery day.", At.AddMinutes(5), "write daily"),
                ("Bob", "Done?", At, "The end."),
            ]);
        read.Document.Comments[1].AnswerTo.ShouldBe(read.Document.Comments[0].Id);
    }

    [Fact]
    public void No_part_is_written_twice()
    {
        using var file = new MemoryStream();
        WordText.Write(GeneratedSuggestions.Outgoing(3), file);
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        archive.Entries.Select(entry => entry.FullName).ShouldBeUnique();
    }
}

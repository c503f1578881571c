using System.Text;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

public sealed class PlainTextTests
{
    [Fact]
    public void Only_lines_that_nobody_doubts_become_titles_and_lists()
    {
        var file = Path.Combine(Repository.Root, "samples/orchard-notes.txt");
        var read = PlainText.Read(File.ReadAllBytes(file)).Value;

        read.FrontMatter.Title.ShouldBe("THE ORCHARD THAT KEPT A DIARY");
        read.Document.Sections.Select(section => DocumentText.Of(section.Title))
            .ShouldBe(["", "Overview", "What was written down", "What it shows", "What to do with it"]);
        read.Document.Sections[2].Blocks.Select(block => block.GetType()).ShouldBe([typeof(BulletList), typeof(OrderedList)]);
        read.Report.Count.ShouldBe(5);
        DocumentRules.Check(read.Document).ShouldBeEmpty();
        Letters(read.FrontMatter.Title + DocumentText.Of(read.Document)).ShouldBe(Letters(File.ReadAllText(file)));
    }

    [Fact]
    public void No_word_is_lost_whatever_the_text()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var text = DocumentText.Of(new GeneratedDocuments(seed).Make());
            var read = PlainText.Read(Encoding.UTF8.GetBytes(text)).Value;
            DocumentRules.Check(read.Document).ShouldBeEmpty($"seed {seed}");
            Letters(read.FrontMatter.Title + DocumentText.Of(read.Document)).ShouldBe(Letters(text), $"seed {seed}");
        }
    }

    [Fact]
    public void A_document_in_plain_words_has_titles_notes_and_addresses()
    {
        var document = MystText
            .Read("## One\n\nSee [here](https://example.org)[^n].\n\n- a\n- [x] b\n\n[^n]: Why\n"u8)
            .Value.Document;

        PlainText
            .Write(document, new FrontMatter { Title = "Text", Authors = [new Author("Ada")] })
            .ShouldBe(
                """
                Text
                ====

                By Ada

                One
                ---

                See here <1> [1].

                - a
                - [x] b

                Footnotes
                ---------

                [1] Why

                Links
                -----

                <1> https://example.org

                """.ReplaceLineEndings("\n")
            );
    }

    // The signs of lists and the lines under titles are form, not words; so are numbers at the beginning of a line.
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter));
}

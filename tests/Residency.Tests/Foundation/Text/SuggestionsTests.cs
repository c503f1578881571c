using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

public sealed class SuggestionsTests
{
    private static readonly Inserted In = new("Ada", null);
    private static readonly Deleted Out = new("Noor", null);

    private static Run Words(string words, params Mark[] marks) => new(words) { Marks = [.. marks] };

    private static Document Text(params Block[] blocks) => new([new Section("s", [new Run("Title")], [.. blocks])]);

    [Fact]
    public void All_are_taken_on_or_left_out()
    {
        var text = Text(new Paragraph("p", [Words("We "), Words("never", Out), Words("rarely", In), Words(" counted.")]));
        Suggestions.Count(text).ShouldBe(2);
        Suggestions.Places(text).ShouldBe(["p"]);
        Suggestions.Authors(text).ShouldBe(["Noor", "Ada"]);
        Suggestions.Accept(text).ShouldBe(Text(new Paragraph("p", [Words("We rarely counted.")])));
        Suggestions.Reject(text).ShouldBe(Text(new Paragraph("p", [Words("We never counted.")])));
        DocumentText
            .Of(Suggestions.Accept(text))
            .ShouldBe(DocumentText.Of(text), "the words of a text are those with its suggestions");
    }

    [Fact]
    public void What_becomes_empty_goes_and_what_was_empty_stays()
    {
        var text = Text(
            new Paragraph("empty", []),
            new Paragraph("gone", [Words("All of it", Out)]),
            new BulletList(
                "l",
                [new ListItem([new Paragraph("l1", [Words("one", Out)])]), new ListItem([new Paragraph("l2", [Words("two")])])]
            ),
            new OrderedList("o", 1, [new ListItem([new Paragraph("o1", [Words("three", Out)])])]),
            new Table(
                "t",
                [new TableRow([new TableCell([new Paragraph("t1", [Words("cell", Out)])])]), new TableRow([new TableCell([])])]
            ),
            new Paragraph("n", [Words("Claim"), new FootnoteReference("fn1") { Marks = [Out] }]),
            new Footnote("f", "fn1", [new Paragraph("f1", [Words("Note")])])
        ) with
        {
            Comments = [new ImportedComment("c", "Ada", "Why?") { BlockId = "gone" }],
        };
        var accepted = Suggestions.Accept(text);
        DocumentRules.Check(accepted).ShouldBeEmpty();
        accepted.Sections[0].Blocks.Select(block => block.Id).ShouldBe(["empty", "l", "t", "n"]);
        ((BulletList)accepted.Sections[0].Blocks[1]).Items.Count.ShouldBe(1);
        ((Table)accepted.Sections[0].Blocks[2]).Rows.Count.ShouldBe(1);
        accepted.Comments.Single().BlockId.ShouldBeNull();
        Suggestions.Count(Suggestions.Reject(text)).ShouldBe(0);
        DocumentRules.Check(Suggestions.Reject(text)).ShouldBeEmpty();
    }

    [Fact]
    public void A_section_that_loses_its_title_joins_the_one_above()
    {
        var text = new Document([
            new Section("a", [new Run("A")], [new Paragraph("pa", [Words("one")])]),
            new Section("b", [Words("B", In)], [new Paragraph("pb", [Words("two")])]),
        ]);
        Suggestions.Accept(text).Sections.Count.ShouldBe(2);
        var rejected = Suggestions.Reject(text);
        rejected.Sections.Single().Blocks.Select(block => block.Id).ShouldBe(["pa", "pb"]);
        DocumentRules.Check(rejected).ShouldBeEmpty();
    }

    [Fact]
    public void A_text_without_any_stays_as_it_is()
    {
        var text = Text(new Paragraph("p", [Words("Words", new Strong())]), new Paragraph("q", []));
        Suggestions.Accept(text).ShouldBeSameAs(text);
        Suggestions.Reject(text).ShouldBeSameAs(text);
    }
}

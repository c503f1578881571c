using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

public sealed class DocumentRulesTests
{
    [Theory]
    [InlineData("https://example.org/a?b=c:d", true)]
    [InlineData("HTTP://example.org", true)]
    [InlineData("mailto:ada@example.org", true)]
    [InlineData("#label", true)]
    [InlineData("../figures/a.png", true)]
    [InlineData("page?x=javascript:1", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("JavaScript:alert(1)", false)]
    [InlineData(" javascript:alert(1)", false)]
    [InlineData("java\nscript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("vbscript:x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("", false)]
    public void Only_harmless_addresses_are_allowed(string address, bool allowed) =>
        DocumentRules.Allows(address).ShouldBe(allowed);

    [Fact]
    public void Each_broken_rule_is_named_with_its_block()
    {
        var document = new Document([
            new Section(
                "s1",
                [],
                [
                    new Paragraph("p1", [new Run(""), new FootnoteReference("missing")]),
                    new Heading("h1", 2, [new Run("x")]),
                    new Figure("f1", "javascript:x", []) { Decorative = true, Alternative = "a" },
                    new Paragraph("p1", [new Run("a\u0000b") { Marks = [new Code(), new Strong()] }]) { Label = "l" },
                    new QuotationBlock("q1", [new Footnote("n1", "n", [])], []) { Label = "l" },
                    new Paragraph("bad id", [new Run("\ud800") { Marks = [new Link("data:x")] }]),
                ]
            ),
            new Section("s2", [], []),
        ]);

        DocumentRules
            .Check(document)
            .Select(problem => problem.BlockId)
            .Distinct()
            .ShouldBe(["p1", "h1", "f1", "q1", "n1", "bad id", "s2"], ignoreOrder: true);
        DocumentRules.Check(document).Count.ShouldBe(14);
    }

    [Fact]
    public void Derived_ids_are_the_same_twice_and_a_change_in_one_block_leaves_the_others()
    {
        static Document Of(string middle) =>
            new([
                new Section(
                    "",
                    [new Run("Title")],
                    [
                        new Paragraph("", [new Run("same")]),
                        new Paragraph("", [new Run(middle)]),
                        new Paragraph("", [new Run("same")]),
                    ]
                ),
            ]);

        var first = BlockIds.Derive(Of("one"));
        first.ShouldBe(BlockIds.Derive(Of("one")));
        DocumentRules.Check(first).ShouldBeEmpty();
        var second = BlockIds.Derive(Of("two"));
        first
            .Sections[0]
            .Blocks.Select(block => block.Id)
            .Intersect(second.Sections[0].Blocks.Select(block => block.Id))
            .Count()
            .ShouldBe(2);
    }

    [Fact]
    public void Words_are_counted_and_excerpts_cut_at_words()
    {
        DocumentText.CountWords("It’s  a well-known\n– fact: 3.5 %").ShouldBe(5);
        var document = new Document([
            new Section(
                "s",
                [new Run("Title")],
                [new Paragraph("p", [new Run("one two"), new LineBreak(), new Run("three four")])]
            ),
        ]);
        DocumentText.Excerpt(document, 100).ShouldBe("one two three four");
        DocumentText.Excerpt(document, 10).ShouldBe("one two…");
        DocumentText.Of(document).ShouldBe("Title\n\none two\nthree four");
    }
}

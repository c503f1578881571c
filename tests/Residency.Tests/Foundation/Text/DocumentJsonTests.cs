using System.Text;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

public sealed class DocumentJsonTests
{
    private static readonly Document Small = new([
        new Section(
            "s1",
            [new Run("Why & how")],
            [
                new Paragraph(
                    "p1",
                    [new Run("Héllo "), new Run("world") { Marks = [new Link("https://example.org"), new Strong()] }]
                )
                {
                    Label = "first",
                },
                new Table("t1", [new TableRow([new TableCell([new Paragraph("p2", [new Formula("x^2")])]) { IsHeader = true }])]),
                new Callout(
                    "c1",
                    CalloutKind.SeeAlso,
                    [],
                    [new BulletList("l1", [new ListItem([new ThematicBreak("b1")]) { Done = false }])]
                ),
            ]
        )
        {
            Key = "challenge",
        },
    ]);

    [Fact]
    public void The_canonical_form_is_pinned()
    {
        Encoding
            .UTF8.GetString(DocumentJson.Write(Small))
            .ShouldBe(
                """{"sections":[{"blocks":[{"kind":"paragraph","content":[{"kind":"run","text":"Héllo "},{"kind":"run","marks":[{"kind":"link","address":"https://example.org"},{"kind":"strong"}],"text":"world"}],"id":"p1","label":"first"},{"kind":"table","id":"t1","rows":[{"cells":[{"blocks":[{"kind":"paragraph","content":[{"kind":"formula","tex":"x^2"}],"id":"p2"}],"columnSpan":1,"isHeader":true,"rowSpan":1}]}]},{"kind":"callout","blocks":[{"kind":"bulletList","id":"l1","items":[{"blocks":[{"kind":"thematicBreak","id":"b1"}],"done":false}]}],"calloutKind":"seeAlso","id":"c1"}],"id":"s1","key":"challenge","title":[{"kind":"run","text":"Why & how"}]}]}"""
            );
        Small.Hash().ShouldBe("ea5d4e6992f0f0758c38e20f47156b39c580f708ec682c030712fb7f44508719");
    }

    [Fact]
    public void What_is_written_is_read_back_equal() => DocumentJson.Read(DocumentJson.Write(Small)).Value.ShouldBe(Small);

    [Theory]
    [InlineData("""{"sections":[{"id":"s","blocks":[{"kind":"script","id":"x"}]}]}""")]
    [InlineData("""{"sections":[{"id":"s","blocks":[{"kind":"paragraph","id":"x","onclick":"y"}]}]}""")]
    [InlineData("""{"sections":[{"id":"s","blocks":[{"kind":"paragraph","content":[]}]}]}""")]
    [InlineData("""{"sections":[{"id":"s","blocks":[{"id":"x","content":[]}]}]}""")]
    [InlineData("""{"sections":[{"id":"s","blocks":[null]}]}""")]
    [InlineData("""{"sections":[{"id":null,"blocks":[]}]}""")]
    [InlineData("null")]
    [InlineData("")]
    public void What_the_schema_does_not_know_is_refused(string json) =>
        DocumentJson.Read(Encoding.UTF8.GetBytes(json)).IsDone.ShouldBeFalse();

    [Fact]
    public void Blocks_deeper_than_the_limit_are_refused_and_not_a_crash()
    {
        Block block = new Paragraph("x", []);
        for (var i = 0; i < 5_000; i++)
        {
            block = new QuotationBlock("x", [block], []);
        }

        DocumentRules
            .Check(new Document([new Section("s", [], [block])]))
            .ShouldContain(problem => problem.What.Contains("deep"));
        var deep = string.Concat(Enumerable.Repeat("""{"kind":"quotationBlock","id":"x","blocks":[""", 5_000));
        DocumentJson.Read(Encoding.UTF8.GetBytes("""{"sections":[{"id":"s","blocks":[""" + deep)).IsDone.ShouldBeFalse();
    }
}

using System.Globalization;
using Residency.Foundation.LiveText.Shape;
using Residency.Foundation.Text;
using Residency.Tests.Foundation.Text;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText.Shape;

public sealed class LiveSchemaTests(ITestOutputHelper output)
{
    private static readonly Document Small = new([
        new Section(
            "s",
            [new Run("T")],
            [
                new Paragraph("p", [new Run("Words")]),
                new Figure("f", "a.png", []),
                new CodeBlock("c", "x = 1"),
                new BulletList("l", [new ListItem([])]),
            ]
        ),
    ]);

    [Fact]
    public void What_documents_become_is_allowed()
    {
        var count = 0;
        foreach (var document in Generated().Concat(Real()))
        {
            var doc = new YDoc();
            string? problem = "nothing was written";
            doc.Ended += transaction => problem = LiveSchema.Check(transaction);
            LiveShape.Begin(doc, document);
            problem.ShouldBeNull();
            LiveSchema.Check(doc).ShouldBeNull();
            count++;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} documents"));
    }

    [Fact]
    public void What_is_no_part_of_a_text_is_refused()
    {
        Refused((doc, _) => doc.Get<YMap>("other").Set("a", 1L));
        Refused((doc, _) => doc.Get<YText>("other").Insert(0, "a"));
        Refused((_, section) => section.Add(new YXmlElement("script")));
        Refused((_, section) => section.Add(new YXmlElement("listItem")));
        Refused((_, section) => section.Add(new YXmlText()));
        Refused((_, section) => section.Add(new YXmlHook("paragraph")));
        Refused((_, section) => section.Insert(0, new YMap()));
        Refused((_, section) => section.Insert(0, new YArray()));
        Refused((_, section) => section.Insert(0, new YText()));
        Refused((_, section) => section.Insert(0, new YXmlFragment()));
        Refused((_, section) => At(section, "paragraph").Add(new YXmlElement("paragraph")));
        Refused((_, section) => At(section, "bulletList").Add(new YXmlElement("paragraph")));
        Refused((doc, _) => doc.Get<YXmlFragment>(LiveShape.Root).Add(new YXmlElement("paragraph")));
        Refused((doc, _) => doc.Get<YXmlFragment>(LiveShape.Root).Add(new YXmlText()));
    }

    [Fact]
    public void Attributes_hold_what_they_may_hold()
    {
        var figure = (string name, object? value) =>
            (Action<YDoc, YXmlElement>)((_, section) => At(section, "figure").SetAttribute(name, value));
        Refused(figure("onerror", "x"));
        Refused(figure("file", "javascript:alert(1)"));
        Refused(figure("file", "data:text/html,x"));
        Refused(figure("file", 5L));
        Refused(figure("alternative", new string('a', 30_000)));
        Refused(figure("alternative", "null \0 sign"));
        Refused(figure("decorative", "yes"));
        Refused(figure("id", "<b>"));
        Refused(figure("id", new string('a', 65)));
        Refused(figure("suggested", "insert"));
        Refused(
            figure(
                "suggested",
                new Dictionary<string, object?>
                {
                    ["change"] = "insert",
                    ["author"] = "A",
                    ["more"] = "x",
                }
            )
        );
        Refused(figure("suggested", new Dictionary<string, object?> { ["change"] = "explode", ["author"] = "A" }));
        Refused(
            figure(
                "suggested",
                new Dictionary<string, object?>
                {
                    ["change"] = "insert",
                    ["author"] = "A",
                    ["person"] = "a b",
                }
            )
        );
        Refused(figure("source", new YXmlText()));
        Refused(figure("source", new byte[] { 1 }));
        Allowed(figure("alternative", "A harbour"));
        Allowed(figure("file", ""));
        Allowed(figure("licence", null));
        Allowed(
            figure(
                "suggested",
                new Dictionary<string, object?>
                {
                    ["change"] = "delete",
                    ["author"] = "A",
                    ["date"] = "2026-11-28T13:00:00Z",
                    ["person"] = "link:0b5f",
                }
            )
        );
    }

    [Theory]
    [InlineData("link", "address", "javascript:alert(1)", false)]
    [InlineData("link", "address", " https://example.org", false)]
    [InlineData("link", "address", "vbscript:x", false)]
    [InlineData("link", "address", "https://example.org", true)]
    [InlineData("link", "href", "https://example.org", false)]
    [InlineData("link--abcdefgh", "address", "https://example.org", false)]
    [InlineData("blink", "address", "https://example.org", false)]
    [InlineData("strong", "style", "color: red", false)]
    [InlineData("language", "tag", "cy", true)]
    [InlineData("abbreviation", "expansion", "Long form", true)]
    [InlineData("inserted", "author", "Ada", true)]
    [InlineData("inserted", "person", "ada", false)]
    public void Marks_are_written_as_they_may_be(string mark, string member, string value, bool isAllowed)
    {
        Action<YDoc, YXmlElement> format = (_, section) =>
            Words(section)
                .Format(0, 3, new Dictionary<string, object?> { [mark] = new Dictionary<string, object?> { [member] = value } });
        Action<YDoc, YXmlElement> listed = (_, section) =>
            At(section, "paragraph")
                .Add(new YXmlElement("lineBreak"))
                .SetAttribute(
                    "marks",
                    new object?[]
                    {
                        new Dictionary<string, object?> { ["kind"] = mark, [member] = value },
                    }
                );
        if (isAllowed)
        {
            Allowed(format);
            Allowed(listed);
        }
        else
        {
            Refused(format);
            Refused(listed);
        }
    }

    [Fact]
    public void Text_holds_letters_and_marks_alone()
    {
        Refused((_, section) => Words(section).InsertEmbed(0, new Dictionary<string, object?> { ["image"] = "x" }));
        Refused((_, section) => Words(section).InsertEmbed(0, new YXmlElement("formula")));
        Refused((_, section) => Words(section).SetAttribute("a", "b"));
        Refused((_, section) => Code(section).Format(0, 1, new Dictionary<string, object?> { ["strong"] = true }));
        Allowed((_, section) => Words(section).Format(0, 1, new Dictionary<string, object?> { ["strong"] = true }));
        Allowed((_, section) => Code(section).Insert(0, "y\n"));
        Refused((_, section) => At(section, "codeBlock").Add(new YXmlText()));
    }

    [Fact]
    public void Blocks_do_not_stand_in_each_other_without_end()
    {
        Nest(DocumentRules.DeepestNesting).ShouldBeNull();
        Nest(DocumentRules.DeepestNesting + 1).ShouldNotBeNull();

        static string? Nest(int depth)
        {
            var doc = new YDoc();
            YXmlFragment around = doc.Get<YXmlFragment>(LiveShape.Root).Add(new YXmlElement("section"));
            for (var i = 0; i < depth; i++)
            {
                around = around.Add(new YXmlElement("callout"));
            }

            var problem = LiveSchema.Check(doc);
            if (problem is null)
            {
                DocumentRules.Check(LiveShape.Read(doc)).ShouldBeEmpty();
            }

            return problem;
        }
    }

    [Fact]
    public void A_text_does_not_grow_without_end()
    {
        var doc = LiveShapeTests.Begun(Small);
        var size = new LiveSize(doc);
        size.Check().ShouldBeNull();
        var words = Words((YXmlElement)doc.Get<YXmlFragment>(LiveShape.Root).ChildAt(0));
        words.Insert(0, new string('a', LiveSize.MostLetters - 100));
        size.Check().ShouldBeNull();
        words.Insert(0, new string('a', 100));
        size.Check().ShouldNotBeNull();
        words.Delete(0, 1_000);
        size.Check().ShouldBeNull();
        var section = (YXmlElement)doc.Get<YXmlFragment>(LiveShape.Root).ChildAt(0);
        section.Insert(0, [.. Enumerable.Range(0, LiveSize.MostBlocks).Select(_ => new YXmlElement("thematicBreak"))]);
        size.Check().ShouldNotBeNull();
    }

    [Fact]
    public void The_cost_of_a_check_grows_with_the_change()
    {
        var paragraphs = Enumerable
            .Range(0, 5_000)
            .Select(Block (i) => new Paragraph($"p{i}", [new Run("Some words of a long text.")]));
        var doc = LiveShapeTests.Begun(new Document([new Section("s", [new Run("T")], paragraphs.ToSequence())]));
        var looked = -1;
        doc.Ended += transaction => looked = transaction.Added.Count();
        var other = new YDoc();
        other.Apply(doc.Encode());
        var words = (YXmlText)
            ((YXmlElement)((YXmlElement)other.Get<YXmlFragment>(LiveShape.Root).ChildAt(0)).ChildAt(2_500)).ChildAt(0);
        var before = other.StateVector();
        words.Insert(3, "x");
        doc.Apply(other.Encode(before));
        looked.ShouldBe(1);
    }

    private static void Refused(Action<YDoc, YXmlElement> change) => Problem(change).ShouldNotBeNull();

    private static void Allowed(Action<YDoc, YXmlElement> change) => Problem(change).ShouldBeNull();

    // By hand in another document; what arrives is looked at, and then the whole text.
    private static string? Problem(Action<YDoc, YXmlElement> change)
    {
        var doc = LiveShapeTests.Begun(Small);
        string? problem = null;
        doc.Ended += transaction => problem ??= LiveSchema.Check(transaction);
        var other = new YDoc();
        other.Apply(doc.Encode());
        var before = other.StateVector();
        change(other, (YXmlElement)other.Get<YXmlFragment>(LiveShape.Root).ChildAt(0));
        doc.Apply(other.Encode(before));
        (LiveSchema.Check(doc) is null).ShouldBe(problem is null);
        DocumentRules.Check(LiveShape.Read(doc)).ShouldBeEmpty("also what is refused can be read");
        return problem;
    }

    private static YXmlElement At(YXmlElement section, string name) =>
        section.Children.OfType<YXmlElement>().First(child => child.NodeName == name);

    private static YXmlText Words(YXmlElement section) => (YXmlText)At(section, "paragraph").ChildAt(0);

    private static YXmlText Code(YXmlElement section) => (YXmlText)((YXmlElement)At(section, "codeBlock").ChildAt(0)).ChildAt(0);

    private static IEnumerable<Document> Generated() =>
        Enumerable.Range(0, 500).Select(seed => new GeneratedDocuments(seed) { Suggests = seed % 2 == 0 }.Make());

    private static IEnumerable<Document> Real() =>
        RealInputMystTests.Files().Select(file => MystText.Read(File.ReadAllBytes(file)).Value.Document);
}

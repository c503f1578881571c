using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText.Shape;

/// <summary>Live texts as no honest editor leaves them: everything anywhere, wrong values, ids and names that stand there twice.</summary>
internal sealed class HostileShapes(int seed)
{
    private static readonly string[] Names =
    [
        "section",
        "title",
        "paragraph",
        "heading",
        "bulletList",
        "orderedList",
        "listItem",
        "definitionList",
        "definitionItem",
        "term",
        "quotationBlock",
        "attribution",
        "figure",
        "tableBlock",
        "table",
        "tableRow",
        "tableCell",
        "tableHeader",
        "codeBlock",
        "codeText",
        "caption",
        "callout",
        "footnote",
        "formulaBlock",
        "thematicBreak",
        "lineBreak",
        "formula",
        "citation",
        "footnoteReference",
        "crossReference",
        "inlineImage",
        "marquee",
    ];

    private static readonly string[] Attributes =
    [
        "id",
        "label",
        "suggested",
        "key",
        "level",
        "start",
        "done",
        "quotationId",
        "file",
        "alternative",
        "decorative",
        "licence",
        "source",
        "alignments",
        "colspan",
        "rowspan",
        "language",
        "calloutKind",
        "folded",
        "name",
        "tex",
        "marks",
        "form",
        "prefix",
        "suffix",
        "target",
        "text",
    ];

    private static readonly object?[] Values =
    [
        "a",
        "b",
        "",
        "javascript:alert(1)",
        "https://example.org",
        "left right up",
        "seeAlso",
        "7",
        "x\0y",
        "line\nline",
        -3L,
        4L,
        1e300,
        true,
        false,
        null,
        new object?[]
        {
            1L,
            new Dictionary<string, object?> { ["kind"] = "link", ["address"] = "javascript:x" },
        },
        new object?[]
        {
            new Dictionary<string, object?> { ["kind"] = "strong" },
            new Dictionary<string, object?> { ["kind"] = "strong" },
        },
        new Dictionary<string, object?>
        {
            ["change"] = "insert",
            ["author"] = 5L,
            ["date"] = "never",
            ["person"] = "x y",
        },
        new Dictionary<string, object?>
        {
            ["change"] = "delete",
            ["author"] = "A",
            ["date"] = "2026-11-28T13:00:00Z",
        },
    ];

    private static readonly string[] Marks =
    [
        "strong",
        "link",
        "inserted",
        "deleted",
        "language",
        "abbreviation",
        "strong--abcdefgh",
        "link--abcdefgh",
        "blink",
    ];

    private static readonly string[] Words = ["words", " ", "a\nb", "🙂", "\u0007", "\ufffd", "  two  "];

    private readonly Random _random = new(seed);

    internal YDoc Make()
    {
        var doc = new YDoc();
        doc.Transact(_ => Fill(doc.Get<YXmlFragment>("text"), 0));
        return doc;
    }

    private void Fill(YXmlFragment parent, int depth)
    {
        for (var left = _random.Next(depth == 0 ? 6 : 5 - Math.Min(depth, 4)); left > 0; left--)
        {
            if (depth > 1 && _random.Next(3) == 0)
            {
                Write(parent.Add(new YXmlText()));
                continue;
            }

            var element = parent.Add(
                new YXmlElement(depth == 0 && _random.Next(5) > 0 ? "section" : Names[_random.Next(Names.Length)])
            );
            for (var turn = _random.Next(4); turn > 0; turn--)
            {
                element.SetAttribute(
                    Attributes[_random.Next(_random.Next(2) == 0 ? 3 : Attributes.Length)],
                    Values[_random.Next(Values.Length)]
                );
            }

            Fill(element, depth + 1);
        }
    }

    private void Write(YXmlText text)
    {
        for (var turn = _random.Next(4); turn > 0; turn--)
        {
            text.Insert(_random.Next(2) == 0 ? 0 : text.Length, Words[_random.Next(Words.Length)]);
        }

        for (var turn = _random.Next(3); turn > 0 && text.Length > 0; turn--)
        {
            text.Format(
                0,
                1 + _random.Next(text.Length),
                new Dictionary<string, object?> { [Marks[_random.Next(Marks.Length)]] = Values[_random.Next(Values.Length)] }
            );
        }
    }
}

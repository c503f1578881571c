using System.Text.Json;
using Residency.Foundation.Text;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>The nodes that a document becomes in a live text.</summary>
/// <remarks>Written as y-prosemirror writes them: attributes that are null are left out, others always stand there.</remarks>
internal static class ShapeWriter
{
    internal static ShapeElement Of(Document document) => new ShapeElement("doc").With(document.Sections.Select(Of));

    private static ShapeElement Of(Section section)
    {
        var made = Element("section", section, ("id", section.Id), ("key", section.Key), ("label", section.Label));
        return made.With(Optional("title", section.Title)).With(Blocks(section.Blocks));
    }

    private static ShapeElement Of(Block block) =>
        block switch
        {
            Paragraph paragraph => Block("paragraph", block).With(Line(paragraph.Content)),
            Heading heading => Block("heading", block, ("level", (long)heading.Level)).With(Line(heading.Content)),
            BulletList list => Block("bulletList", block).With(list.Items.Select(Of)),
            OrderedList list => Block("orderedList", block, ("start", (long)list.Start)).With(list.Items.Select(Of)),
            DefinitionList list => Block("definitionList", block).With(list.Items.Select(Of)),
            QuotationBlock quotation => Block("quotationBlock", block, ("quotationId", quotation.QuotationId))
                .With(Blocks(quotation.Blocks))
                .With(Optional("attribution", quotation.Attribution)),
            Figure figure => Block(
                    "figure",
                    block,
                    ("file", figure.File),
                    ("alternative", figure.Alternative),
                    ("decorative", figure.Decorative),
                    ("licence", figure.Licence),
                    ("source", figure.Source)
                )
                .With(Line(figure.Caption)),
            Table table => Block("tableBlock", block, ("alignments", Alignments(table)))
                .With(Optional("caption", table.Caption))
                .With(new ShapeElement("table").With(table.Rows.Select(Of))),
            CodeBlock code => Block("codeBlock", block, ("language", code.Language))
                .With(Optional("caption", code.Caption))
                .With(Element("codeText", code.Text).With(Plain(code.Text))),
            Callout callout => Block("callout", block, ("calloutKind", Camel(callout.CalloutKind)), ("folded", callout.Folded))
                .With(Optional("title", callout.Title))
                .With(Blocks(callout.Blocks)),
            Footnote footnote => Block("footnote", block, ("name", footnote.Name)).With(Blocks(footnote.Blocks)),
            FormulaBlock formula => Block("formulaBlock", block, ("tex", formula.Tex)),
            ThematicBreak => Block("thematicBreak", block),
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    private static ShapeElement Of(ListItem item) =>
        Element("listItem", item, ("done", item.Done), ("suggested", LiveMarks.WriteSuggested(item.Suggested)))
            .With(Blocks(item.Blocks));

    private static ShapeElement Of(DefinitionItem item) =>
        Element("definitionItem", item).With(Element("term", item.Term).With(Line(item.Term))).With(Blocks(item.Blocks));

    private static ShapeElement Of(TableRow row) =>
        Element("tableRow", row)
            .With(
                row.Cells.Select(cell =>
                    Element(
                            cell.IsHeader ? "tableHeader" : "tableCell",
                            cell,
                            ("colspan", (long)cell.ColumnSpan),
                            ("rowspan", (long)cell.RowSpan)
                        )
                        .With(Blocks(cell.Blocks))
                )
            );

    private static ShapeElement Of(Inline inline)
    {
        var made = inline switch
        {
            LineBreak => Element("lineBreak", inline),
            Formula formula => Element("formula", inline, ("tex", formula.Tex)),
            Citation citation => Element(
                "citation",
                inline,
                ("key", citation.Key),
                ("form", Camel(citation.Form)),
                ("prefix", citation.Prefix),
                ("suffix", citation.Suffix)
            ),
            FootnoteReference reference => Element("footnoteReference", inline, ("name", reference.Name)),
            CrossReference reference => Element(
                "crossReference",
                inline,
                ("target", reference.Target),
                ("text", reference.Text),
                ("form", Camel(reference.Form))
            ),
            InlineImage image => Element("inlineImage", inline, ("file", image.File), ("alternative", image.Alternative)),
            _ => throw new System.Diagnostics.UnreachableException(inline.GetType().Name),
        };
        if (LiveMarks.WriteList(inline.Marks) is { } marks)
        {
            made.Attributes.Add("marks", marks);
        }

        return made;
    }

    // Somebody who writes needs a place for the first letter; reading leaves such a paragraph out.
    private static IEnumerable<ShapeNode> Blocks(Sequence<Block> blocks) =>
        blocks.IsEmpty ? [new ShapeElement("paragraph")] : blocks.Select(Of);

    private static IEnumerable<ShapeNode> Optional(string name, Sequence<Inline> line) =>
        line.IsEmpty ? [] : [Element(name, line).With(Line(line))];

    private static IEnumerable<ShapeNode> Line(Sequence<Inline> line)
    {
        var words = new List<ShapePiece>();
        foreach (var inline in line)
        {
            if (inline is Run run)
            {
                words.Add(new ShapePiece(run.Text, LiveMarks.Write(run.Marks), run.Marks));
                continue;
            }

            if (words.Count > 0)
            {
                yield return new ShapeText([.. words]);
                words.Clear();
            }

            yield return Of(inline);
        }

        if (words.Count > 0)
        {
            yield return new ShapeText([.. words]);
        }
    }

    private static IEnumerable<ShapeNode> Plain(string text) =>
        text.Length == 0 ? [] : [new ShapeText([new ShapePiece(text, LiveMarks.Write([]), [])])];

    private static string? Alignments(Table table) =>
        table.Alignments.IsEmpty ? null : string.Join(' ', table.Alignments.Select(alignment => Camel(alignment)));

    private static ShapeElement Block(string name, Block block, params IEnumerable<(string Name, object? Value)> attributes) =>
        Element(
            name,
            block,
            [("id", block.Id), ("label", block.Label), ("suggested", LiveMarks.WriteSuggested(block.Suggested)), .. attributes]
        );

    private static ShapeElement Element(string name, object meaning, params IEnumerable<(string Name, object? Value)> attributes)
    {
        var made = new ShapeElement(name) { Meaning = meaning };
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
            {
                made.Attributes.Add(attribute, value);
            }
        }

        return made;
    }

    private static string Camel(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

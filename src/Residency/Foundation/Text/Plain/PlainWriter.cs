using System.Globalization;
using System.Text;

namespace Residency.Foundation.Text.Plain;

/// <summary>Writes a document as text that needs no program: for letters, for search, for those who read by ear.</summary>
internal sealed class PlainWriter(Document document)
{
    private readonly DocumentIndex _index = new(document);
    private readonly List<string> _addresses = [];

    internal string Write(FrontMatter matter)
    {
        var pieces = new List<string>();
        if (matter.Title is { } title)
        {
            pieces.Add(Underlined(title, '='));
        }

        if (!matter.Authors.IsEmpty)
        {
            pieces.Add("By " + string.Join(", ", matter.Authors.Select(author => author.Name)));
        }

        foreach (var section in document.Sections)
        {
            if (!section.Title.IsEmpty)
            {
                pieces.Add(Underlined(Line(section.Title), '-'));
            }

            pieces.AddRange(section.Blocks.Where(block => block is not Footnote).Select(Write));
        }

        if (_index.Footnotes.Count > 0)
        {
            pieces.Add(Underlined("Footnotes", '-'));
            pieces.AddRange(
                _index.Footnotes.Select(
                    (note, i) => string.Create(CultureInfo.InvariantCulture, $"[{i + 1}] {Indent(Blocks(note.Blocks), 4)}")
                )
            );
        }

        if (_addresses.Count > 0)
        {
            pieces.Add(Underlined("Links", '-'));
            pieces.Add(
                string.Join(
                    '\n',
                    _addresses.Select((address, i) => string.Create(CultureInfo.InvariantCulture, $"<{i + 1}> {address}"))
                )
            );
        }

        return string.Join("\n\n", pieces.Where(piece => piece.Length > 0)) + "\n";
    }

    private string Blocks(Sequence<Block> blocks) => string.Join("\n\n", blocks.Select(Write).Where(piece => piece.Length > 0));

    private string Write(Block block) =>
        block switch
        {
            Paragraph paragraph => Line(paragraph.Content),
            Heading heading => Line(heading.Content),
            BulletList list => string.Join('\n', list.Items.Select(item => "- " + Item(item, 2))),
            OrderedList list => string.Join(
                '\n',
                list.Items.Select((item, i) => string.Create(CultureInfo.InvariantCulture, $"{list.Start + i}. {Item(item, 3)}"))
            ),
            DefinitionList list => string.Join(
                "\n\n",
                list.Items.Select(item => $"{Line(item.Term)}\n    {Indent(Blocks(item.Blocks), 4)}")
            ),
            QuotationBlock quotation => Quotation(quotation),
            Figure figure => Figure(figure),
            Table table => Table(table),
            CodeBlock code => (code.Caption.IsEmpty ? "" : Line(code.Caption) + "\n\n") + "    " + Indent(code.Text, 4),
            Callout callout => $"{Title(callout)}\n\n    {Indent(Blocks(callout.Blocks), 4)}",
            Footnote footnote => Blocks(footnote.Blocks),
            FormulaBlock formula => "    " + Indent(formula.Tex, 4),
            ThematicBreak => "* * *",
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    private string Item(ListItem item, int indent) =>
        item.Done switch
        {
            true => "[x] ",
            false => "[ ] ",
            null => "",
        } + Indent(Blocks(item.Blocks), indent);

    private string Title(Callout callout) => callout.Title.IsEmpty ? callout.CalloutKind.ToString() : Line(callout.Title);

    private string Quotation(QuotationBlock quotation)
    {
        var words = "    " + Indent(Blocks(quotation.Blocks), 4);
        return quotation.Attribution.IsEmpty ? words : $"{words}\n\n    — {Line(quotation.Attribution)}";
    }

    private string Figure(Figure figure)
    {
        var parts = new[]
        {
            figure.Decorative ? null : $"[Figure: {figure.Alternative ?? figure.File}]",
            figure.Caption.IsEmpty ? null : Line(figure.Caption),
            figure.Source is null ? null : $"Source: {figure.Source}",
            figure.Licence is null ? null : $"Licence: {figure.Licence}",
        };
        return string.Join('\n', parts.Where(part => part is not null));
    }

    private string Table(Table table)
    {
        var rows = table.Rows.Select(row => string.Join(" | ", row.Cells.Select(cell => Blocks(cell.Blocks).Replace('\n', ' '))));
        return (table.Caption.IsEmpty ? "" : Line(table.Caption) + "\n\n") + string.Join('\n', rows);
    }

    private string Line(Sequence<Inline> inlines) => Line(inlines, depth: 0);

    private string Line(Sequence<Inline> inlines, int depth)
    {
        var line = new StringBuilder();
        foreach (var (mark, inside) in Marks.Peel(inlines, depth))
        {
            if (mark is null)
            {
                line.Append(Words(inside[0]));
            }
            else if (mark is not Deleted)
            {
                var words = Line(inside, depth + 1);
                line.Append(words)
                    .Append(
                        mark switch
                        {
                            Link link when link.Address != words => Number(link.Address),
                            Abbreviation abbreviation => $" ({abbreviation.Expansion})",
                            _ => "",
                        }
                    );
            }
        }

        return line.ToString();
    }

    private string Number(string address)
    {
        if (!_addresses.Contains(address, StringComparer.Ordinal))
        {
            _addresses.Add(address);
        }

        return string.Create(CultureInfo.InvariantCulture, $" <{_addresses.IndexOf(address) + 1}>");
    }

    private string Words(Inline inline) =>
        inline switch
        {
            Run run => run.Text,
            LineBreak => "\n",
            Formula formula => formula.Tex,
            Citation citation =>
                $"[{string.Join(' ', new[] { citation.Prefix, citation.Key, citation.Suffix }.OfType<string>())}]",
            FootnoteReference reference => _index.NumberOf(reference.Name) is { } number
                ? string.Create(CultureInfo.InvariantCulture, $" [{number}]")
                : $" [{reference.Name}]",
            CrossReference reference => reference.Text.Length > 0 ? reference.Text
            : _index.Find(reference.Target) is { Title.IsEmpty: false } target ? DocumentText.Of(target.Title)
            : reference.Target,
            InlineImage image => image.Alternative.Length == 0 ? "" : $"[{image.Alternative}]",
            _ => throw new System.Diagnostics.UnreachableException(inline.GetType().Name),
        };

    private static string Underlined(string words, char sign) =>
        $"{words}\n{new string(sign, Math.Max(3, Math.Min(words.Length, 72)))}";

    private static string Indent(string text, int columns) =>
        text.Replace("\n", "\n" + new string(' ', columns), StringComparison.Ordinal);
}

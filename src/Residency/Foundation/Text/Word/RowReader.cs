using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Reads a file paragraph by paragraph, without putting lists, quotations and tables together.</summary>
internal sealed class RowReader(WordReading reading, BodyReader body)
{
    private readonly LineReader _lines = new(reading);

    /// <summary>The note that is read; null in the text.</summary>
    internal string? Note { get; set; }

    private readonly List<string> _waiting = [];
    private readonly List<WordRow> _rows = [];
    private (int Table, int Row) _table;
    private int _tables;

    /// <summary>All rows in reading order; remarks are settled on "r" and the number of a row from 0.</summary>
    internal IReadOnlyList<WordRow> All => _rows;

    /// <summary>Reads one stretch: the text, a cell, a note.</summary>
    internal void Read(IEnumerable<XElement> elements, WordPlace place)
    {
        var stretch = new Stretch();
        Walk(elements, place, stretch);
        var starts = EdgeSigns.Starts(stretch.Signs, stretch.Lines);
        for (var i = 0; i < starts.Length; i++)
        {
            if (starts[i] is { } start)
            {
                _rows[stretch.Numbers[i]] = _rows[stretch.Numbers[i]] with { Start = start };
            }
        }
    }

    private void Walk(IEnumerable<XElement> elements, WordPlace place, Stretch stretch)
    {
        foreach (var element in elements)
        {
            One(element, place, stretch);
        }
    }

    private void One(XElement element, WordPlace place, Stretch stretch)
    {
        if (element.Name == OpenXml.Mc + "AlternateContent")
        {
            Walk(OpenXml.Chosen(element), place, stretch);
            return;
        }

        if (element.Name.Namespace == OpenXml.M)
        {
            Paragraph(new XElement(OpenXml.W + "p", element), place, stretch);
            return;
        }

        switch (element.Name.Namespace == OpenXml.W ? element.Name.LocalName : "")
        {
            case "p":
                Paragraph(element, place, stretch);
                break;
            case "tbl":
                stretch.Add(null, null, -1);
                Table(element, place);
                break;
            case "sdt":
                Walk(element.Element(OpenXml.W + "sdtContent")?.Elements() ?? [], place, stretch);
                break;
            case "customXml" or "smartTag":
                Walk(element.Elements(), place, stretch);
                break;
            case "ins" or "moveTo":
                Walk(element.Elements(), place.Within(Suggestion.Inserted(element)), stretch);
                break;
            case "del" or "moveFrom":
                Walk(element.Elements(), place.Within(Suggestion.Deleted(element)), stretch);
                break;
            case "bookmarkStart":
                _waiting.Add((string?)element.Attribute(OpenXml.W + "name") ?? "");
                break;
            case "commentRangeStart":
                reading.Remarks.Begin((string?)element.Attribute(OpenXml.W + "id"));
                break;
            case "commentRangeEnd":
                reading.Remarks.End((string?)element.Attribute(OpenXml.W + "id"));
                break;
        }
    }

    private void Paragraph(XElement paragraph, WordPlace place, Stretch stretch)
    {
        reading.Paragraph++;
        var properties = paragraph.Element(OpenXml.W + "pPr");
        var look = body.Look(properties);
        body.CountFormats(properties);
        var line = _lines.Read(paragraph, place);
        reading.Remarks.Add("\n");
        if (look.Role == ParagraphRole.TableOfContents)
        {
            return;
        }

        _waiting.AddRange(
            paragraph.Descendants(OpenXml.W + "bookmarkStart").Select(mark => (string?)mark.Attribute(OpenXml.W + "name") ?? "")
        );
        var list = look.Role == ParagraphRole.Heading ? null : body.ListPlaceOf(properties, look, hasWords: true);
        var (content, done) = list is { Sign: not ListSign.None } ? Task(line.Whole()) : (line.Whole(), null);
        reading.Settle($"r{_rows.Count}");
        stretch.Add(EdgeSigns.Of(properties), content, _rows.Count);
        _rows.Add(
            new WordRow(
                [
                    .. _waiting
                        .Where(name => name.StartsWith(RowName.Start, StringComparison.Ordinal))
                        .Distinct(StringComparer.Ordinal),
                ],
                content,
                reading.Paragraph
            )
            {
                Role = look.Role,
                Level = look.Level,
                List = list,
                Table = _table.Table,
                TableRow = _table.Row,
                Done = done,
                Note = Note,
            }
        );
        _waiting.Clear();
        foreach (var (box, inside) in line.Boxes)
        {
            Read(box.Elements(), inside);
        }
    }

    private void Table(XElement table, WordPlace place)
    {
        var outer = _table;
        if (outer.Table == 0)
        {
            _table = (++_tables, 0);
        }

        foreach (var row in Inside(table, "tr"))
        {
            var properties = row.Element(OpenXml.W + "trPr");
            var inside =
                properties?.Element(OpenXml.W + "ins") is { } added ? place.Within(Suggestion.Inserted(added))
                : properties?.Element(OpenXml.W + "del") is { } removed ? place.Within(Suggestion.Deleted(removed))
                : place;
            _table = outer.Table == 0 ? (_table.Table, _table.Row + 1) : outer;
            foreach (var cell in Inside(row, "tc"))
            {
                var merge = cell.Element(OpenXml.W + "tcPr")?.Element(OpenXml.W + "vMerge");
                var isRest =
                    merge is not null
                    && (string?)merge.Attribute(OpenXml.W + "val") != "restart"
                    && !cell.Descendants(OpenXml.W + "t").Any();
                if (!isRest)
                {
                    Read(cell.Elements(), inside);
                }
            }
        }

        _table = outer;
    }

    // Rows and cells may stand in controls of a form and the like.
    private static IEnumerable<XElement> Inside(XElement parent, string name)
    {
        foreach (var child in parent.Elements().Where(child => child.Name.Namespace == OpenXml.W))
        {
            if (child.Name.LocalName == name)
            {
                yield return child;
            }
            else if (child.Name.LocalName is "sdt" or "sdtContent" or "customXml" or "ins" or "del")
            {
                foreach (var inner in Inside(child, name))
                {
                    yield return inner;
                }
            }
        }
    }

    private static (Sequence<Inline> Line, bool? Done) Task(Sequence<Inline> line) =>
        line is [Run { Text: ['☐' or '☒' or '☑', ' ', ..] } box, ..]
            ? (Marks.Tidy([box with { Text = box.Text[2..] }, .. line.Skip(1)]), box.Text[0] != '☐')
            : (line, null);

    private sealed class Stretch
    {
        internal List<SuggestedBlock?> Signs { get; } = [];

        internal List<Sequence<Inline>?> Lines { get; } = [];

        internal List<int> Numbers { get; } = [];

        internal void Add(SuggestedBlock? sign, Sequence<Inline>? line, int number)
        {
            Signs.Add(sign);
            Lines.Add(line);
            Numbers.Add(number);
        }
    }
}

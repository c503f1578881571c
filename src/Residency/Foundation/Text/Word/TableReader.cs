using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Reads tables: cells that span, rows that are heads, the alignment of columns.</summary>
internal sealed class TableReader(WordReading reading, BodyReader body)
{
    private const int MostSpanned = 1000;

    /// <summary>A table; null when it has no cells.</summary>
    internal Table? Read(XElement table, WordPlace place)
    {
        var properties = table.Element(OpenXml.W + "tblPr");
        var rows = Rows(table, place).ToList();
        var grid = new List<List<Cell>>();
        var open = new Dictionary<int, Cell>();
        foreach (var (row, inside) in rows)
        {
            grid.Add(Row(row, inside, open));
        }

        grid.RemoveAll(row => row.Count == 0);
        if (grid.Count == 0)
        {
            return null;
        }

        MarkHeads(grid, rows, properties);
        Describe(table, properties);
        var id = reading.NewId();
        return new Table(id, grid.Select(row => new TableRow(row.Select(cell => cell.Close()).ToSequence())).ToSequence())
        {
            Alignments = Alignments(grid),
        };
    }

    // What the properties say of a table is shown to nobody; programs repeat the caption there.
    private void Describe(XElement table, XElement? properties)
    {
        foreach (var words in new[] { properties.Val("tblCaption"), properties.Val("tblDescription") }.OfType<string>())
        {
            var isRepeated = Says(table.PreviousNode, words) || Says(table.NextNode, words);
            if (words.Trim().Length > 0 && !isRepeated)
            {
                reading.Note(
                    "table",
                    $"What the properties of the table say was left out: “{WordReading.Cut(reading.Clean(words), 200)}”. Write it in the text."
                );
            }
        }
    }

    private static bool Says(XNode? neighbour, string words) =>
        neighbour is XElement { Name.LocalName: "p" } paragraph
        && paragraph.Value.Contains(words.Trim(), StringComparison.Ordinal);

    private IEnumerable<(XElement Row, WordPlace Place)> Rows(XElement parent, WordPlace place)
    {
        foreach (var child in parent.Elements())
        {
            var name = child.Name.Namespace == OpenXml.W ? child.Name.LocalName : "";
            if (name == "tr")
            {
                var properties = child.Element(OpenXml.W + "trPr");
                var inside =
                    properties?.Element(OpenXml.W + "ins") is { } added ? place.Within(Suggestion.Inserted(added))
                    : properties?.Element(OpenXml.W + "del") is { } removed ? place.Within(Suggestion.Deleted(removed))
                    : place;
                yield return (child, inside);
            }
            else if (name is "sdt" or "sdtContent" or "customXml" or "ins" or "del")
            {
                foreach (var row in Rows(child, place))
                {
                    yield return row;
                }
            }
            else if (name == "bookmarkStart")
            {
                reading.Bookmark((string?)child.Attribute(OpenXml.W + "name"));
            }
        }
    }

    private List<Cell> Row(XElement row, WordPlace place, Dictionary<int, Cell> open)
    {
        var cells = new List<Cell>();
        var properties = row.Element(OpenXml.W + "trPr");
        var column = Math.Clamp(OpenXml.Number(properties.Val("gridBefore")) ?? 0, 0, MostSpanned);
        if (column > 0)
        {
            cells.Add(new Cell(0, column));
        }

        foreach (var element in Cells(row))
        {
            var about = element.Element(OpenXml.W + "tcPr");
            var span = Math.Clamp(OpenXml.Number(about.Val("gridSpan")) ?? 1, 1, MostSpanned);
            var merge = about?.Element(OpenXml.W + "vMerge");
            var blocks = body.Blocks(element, place);
            if (
                merge is not null
                && (string?)merge.Attribute(OpenXml.W + "val") != "restart"
                && open.TryGetValue(column, out var above)
            )
            {
                above.Rows = Math.Min(above.Rows + 1, MostSpanned);
                above.Blocks.AddRange(blocks);
            }
            else if (about.Val("hMerge") == "continue" && cells.Count > 0)
            {
                cells[^1].Columns = Math.Min(cells[^1].Columns + span, MostSpanned);
                cells[^1].Blocks.AddRange(blocks);
            }
            else
            {
                var cell = new Cell(column, span) { Alignment = AlignmentOf(element) };
                cell.Blocks.AddRange(blocks);
                cells.Add(cell);
                if (merge is null)
                {
                    open.Remove(column);
                }
                else
                {
                    open[column] = cell;
                }
            }

            column += span;
        }

        return cells;
    }

    private static IEnumerable<XElement> Cells(XElement parent) =>
        parent
            .Elements()
            .SelectMany(child =>
                child.Name switch
                {
                    var name when name == OpenXml.W + "tc" => [child],
                    var name
                        when name == OpenXml.W + "sdt"
                            || name == OpenXml.W + "sdtContent"
                            || name == OpenXml.W + "customXml"
                            || name == OpenXml.W + "ins"
                            || name == OpenXml.W + "del" => Cells(child),
                    _ => Enumerable.Empty<XElement>(),
                }
            );

    // A row says itself that it is repeated as a head; else the style says whether it sets the first row apart.
    private void MarkHeads(List<List<Cell>> grid, List<(XElement Row, WordPlace Place)> rows, XElement? properties)
    {
        var heads = rows.TakeWhile(row => row.Row.Element(OpenXml.W + "trPr").Switch("tblHeader") == true).Count();
        if (heads == 0 && grid.Count > 1 && IsFirstRowApart(properties))
        {
            heads = 1;
            reading.Note("table", "The first row was taken as the head of the table, because its style sets it apart.");
        }

        foreach (var cell in grid.Take(heads).SelectMany(row => row))
        {
            cell.IsHead = true;
        }
    }

    private bool IsFirstRowApart(XElement? properties)
    {
        var look = properties?.Element(OpenXml.W + "tblLook");
        var bits = int.TryParse(
            (string?)look?.Attribute(OpenXml.W + "val"),
            System.Globalization.NumberStyles.AllowHexSpecifier,
            System.Globalization.CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : 0;
        var isMarked = (string?)look?.Attribute(OpenXml.W + "firstRow") is { } first ? OpenXml.IsOn(first) : (bits & 0x20) != 0;
        return isMarked && reading.Styles.MarksFirstRow(properties.Val("tblStyle"));
    }

    private static ColumnAlignment AlignmentOf(XElement cell) =>
        cell.Element(OpenXml.W + "p")?.Element(OpenXml.W + "pPr").Val("jc") switch
        {
            "center" => ColumnAlignment.Centre,
            "right" or "end" => ColumnAlignment.Right,
            "left" or "start" => ColumnAlignment.Left,
            _ => ColumnAlignment.Unset,
        };

    // Left is how columns are set anyway, so it is only kept beside another alignment.
    private static Sequence<ColumnAlignment> Alignments(List<List<Cell>> grid)
    {
        var columns = Math.Min(grid.Max(row => row.Count == 0 ? 0 : row[^1].Column + row[^1].Columns), MostSpanned);
        var found = new ColumnAlignment?[columns];
        foreach (var cell in grid.SelectMany(row => row).Where(cell => cell.Columns == 1 && cell.Column < columns))
        {
            found[cell.Column] =
                found[cell.Column] is null || found[cell.Column] == cell.Alignment ? cell.Alignment : ColumnAlignment.Unset;
        }

        var alignments = found.Select(alignment => alignment ?? ColumnAlignment.Unset).ToList();
        return alignments.Exists(alignment => alignment is ColumnAlignment.Centre or ColumnAlignment.Right)
            ? alignments.ToSequence()
            : [];
    }

    private sealed class Cell(int column, int columns)
    {
        internal int Column => column;

        internal int Columns { get; set; } = columns;

        internal int Rows { get; set; } = 1;

        internal bool IsHead { get; set; }

        internal ColumnAlignment Alignment { get; init; }

        internal List<Block> Blocks { get; } = [];

        internal TableCell Close() =>
            new(Blocks.ToSequence())
            {
                IsHeader = IsHead,
                ColumnSpan = Columns,
                RowSpan = Rows,
            };
    }
}

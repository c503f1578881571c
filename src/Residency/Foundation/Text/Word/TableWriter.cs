using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Writes tables: cells that span, rows that are heads, the alignment of columns.</summary>
internal sealed class TableWriter(WordWriting writing)
{
    private const int WidthOfText = 9_000;

    internal XElement Write(Table table, WritingPlace place)
    {
        var grid = Grid(table);
        var width = grid.Max(row => row.Count);
        var heads = table.Rows.TakeWhile(row => !row.Cells.IsEmpty && row.Cells.All(cell => cell.IsHeader)).Count();
        var written = new XElement(
            OpenXml.W + "tbl",
            new XElement(
                OpenXml.W + "tblPr",
                OpenXml.Value("tblStyle", WordStyleSheet.Table),
                new XElement(OpenXml.W + "tblW", new XAttribute(OpenXml.W + "w", 0), new XAttribute(OpenXml.W + "type", "auto"))
            ),
            new XElement(
                OpenXml.W + "tblGrid",
                Enumerable
                    .Range(0, width)
                    .Select(_ => new XElement(OpenXml.W + "gridCol", new XAttribute(OpenXml.W + "w", WidthOfText / width)))
            )
        );
        var cells = 0;
        for (var r = 0; r < grid.Count; r++)
        {
            written.Add(Row(table, (grid[r], width, r < heads), ref cells, place));
        }

        return written;
    }

    private XElement Row(Table table, (List<Spot?> Spots, int Width, bool IsHead) row, ref int cells, WritingPlace place)
    {
        var written = new XElement(
            OpenXml.W + "tr",
            row.IsHead || place.Whole is not null
                ? new XElement(
                    OpenXml.W + "trPr",
                    row.IsHead ? new XElement(OpenXml.W + "tblHeader") : null,
                    place.Whole is { } whole
                        ? OpenXml.Tracked(
                            whole.Change == SuggestedChange.Insert ? "ins" : "del",
                            writing.NextId(),
                            whole.Author,
                            whole.Date
                        )
                        : null
                )
                : null
        );
        for (var column = 0; column < row.Width; )
        {
            var spot = column < row.Spots.Count ? row.Spots[column] : null;
            var span = spot?.Columns ?? 1;
            written.Add(Cell(table, spot, column, spot is { IsStart: true } ? cells++ : -1, place));
            column += span;
        }

        return written;
    }

    private XElement Cell(Table table, Spot? spot, int column, int number, WritingPlace place)
    {
        var inside = new WordFlow(writing);
        if (spot is { IsStart: true, Cell: var cell })
        {
            var here = new WritingPlace(WordStyleSheet.Body) { Whole = place.Whole, Alignment = AlignmentOf(table, column) };
            var writer = new BlockWriter(writing, inside);
            if (cell.Blocks.IsEmpty)
            {
                writer.Row(new RowName(RowPart.Cell, table.Id, number), [], here with { Whole = null });
            }

            writer.Blocks(cell.Blocks, here);
            inside.Close();
        }

        // A cell ends with a paragraph.
        var isClosed = inside.Elements is [.., var last] && last.Name == OpenXml.W + "p";
        return new XElement(
            OpenXml.W + "tc",
            new XElement(
                OpenXml.W + "tcPr",
                spot is { Columns: > 1 } ? OpenXml.Value("gridSpan", $"{spot.Columns}") : null,
                spot is null or { Cell.RowSpan: <= 1 } ? null
                    : spot.IsStart ? OpenXml.Value("vMerge", "restart")
                    : new XElement(OpenXml.W + "vMerge")
            ),
            inside.Elements,
            isClosed ? null : new XElement(OpenXml.W + "p")
        );
    }

    private static string? AlignmentOf(Table table, int column) =>
        (column < table.Alignments.Count ? table.Alignments[column] : ColumnAlignment.Unset) switch
        {
            ColumnAlignment.Left => "left",
            ColumnAlignment.Centre => "center",
            ColumnAlignment.Right => "right",
            ColumnAlignment.Unset => null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // What stands at each place of the grid: the start of a cell, what is left of one from above, or nothing.
    private static List<List<Spot?>> Grid(Table table)
    {
        var grid = table.Rows.Select(_ => new List<Spot?>()).ToList();
        for (var r = 0; r < table.Rows.Count; r++)
        {
            var column = 0;
            foreach (var cell in table.Rows[r].Cells)
            {
                while (column < grid[r].Count && grid[r][column] is not null)
                {
                    column++;
                }

                var rows = Math.Min(cell.RowSpan, table.Rows.Count - r);
                for (var below = 0; below < rows; below++)
                {
                    Put(grid[r + below], column, new Spot(cell, cell.ColumnSpan, below == 0));
                }

                column += cell.ColumnSpan;
            }
        }

        return grid;
    }

    private static void Put(List<Spot?> row, int column, Spot spot)
    {
        while (row.Count < column + spot.Columns)
        {
            row.Add(null);
        }

        for (var i = column; i < column + spot.Columns; i++)
        {
            row[i] ??= spot;
        }
    }

    private sealed record Spot(TableCell Cell, int Columns, bool IsStart);
}

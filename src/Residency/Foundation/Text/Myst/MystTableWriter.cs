using System.Globalization;

namespace Residency.Foundation.Text.Myst;

/// <summary>Writes tables: with pipes when they are simple, else as lists of lists.</summary>
internal static class MystTableWriter
{
    internal static string Write(Table table)
    {
        if (!IsSimple(table))
        {
            return ListTable(table);
        }

        var width = table.Rows[0].Cells.Count;
        var rows = table.Rows.Select(row => $"| {string.Join(" | ", row.Cells.Select(CellOf))} |").ToList();
        var line = Enumerable
            .Range(0, width)
            .Select(i =>
                (i < table.Alignments.Count ? table.Alignments[i] : ColumnAlignment.Unset) switch
                {
                    ColumnAlignment.Unset => "---",
                    ColumnAlignment.Left => ":--",
                    ColumnAlignment.Centre => ":-:",
                    ColumnAlignment.Right => "--:",
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            );
        rows.Insert(1, $"| {string.Join(" | ", line)} |");
        var pipes = string.Join('\n', rows);
        return table.Caption.IsEmpty ? pipes : MystWriter.Directive("table", LineWriter.Line(table.Caption), [], pipes);
    }

    private static string CellOf(TableCell cell) =>
        cell.Blocks is [Paragraph paragraph] ? LineWriter.Cell(paragraph.Content) : "";

    // Pipes inside of code, formulas and roles are read differently by different readers.
    private static bool IsSimple(Table table) =>
        table.Rows.Count > 0
        && table.Rows[0].Cells.Count > 0
        && (table.Alignments.IsEmpty || table.Alignments.Count == table.Rows[0].Cells.Count)
        && (table.Alignments.IsEmpty || table.Alignments.Any(alignment => alignment != ColumnAlignment.Unset))
        && table
            .Rows.Select(
                (row, r) =>
                    row.Cells.Count == table.Rows[0].Cells.Count && row.Cells.All(cell => IsSimple(cell, isHeader: r == 0))
            )
            .All(simple => simple);

    private static bool IsSimple(TableCell cell, bool isHeader) =>
        cell is { ColumnSpan: 1, RowSpan: 1 }
        && cell.IsHeader == isHeader
        && (
            cell.Blocks.IsEmpty
            || cell.Blocks is [Paragraph { Label: null } paragraph]
                && paragraph.Content.All(IsSimple)
                && IsTrimmed(DocumentText.Of(paragraph.Content))
        );

    private static bool IsTrimmed(string words) => words.Length > 0 && words.Trim() == words;

    private static bool IsSimple(Inline inline) =>
        inline switch
        {
            Run run => !(run.Marks.Any(mark => mark is Code) && run.Text.AsSpan().ContainsAny('|', '`', '\\')),
            LineBreak or FootnoteReference => true,
            Formula or Citation or CrossReference or InlineImage => false,
            _ => throw new System.Diagnostics.UnreachableException(inline.GetType().Name),
        };

    private static string ListTable(Table table)
    {
        var rows = table.Rows.Select(row => "* " + MystWriter.Indent(string.Join('\n', row.Cells.Select(CellItem)), 2));
        var headers = Places(table, cell => cell.IsHeader, (r, c, _) => string.Create(CultureInfo.InvariantCulture, $"{r},{c}"));
        var spans = Places(
            table,
            cell => cell is not { ColumnSpan: 1, RowSpan: 1 },
            (r, c, cell) => string.Create(CultureInfo.InvariantCulture, $"{r},{c}={cell.RowSpan}x{cell.ColumnSpan}")
        );
        var headerRows = table.Rows.TakeWhile(row => row.Cells.Count > 0 && row.Cells.All(cell => cell.IsHeader)).Count();
        var isRowsOnly = table.Rows.Skip(headerRows).All(row => row.Cells.All(cell => !cell.IsHeader));
        return MystWriter.Directive(
            "list-table",
            LineWriter.Line(table.Caption),
            [
                ("header-rows", isRowsOnly && headerRows > 0 ? headerRows.ToString(CultureInfo.InvariantCulture) : null),
                ("header-cells", isRowsOnly || headers.Length == 0 ? null : headers),
                ("spans", spans.Length == 0 ? null : spans),
                ("alignments", table.Alignments.IsEmpty ? null : string.Join(' ', table.Alignments.Select(Word))),
            ],
            string.Join('\n', rows)
        );
    }

    private static string CellItem(TableCell cell) => ("- " + MystWriter.Indent(MystWriter.Blocks(cell.Blocks), 2)).TrimEnd(' ');

    private static string Places(Table table, Func<TableCell, bool> which, Func<int, int, TableCell, string> place) =>
        string.Join(
            ' ',
            table
                .Rows.SelectMany((row, r) => row.Cells.Select((cell, c) => which(cell) ? place(r, c, cell) : ""))
                .Where(words => words.Length > 0)
        );

    private static string Word(ColumnAlignment alignment) =>
        alignment switch
        {
            ColumnAlignment.Unset => "unset",
            ColumnAlignment.Left => "left",
            ColumnAlignment.Centre => "centre",
            ColumnAlignment.Right => "right",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

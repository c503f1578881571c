using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Residency.Foundation.Text.Myst;

/// <summary>Tables with pipes.</summary>
internal static class MarkdownTables
{
    internal static Table Read(Markdig.Extensions.Tables.Table table, LineReader lines, Frame frame)
    {
        var rows = table.OfType<Markdig.Extensions.Tables.TableRow>().Select(row => Row(row, lines, frame)).ToList();
        var width = rows.Max(row => row.Cells.Count);
        var alignments = table.ColumnDefinitions.Take(width).Select(column => Alignment(column.Alignment)).ToList();
        return new Table("", rows.Select(row => Fill(row, width)).ToSequence())
        {
            Alignments = alignments.TrueForAll(alignment => alignment == ColumnAlignment.Unset) ? [] : alignments.ToSequence(),
        };
    }

    private static TableRow Row(Markdig.Extensions.Tables.TableRow row, LineReader lines, Frame frame) =>
        new(
            row.OfType<Markdig.Extensions.Tables.TableCell>().Select(cell => Cell(cell, row.IsHeader, lines, frame)).ToSequence()
        );

    private static TableCell Cell(Markdig.Extensions.Tables.TableCell cell, bool isHeader, LineReader lines, Frame frame)
    {
        var content = Marks.Tidy(cell.OfType<ParagraphBlock>().SelectMany(paragraph => lines.Read(paragraph.Inline, frame)));
        return new TableCell(content.IsEmpty ? [] : [new Paragraph("", content)]) { IsHeader = isHeader };
    }

    private static TableRow Fill(TableRow row, int width) =>
        new([
            .. row.Cells,
            .. Enumerable.Repeat(new TableCell([]) { IsHeader = row.Cells.All(cell => cell.IsHeader) }, width - row.Cells.Count),
        ]);

    private static ColumnAlignment Alignment(TableColumnAlign? alignment) =>
        alignment switch
        {
            TableColumnAlign.Left => ColumnAlignment.Left,
            TableColumnAlign.Center => ColumnAlignment.Centre,
            TableColumnAlign.Right => ColumnAlignment.Right,
            null => ColumnAlignment.Unset,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

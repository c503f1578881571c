namespace Residency.Foundation.Text.Word;

/// <summary>The lines of a document as they become paragraphs of a file.</summary>
internal static class Rows
{
    /// <summary>The first line of a block; null when it has none.</summary>
    internal static RowName? FirstOf(Block block) =>
        block switch
        {
            Table { Caption.IsEmpty: false } or CodeBlock { Caption.IsEmpty: false } => new RowName(RowPart.Caption, block.Id),
            Paragraph or Heading or Figure or CodeBlock or FormulaBlock or ThematicBreak => new RowName(RowPart.Block, block.Id),
            Callout => new RowName(RowPart.Head, block.Id),
            DefinitionList => new RowName(RowPart.Term, block.Id),
            BulletList list => OfItems(list.Id, list.Items),
            OrderedList list => OfItems(list.Id, list.Items),
            Table table => OfTable(table),
            QuotationBlock quotation => quotation.Blocks.Select(FirstOf).FirstOrDefault(name => name is not null)
                ?? new RowName(RowPart.Attribution, quotation.Id),
            Footnote footnote => footnote.Blocks.Select(FirstOf).FirstOrDefault(name => name is not null),
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    private static RowName? OfItems(string id, Sequence<ListItem> items) =>
        items.IsEmpty ? null
        : items[0].Blocks.IsEmpty ? new RowName(RowPart.Entry, id)
        : FirstOf(items[0].Blocks[0]);

    private static RowName? OfTable(Table table) =>
        table.Rows.SelectMany(row => row.Cells).FirstOrDefault() switch
        {
            null => null,
            { Blocks.IsEmpty: true } => new RowName(RowPart.Cell, table.Id),
            var cell => FirstOf(cell.Blocks[0]),
        };
}

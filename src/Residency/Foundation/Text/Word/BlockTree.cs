namespace Residency.Foundation.Text.Word;

/// <summary>Changes blocks together with those that stand in them.</summary>
internal static class BlockTree
{
    /// <summary>Every block changed, inner blocks first.</summary>
    internal static Sequence<Block> Map(Sequence<Block> blocks, Func<Block, Block> change) =>
        blocks.Select(block => change(Inner(block, change))).ToSequence();

    private static Block Inner(Block block, Func<Block, Block> change) =>
        block switch
        {
            BulletList list => list with { Items = Items(list.Items, change) },
            OrderedList list => list with { Items = Items(list.Items, change) },
            DefinitionList list => list with
            {
                Items = list.Items.Select(item => item with { Blocks = Map(item.Blocks, change) }).ToSequence(),
            },
            QuotationBlock quotation => quotation with { Blocks = Map(quotation.Blocks, change) },
            Callout callout => callout with { Blocks = Map(callout.Blocks, change) },
            Footnote footnote => footnote with { Blocks = Map(footnote.Blocks, change) },
            Table table => table with
            {
                Rows = table
                    .Rows.Select(row => new TableRow(
                        row.Cells.Select(cell => cell with { Blocks = Map(cell.Blocks, change) }).ToSequence()
                    ))
                    .ToSequence(),
            },
            Paragraph or Heading or Figure or CodeBlock or FormulaBlock or ThematicBreak => block,
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    private static Sequence<ListItem> Items(Sequence<ListItem> items, Func<Block, Block> change) =>
        items.Select(item => item with { Blocks = Map(item.Blocks, change) }).ToSequence();
}

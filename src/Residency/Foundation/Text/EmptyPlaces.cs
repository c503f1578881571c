namespace Residency.Foundation.Text;

/// <summary>Takes out what a change of words left empty: paragraphs, entries, rows, sections, footnotes without a sign.</summary>
/// <remarks>What was empty before stays: only what the change itself emptied goes.</remarks>
internal static class EmptyPlaces
{
    internal static Document Clear(Document before, Document after)
    {
        var wereEmpty = before.AllBlocks().Where(IsEmpty).Select(block => block.Id).ToHashSet(StringComparer.Ordinal);
        var lostSigns = Signs(before);
        lostSigns.ExceptWith(Signs(after));
        var sections = new List<Section>();
        for (var i = 0; i < after.Sections.Count; i++)
        {
            var section = after.Sections[i];
            var blocks = Kept(section.Blocks, wereEmpty)
                .Where(block => block is not Footnote note || !lostSigns.Contains(note.Name))
                .ToSequence();
            if (section.Title.IsEmpty && !before.Sections[i].Title.IsEmpty && sections.Count > 0)
            {
                // A section that loses its title belongs to the one above it.
                sections[^1] = sections[^1] with
                {
                    Blocks = [.. sections[^1].Blocks, .. blocks],
                };
            }
            else if (!section.Title.IsEmpty || !blocks.IsEmpty || before.Sections[i].Blocks.IsEmpty)
            {
                sections.Add(section with { Blocks = blocks });
            }
        }

        var cleared = after with { Sections = sections.ToSequence() };
        var ids = cleared
            .Sections.Select(section => section.Id)
            .Concat(cleared.AllBlocks().Select(block => block.Id))
            .ToHashSet(StringComparer.Ordinal);
        return cleared with
        {
            Comments = cleared
                .Comments.Select(comment =>
                    comment.BlockId is { } id && !ids.Contains(id) ? comment with { BlockId = null } : comment
                )
                .ToSequence(),
        };
    }

    private static HashSet<string> Signs(Document document)
    {
        var signs = new HashSet<string>(StringComparer.Ordinal);
        _ = new DocumentMap(line =>
        {
            signs.UnionWith(line.OfType<FootnoteReference>().Select(sign => sign.Name));
            return line;
        }).Apply(document);
        return signs;
    }

    private static bool IsEmpty(Block block) =>
        block switch
        {
            Paragraph paragraph => paragraph.Content.IsEmpty,
            Heading heading => heading.Content.IsEmpty,
            BulletList list => list.Items.IsEmpty,
            OrderedList list => list.Items.IsEmpty,
            DefinitionList list => list.Items.IsEmpty,
            QuotationBlock quotation => quotation.Blocks.IsEmpty && quotation.Attribution.IsEmpty,
            Callout callout => callout.Blocks.IsEmpty && callout.Title.IsEmpty,
            Table table => table.Rows.IsEmpty,
            Footnote or Figure or CodeBlock or FormulaBlock or ThematicBreak => false,
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    private static IEnumerable<Block> Kept(Sequence<Block> blocks, HashSet<string> wereEmpty) =>
        blocks.Select(block => Inside(block, wereEmpty)).Where(block => wereEmpty.Contains(block.Id) || !IsEmpty(block));

    private static Block Inside(Block block, HashSet<string> wereEmpty)
    {
        return block switch
        {
            BulletList list => list with { Items = Items(list.Items) },
            OrderedList list => list with { Items = Items(list.Items) },
            DefinitionList list => list with
            {
                Items = list
                    .Items.Select(item => item with { Blocks = Blocks(item.Blocks) })
                    .Where(item => !item.Term.IsEmpty || !item.Blocks.IsEmpty)
                    .ToSequence(),
            },
            QuotationBlock quotation => quotation with { Blocks = Blocks(quotation.Blocks) },
            Callout callout => callout with { Blocks = Blocks(callout.Blocks) },
            Footnote footnote => footnote with { Blocks = Blocks(footnote.Blocks) },
            Table table => table with { Rows = table.Rows.Select(Row).OfType<TableRow>().ToSequence() },
            Paragraph or Heading or Figure or CodeBlock or FormulaBlock or ThematicBreak => block,
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

        Sequence<Block> Blocks(Sequence<Block> inner) => Kept(inner, wereEmpty).ToSequence();

        Sequence<ListItem> Items(Sequence<ListItem> items) =>
            items
                .Select(item => (Before: item, After: item with { Blocks = Blocks(item.Blocks) }))
                .Where(pair => pair.Before.Blocks.IsEmpty || !pair.After.Blocks.IsEmpty)
                .Select(pair => pair.After)
                .ToSequence();

        // A row goes when it lost its last words, and no cell reaches into it or out of it.
        TableRow? Row(TableRow row)
        {
            var kept = new TableRow(row.Cells.Select(cell => cell with { Blocks = Blocks(cell.Blocks) }).ToSequence());
            var isGone =
                row.Cells.Any(cell => !cell.Blocks.IsEmpty) && kept.Cells.All(cell => cell.Blocks.IsEmpty && cell.RowSpan == 1);
            return isGone ? null : kept;
        }
    }
}

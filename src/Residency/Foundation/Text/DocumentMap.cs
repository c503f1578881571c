namespace Residency.Foundation.Text;

/// <summary>Makes a document from another by changing its lines or blocks one by one.</summary>
/// <param name="line">Gives the new content of each line: titles, paragraphs, captions, terms.</param>
/// <param name="each">Gives the new block for each block, in reading order but after what stands in it; null keeps them.</param>
public sealed class DocumentMap(Func<Sequence<Inline>, Sequence<Inline>> line, Func<Block, Block>? each = null)
{
    /// <summary>The document with every line changed.</summary>
    public Document Apply(Document document) => document with { Sections = document.Sections.Select(Apply).ToSequence() };

    /// <summary>The section with every line changed.</summary>
    public Section Apply(Section section) => section with { Title = line(section.Title), Blocks = Apply(section.Blocks) };

    private Sequence<Block> Apply(Sequence<Block> blocks) =>
        blocks.Select(block => each is null ? Inside(block) : each(Inside(block))).ToSequence();

    private Block Inside(Block block) =>
        block switch
        {
            Paragraph paragraph => paragraph with { Content = line(paragraph.Content) },
            Heading heading => heading with { Content = line(heading.Content) },
            BulletList list => list with { Items = Apply(list.Items) },
            OrderedList list => list with { Items = Apply(list.Items) },
            DefinitionList list => list with
            {
                Items = list.Items.Select(item => new DefinitionItem(line(item.Term), Apply(item.Blocks))).ToSequence(),
            },
            QuotationBlock quotation => quotation with
            {
                Blocks = Apply(quotation.Blocks),
                Attribution = line(quotation.Attribution),
            },
            Figure figure => figure with { Caption = line(figure.Caption) },
            Table table => table with { Caption = line(table.Caption), Rows = table.Rows.Select(Apply).ToSequence() },
            CodeBlock code => code with { Caption = line(code.Caption) },
            Callout callout => callout with { Title = line(callout.Title), Blocks = Apply(callout.Blocks) },
            Footnote footnote => footnote with { Blocks = Apply(footnote.Blocks) },
            FormulaBlock or ThematicBreak => block,
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    private Sequence<ListItem> Apply(Sequence<ListItem> items) =>
        items.Select(item => item with { Blocks = Apply(item.Blocks) }).ToSequence();

    private TableRow Apply(TableRow row) => new(row.Cells.Select(cell => cell with { Blocks = Apply(cell.Blocks) }).ToSequence());
}

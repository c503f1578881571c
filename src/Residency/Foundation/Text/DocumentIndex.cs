namespace Residency.Foundation.Text;

/// <summary>Finds what references of a document lead to, and counts what is numbered.</summary>
public sealed class DocumentIndex
{
    private readonly Dictionary<string, ReferenceTarget> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _footnotes = new(StringComparer.Ordinal);
    private readonly Dictionary<NumberedKind, int> _counts = [];

    /// <summary>Walks through the document once.</summary>
    public DocumentIndex(Document document)
    {
        foreach (var section in document.Sections)
        {
            Add(section.Label, new ReferenceTarget(section.Id, section.Title, NumberedKind.None, 0));
            foreach (var block in section.Blocks)
            {
                Add(block);
            }
        }

        Footnotes = [.. document.Sections.SelectMany(section => section.Blocks).OfType<Footnote>()];
        for (var i = 0; i < Footnotes.Count; i++)
        {
            _footnotes.TryAdd(Footnotes[i].Name, i + 1);
        }
    }

    /// <summary>All footnotes in the order of their texts.</summary>
    public IReadOnlyList<Footnote> Footnotes { get; }

    /// <summary>What bears the label; null when nothing does.</summary>
    public ReferenceTarget? Find(string label) => _targets.GetValueOrDefault(label);

    /// <summary>The number of a footnote, from 1; null when it is missing.</summary>
    public int? NumberOf(string footnote) => _footnotes.TryGetValue(footnote, out var number) ? number : null;

    private void Add(Block block)
    {
        switch (block)
        {
            case Heading heading:
                Add(block.Label, new ReferenceTarget(block.Id, heading.Content, NumberedKind.None, 0));
                break;
            case Figure figure:
                AddNumbered(block, NumberedKind.Figure, figure.Caption);
                break;
            case Table table:
                AddNumbered(block, NumberedKind.Table, table.Caption);
                break;
            case FormulaBlock:
                AddNumbered(block, NumberedKind.Formula, []);
                break;
            case CodeBlock code:
                Add(block.Label, new ReferenceTarget(block.Id, code.Caption, NumberedKind.None, 0));
                break;
            case Callout callout:
                Add(block.Label, new ReferenceTarget(block.Id, callout.Title, NumberedKind.None, 0));
                break;
            case Paragraph or BulletList or OrderedList or DefinitionList or QuotationBlock or Footnote or ThematicBreak:
                Add(block.Label, new ReferenceTarget(block.Id, [], NumberedKind.None, 0));
                break;
            default:
                throw new System.Diagnostics.UnreachableException(block.GetType().Name);
        }

        foreach (var inner in block.Children())
        {
            Add(inner);
        }
    }

    private void AddNumbered(Block block, NumberedKind kind, Sequence<Inline> title)
    {
        // Readers count what they see a number at: pictures and tables always, formulas only when somebody refers to them.
        if (kind == NumberedKind.Formula && block.Label is null)
        {
            return;
        }

        var number = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        Add(block.Label, new ReferenceTarget(block.Id, title, kind, number));
    }

    private void Add(string? label, ReferenceTarget target)
    {
        if (label is not null)
        {
            _targets.TryAdd(label, target);
        }
    }
}

/// <summary>What a reference leads to.</summary>
/// <param name="Id">The id of the section or block.</param>
/// <param name="Title">Its title or caption; may be empty.</param>
/// <param name="Number">From 1 within its kind; 0 for <see cref="NumberedKind.None"/>.</param>
public sealed record ReferenceTarget(string Id, Sequence<Inline> Title, NumberedKind Kind, int Number);

/// <summary>What is counted through a document.</summary>
public enum NumberedKind
{
    None,
    Figure,
    Table,
    Formula,
}

/// <summary>The way down through a document.</summary>
public static class DocumentWalk
{
    /// <summary>The blocks that stand directly in a block, in reading order.</summary>
    public static IEnumerable<Block> Children(this Block block) =>
        block switch
        {
            BulletList list => list.Items.SelectMany(item => item.Blocks),
            OrderedList list => list.Items.SelectMany(item => item.Blocks),
            DefinitionList list => list.Items.SelectMany(item => item.Blocks),
            QuotationBlock quotation => quotation.Blocks,
            Callout callout => callout.Blocks,
            Footnote footnote => footnote.Blocks,
            Table table => table.Rows.SelectMany(row => row.Cells).SelectMany(cell => cell.Blocks),
            Paragraph or Heading or Figure or CodeBlock or FormulaBlock or ThematicBreak => [],
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    /// <summary>All blocks of a document, each before what stands in it.</summary>
    public static IEnumerable<Block> AllBlocks(this Document document) =>
        document.Sections.SelectMany(section => section.Blocks).SelectMany(WithInner);

    private static IEnumerable<Block> WithInner(Block block) => block.Children().SelectMany(WithInner).Prepend(block);
}

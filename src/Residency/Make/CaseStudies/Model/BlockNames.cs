using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>Keeps the ids of blocks through an edit, so that links and comments hold on to the right ones.</summary>
internal static class BlockNames
{
    /// <summary>The new blocks with the ids of the old ones that they continue.</summary>
    /// <remarks>A block that says the same keeps its id; a changed one between two such blocks takes the id at the same place.</remarks>
    public static Sequence<Block> Keep(Sequence<Block> before, IReadOnlyList<Block> after)
    {
        var old = before.Select(Said).ToList();
        var script = WordDiff.Script(old, [.. after.Select(Said)]);
        var named = new List<Block>(after.Count);
        var free = new Queue<Block>();
        var (was, now) = (0, 0);
        var waiting = new List<Block>();
        foreach (var (change, _) in script)
        {
            switch (change)
            {
                case Change.Deleted:
                    free.Enqueue(before[was++]);
                    break;
                case Change.Inserted:
                    waiting.Add(after[now++]);
                    break;
                case Change.Kept:
                    Settle();
                    // The same words and form: the old block with all ids inside it.
                    named.Add(before[was++]);
                    now++;
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        Settle();
        return named.ToSequence();

        void Settle()
        {
            foreach (var block in waiting)
            {
                var heir = free.TryPeek(out var candidate) && candidate.GetType() == block.GetType() ? free.Dequeue() : null;
                named.Add(block with { Id = heir?.Id ?? block.Id });
            }

            waiting.Clear();
            free.Clear();
        }
    }

    /// <summary>The text with every id used once: a later block or section of a used id gets a new one.</summary>
    public static Document Unique(Document document)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        return document with
        {
            Sections = document
                .Sections.Select(section => section with { Id = Claim(section.Id, used), Blocks = Unique(section.Blocks, used) })
                .ToSequence(),
        };
    }

    private static Sequence<Block> Unique(Sequence<Block> blocks, HashSet<string> used) =>
        blocks.Select(block => Unique(block, used)).ToSequence();

    private static Block Unique(Block block, HashSet<string> used)
    {
        var id = Claim(block.Id, used);
        return block switch
        {
            BulletList list => list with { Id = id, Items = Unique(list.Items, used) },
            OrderedList list => list with { Id = id, Items = Unique(list.Items, used) },
            DefinitionList list => list with
            {
                Id = id,
                Items = list.Items.Select(item => item with { Blocks = Unique(item.Blocks, used) }).ToSequence(),
            },
            QuotationBlock quotation => quotation with { Id = id, Blocks = Unique(quotation.Blocks, used) },
            Callout callout => callout with { Id = id, Blocks = Unique(callout.Blocks, used) },
            Footnote footnote => footnote with { Id = id, Blocks = Unique(footnote.Blocks, used) },
            Table table => table with
            {
                Id = id,
                Rows = table
                    .Rows.Select(row => new TableRow(
                        row.Cells.Select(cell => cell with { Blocks = Unique(cell.Blocks, used) }).ToSequence()
                    ))
                    .ToSequence(),
            },
            _ => block with { Id = id },
        };
    }

    private static Sequence<ListItem> Unique(Sequence<ListItem> items, HashSet<string> used) =>
        items.Select(item => item with { Blocks = Unique(item.Blocks, used) }).ToSequence();

    private static string Claim(string id, HashSet<string> used)
    {
        var claimed = id;
        while (!used.Add(claimed))
        {
            claimed = BlockIds.New();
        }

        return claimed;
    }

    private static string Said(Block block) => BlockIds.Derive(new Document([new Section("s", [], [block])])).Hash();
}

namespace Residency.Foundation.Text.Returned;

/// <summary>What is to be changed in a block, or around it.</summary>
internal sealed class BlockChange
{
    /// <summary>The new content of its lines, by their part and number.</summary>
    internal Dictionary<(Word.RowPart Part, int Number), Sequence<Inline>> Lines { get; } = [];

    internal SuggestedBlock? Suggested { get; set; }

    /// <summary>Whether what was suggested of the block is decided.</summary>
    internal bool IsSettled { get; set; }

    /// <summary>What is suggested of the entry that the block begins.</summary>
    internal SuggestedBlock? OfEntry { get; set; }

    internal bool IsEntrySettled { get; set; }

    internal List<Block> After { get; } = [];

    /// <summary>Entries after the one in which the block stands directly.</summary>
    internal List<ListItem> EntriesAfter { get; } = [];

    /// <summary>Blocks at the beginning: of a callout, of the empty cell or entry with this number.</summary>
    internal Dictionary<int, List<Block>> Inside { get; } = [];
}

/// <summary>Makes a text from another with changes to its blocks.</summary>
internal sealed class BlockChanges
{
    private readonly Dictionary<string, BlockChange> _changes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Block>> _atStart = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Block>> _atEnd = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sequence<Inline>> _titles = new(StringComparer.Ordinal);

    internal BlockChange Of(string block)
    {
        if (!_changes.TryGetValue(block, out var change))
        {
            _changes[block] = change = new BlockChange();
        }

        return change;
    }

    /// <summary>The new title of a section.</summary>
    internal void Title(string section, Sequence<Inline> title) => _titles[section] = title;

    internal List<Block> AtStart(string section) => List(_atStart, section);

    internal List<Block> AtEnd(string section) => List(_atEnd, section);

    internal Document Apply(Document document) => document with { Sections = document.Sections.Select(Apply).ToSequence() };

    private Section Apply(Section section) =>
        section with
        {
            Title = _titles.GetValueOrDefault(section.Id, section.Title),
            Blocks =
            [
                .. _atStart.GetValueOrDefault(section.Id, []),
                .. Blocks(section.Blocks),
                .. _atEnd.GetValueOrDefault(section.Id, []),
            ],
        };

    private static List<Block> List(Dictionary<string, List<Block>> lists, string key)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        return list;
    }

    private Sequence<Block> Blocks(Sequence<Block> blocks)
    {
        var changed = new List<Block>(blocks.Count);
        foreach (var block in blocks)
        {
            changed.Add(One(block));
            changed.AddRange(_changes.GetValueOrDefault(block.Id)?.After ?? []);
        }

        return changed.ToSequence();
    }

    private Block One(Block block)
    {
        var change = _changes.GetValueOrDefault(block.Id);
        Sequence<Inline> Line(Word.RowPart part, Sequence<Inline> old, int number = 0) =>
            change?.Lines.GetValueOrDefault((part, number), old) ?? old;

        var changed = block switch
        {
            Paragraph paragraph => paragraph with { Content = Line(Word.RowPart.Block, paragraph.Content) },
            Heading heading => heading with { Content = Line(Word.RowPart.Block, heading.Content) },
            BulletList list => list with { Items = Items(list.Items, change) },
            OrderedList list => list with { Items = Items(list.Items, change) },
            DefinitionList list => list with
            {
                Items = list
                    .Items.Select((item, n) => new DefinitionItem(Line(Word.RowPart.Term, item.Term, n), Blocks(item.Blocks)))
                    .ToSequence(),
            },
            QuotationBlock quotation => quotation with
            {
                Blocks = Blocks(quotation.Blocks),
                Attribution = Line(Word.RowPart.Attribution, quotation.Attribution),
            },
            Figure figure => figure with { Caption = Line(Word.RowPart.Caption, figure.Caption) },
            Table table => table with { Caption = Line(Word.RowPart.Caption, table.Caption), Rows = Rows(table, change) },
            CodeBlock code => code with { Caption = Line(Word.RowPart.Caption, code.Caption) },
            Callout callout => callout with
            {
                Title = Line(Word.RowPart.Head, callout.Title),
                Blocks = [.. change?.Inside.GetValueOrDefault(0, []) ?? [], .. Blocks(callout.Blocks)],
            },
            Footnote footnote => footnote with { Blocks = Blocks(footnote.Blocks) },
            FormulaBlock or ThematicBreak => block,
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };
        return change switch
        {
            { Suggested: { } suggested } => changed with { Suggested = suggested },
            { IsSettled: true } => changed with { Suggested = null },
            _ => changed,
        };
    }

    private Sequence<ListItem> Items(Sequence<ListItem> items, BlockChange? change)
    {
        var changed = new List<ListItem>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var own = items[i].Blocks.Select(block => _changes.GetValueOrDefault(block.Id)).ToList();
            var item = items[i] with { Blocks = [.. Blocks(items[i].Blocks), .. change?.Inside.GetValueOrDefault(i, []) ?? []] };
            changed.Add(
                own.FirstOrDefault() switch
                {
                    { OfEntry: { } suggested } => item with { Suggested = suggested },
                    { IsEntrySettled: true } => item with { Suggested = null },
                    _ => item,
                }
            );
            changed.AddRange(own.SelectMany(inside => inside?.EntriesAfter ?? []));
        }

        return changed.ToSequence();
    }

    private Sequence<TableRow> Rows(Table table, BlockChange? change)
    {
        var number = 0;
        return table
            .Rows.Select(row => new TableRow(
                row.Cells.Select(cell =>
                        cell with
                        {
                            Blocks = [.. Blocks(cell.Blocks), .. change?.Inside.GetValueOrDefault(number++, []) ?? []],
                        }
                    )
                    .ToSequence()
            ))
            .ToSequence();
    }
}

namespace Residency.Foundation.Text;

/// <summary>Writes the way from one text to another into the first as suggestions of one author.</summary>
/// <remarks>
/// Leaving these suggestions out gives the first text; taking them on gives the second, but for ids and for what cannot be
/// suggested: titles that framework and label bear, and labels of blocks that are replaced as a whole.
/// </remarks>
internal sealed class SuggestionDifference(Document before, Document after, SuggestionBy by)
{
    private readonly HashSet<string> _ids =
    [
        .. before.Sections.Select(section => section.Id),
        .. before.AllBlocks().Select(block => block.Id),
    ];

    private readonly HashSet<string> _labels =
    [
        .. before.Sections.Select(section => section.Label).OfType<string>(),
        .. before.AllBlocks().Select(block => block.Label).OfType<string>(),
    ];

    internal Document Write()
    {
        var wished = FootnoteNames.Apart(before, after);
        var sections = new List<Section>();
        foreach (var (old, now) in BlockPairs.Of(before.Sections, wished.Sections))
        {
            sections.Add(
                (old, now) switch
                {
                    ({ } kept, { } changed) => kept with
                    {
                        Title = Line(kept.Title, changed.Title),
                        Blocks = Blocks(kept.Blocks, changed.Blocks),
                    },
                    ({ } gone, null) => gone with { Title = Line(gone.Title, []), Blocks = Blocks(gone.Blocks, []) },
                    (null, { } comes) => comes with
                    {
                        Id = Claim(comes.Id),
                        Label = Claim(comes.Label, _labels),
                        Title = Line([], comes.Title),
                        Blocks = Blocks([], comes.Blocks),
                    },
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            );
        }

        return before with
        {
            Sections = sections.ToSequence(),
        };
    }

    private Sequence<Inline> Line(Sequence<Inline> old, Sequence<Inline> now) =>
        old == now
            ? old
            : Marks.Tidy(
                LinePieces
                    .Script(old, now)
                    .Select(step =>
                        step.Change switch
                        {
                            Change.Kept => step.Piece,
                            Change.Deleted => by.TakeOut(step.Piece),
                            Change.Inserted => by.PutIn(step.Piece),
                            _ => throw new System.Diagnostics.UnreachableException(),
                        }
                    )
                    .OfType<Inline>()
            );

    private Sequence<Block> Blocks(Sequence<Block> old, Sequence<Block> now) =>
        old == now
            ? old
            : BlockPairs
                .Of(old, now)
                .Select(pair =>
                    pair switch
                    {
                        ({ } kept, { } changed) => Inside(kept, changed),
                        ({ } gone, null) => TakeOut(gone),
                        (null, { } comes) => PutIn(comes),
                        _ => throw new System.Diagnostics.UnreachableException(),
                    }
                )
                .OfType<Block>()
                .ToSequence();

    // The pair fits: see BlockPairs.
    private Block Inside(Block old, Block now) =>
        (old, now) switch
        {
            (Paragraph one, Paragraph other) => one with { Content = Line(one.Content, other.Content) },
            (Heading one, Heading other) => one with { Content = Line(one.Content, other.Content) },
            (BulletList one, BulletList other) => one with { Items = Items(one.Items, other.Items) },
            (OrderedList one, OrderedList other) => one with { Items = Items(one.Items, other.Items) },
            (DefinitionList one, DefinitionList other) => one with
            {
                Items = one
                    .Items.Zip(other.Items)
                    .Select(pair => new DefinitionItem(
                        Line(pair.First.Term, pair.Second.Term),
                        Blocks(pair.First.Blocks, pair.Second.Blocks)
                    ))
                    .ToSequence(),
            },
            (QuotationBlock one, QuotationBlock other) => one with
            {
                Blocks = Blocks(one.Blocks, other.Blocks),
                Attribution = Line(one.Attribution, other.Attribution),
            },
            (Figure one, Figure other) => one with { Caption = Line(one.Caption, other.Caption) },
            (CodeBlock one, CodeBlock other) => one with { Caption = Line(one.Caption, other.Caption) },
            (Table one, Table other) => one with
            {
                Caption = Line(one.Caption, other.Caption),
                Rows = one.Rows.Zip(other.Rows).Select(pair => new TableRow(Cells(pair.First, pair.Second))).ToSequence(),
            },
            (Callout one, Callout other) => one with
            {
                Title = Line(one.Title, other.Title),
                Blocks = Blocks(one.Blocks, other.Blocks),
            },
            (Footnote one, Footnote other) => one with { Blocks = Blocks(one.Blocks, other.Blocks) },
            _ => old,
        };

    private Sequence<TableCell> Cells(TableRow one, TableRow other) =>
        one
            .Cells.Zip(other.Cells)
            .Select(pair => pair.First with { Blocks = Blocks(pair.First.Blocks, pair.Second.Blocks) })
            .ToSequence();

    private Sequence<ListItem> Items(Sequence<ListItem> old, Sequence<ListItem> now) =>
        BlockPairs
            .Of(old, now)
            .Select(pair =>
                pair switch
                {
                    ({ } kept, { } changed) => kept with { Blocks = Blocks(kept.Blocks, changed.Blocks) },
                    ({ } gone, null) => TakeOut(gone),
                    (null, { } comes) => PutIn(comes),
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            )
            .OfType<ListItem>()
            .ToSequence();

    private ListItem? TakeOut(ListItem item)
    {
        var rest = item with { Blocks = Blocks(item.Blocks, []) };
        return by.Owns(item.Suggested) && (rest.Blocks.IsEmpty || HasNoWords(rest.Blocks))
            ? null
            : rest with
            {
                Suggested = rest.Suggested ?? by.Removal,
            };
    }

    private ListItem PutIn(ListItem item) => item with { Blocks = Blocks([], item.Blocks), Suggested = by.Addition };

    // Takes the block out as a whole; what the author had only suggested goes for good.
    private Block? TakeOut(Block block)
    {
        var rest = WithoutWords(block);
        return rest is null || (by.Owns(block.Suggested) && HasNoWords([rest])) ? null
            : rest.Suggested is null ? rest with { Suggested = by.Removal }
            : rest;
    }

    // All that stands in the block taken out. The block itself is taken out by its caller.
    private Block? WithoutWords(Block block) =>
        block switch
        {
            Paragraph paragraph => paragraph with { Content = Line(paragraph.Content, []) },
            Heading heading => heading with { Content = Line(heading.Content, []) },
            BulletList list => list with { Items = list.Items.Select(TakeOut).OfType<ListItem>().ToSequence() },
            OrderedList list => list with { Items = list.Items.Select(TakeOut).OfType<ListItem>().ToSequence() },
            DefinitionList list => list with
            {
                Items = list.Items.Select(item => new DefinitionItem(Line(item.Term, []), Blocks(item.Blocks, []))).ToSequence(),
            },
            QuotationBlock quotation => quotation with
            {
                Blocks = Blocks(quotation.Blocks, []),
                Attribution = Line(quotation.Attribution, []),
            },
            Figure figure => figure with { Caption = Line(figure.Caption, []) },
            CodeBlock code => code with { Caption = Line(code.Caption, []) },
            Table table => table with
            {
                Caption = Line(table.Caption, []),
                Rows = table
                    .Rows.Select(row => new TableRow(
                        row.Cells.Select(cell => cell with { Blocks = Blocks(cell.Blocks, []) }).ToSequence()
                    ))
                    .ToSequence(),
            },
            Callout callout => callout with { Title = Line(callout.Title, []), Blocks = Blocks(callout.Blocks, []) },
            Footnote footnote => footnote with { Blocks = Blocks(footnote.Blocks, []) },
            FormulaBlock or ThematicBreak => block,
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    private Block PutIn(Block block)
    {
        var inside = new DocumentMap(line => Line([], line), each => each with { Suggested = null }).Apply(
            new Section("s", [], [block])
        );
        return Claimed(Stamped(inside.Blocks[0])) with { Suggested = by.Addition };
    }

    // What has no words of its own is suggested by itself, wherever it stands.
    private Block Stamped(Block block) =>
        Within(
            block,
            inner =>
            {
                var claimed = Claimed(Stamped(inner));
                return HasNoWords([claimed]) || claimed is Figure or CodeBlock
                    ? claimed with
                    {
                        Suggested = by.Addition,
                    }
                    : claimed;
            }
        );

    private Block Claimed(Block block) => block with { Id = Claim(block.Id), Label = Claim(block.Label, _labels) };

    private static Block Within(Block block, Func<Block, Block> each) =>
        block switch
        {
            BulletList list => list with { Items = Each(list.Items, each) },
            OrderedList list => list with { Items = Each(list.Items, each) },
            DefinitionList list => list with
            {
                Items = list.Items.Select(item => item with { Blocks = item.Blocks.Select(each).ToSequence() }).ToSequence(),
            },
            QuotationBlock quotation => quotation with { Blocks = quotation.Blocks.Select(each).ToSequence() },
            Table table => table with
            {
                Rows = table
                    .Rows.Select(row => new TableRow(
                        row.Cells.Select(cell => cell with { Blocks = cell.Blocks.Select(each).ToSequence() }).ToSequence()
                    ))
                    .ToSequence(),
            },
            Callout callout => callout with { Blocks = callout.Blocks.Select(each).ToSequence() },
            Footnote footnote => footnote with { Blocks = footnote.Blocks.Select(each).ToSequence() },
            Paragraph or Heading or Figure or CodeBlock or FormulaBlock or ThematicBreak => block,
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    private static Sequence<ListItem> Each(Sequence<ListItem> items, Func<Block, Block> each) =>
        items.Select(item => item with { Blocks = item.Blocks.Select(each).ToSequence(), Suggested = null }).ToSequence();

    private static bool HasNoWords(Sequence<Block> blocks)
    {
        var isEmpty = true;
        _ = new DocumentMap(line =>
        {
            isEmpty &= line.IsEmpty;
            return line;
        }).Apply(new Section("s", [], blocks));
        return isEmpty;
    }

    private string Claim(string id)
    {
        var claimed = id;
        while (!_ids.Add(claimed))
        {
            claimed = BlockIds.New();
        }

        return claimed;
    }

    private static string? Claim(string? label, HashSet<string> used) => label is not null && used.Add(label) ? label : null;
}

/// <summary>Who suggests, and when.</summary>
internal sealed record SuggestionBy(string Author, DateTimeOffset? Date, string? Person)
{
    internal SuggestedBlock Addition => new(SuggestedChange.Insert, Author, Date) { Person = Person };

    internal SuggestedBlock Removal => new(SuggestedChange.Delete, Author, Date) { Person = Person };

    internal bool Owns(SuggestedBlock? suggested) =>
        suggested is { Change: SuggestedChange.Insert } && Person is not null && suggested.Person == Person;

    internal Inline PutIn(Inline piece) => Marked(LinePieces.Plain(piece), new Inserted(Author, Date) { Person = Person });

    /// <summary>Null for what the author had only suggested.</summary>
    internal Inline? TakeOut(Inline piece) =>
        Person is not null && piece.Marks.OfType<Inserted>().Any(mark => mark.Person == Person) ? null
        : piece.Marks.Any(mark => mark is Deleted) ? piece
        : Marked(piece, new Deleted(Author, Date) { Person = Person });

    private static Inline Marked(Inline piece, Mark mark) => piece with { Marks = Marks.Tidy([.. piece.Marks, mark]) };
}

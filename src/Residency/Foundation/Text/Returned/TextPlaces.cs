using Residency.Foundation.Text.Word;

namespace Residency.Foundation.Text.Returned;

/// <summary>A line of the text as it is now.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">Its content; code as words.</param>
/// <param name="Section">The section in which it stands.</param>
internal sealed record TextPlace(RowName Name, Sequence<Inline> Line, Section Section)
{
    /// <summary>The block whose line it is; null for the title of a section.</summary>
    internal Block? Block { get; init; }

    /// <summary>The blocks around that one, the outermost first.</summary>
    internal IReadOnlyList<Block> Around { get; init; } = [];

    /// <summary>Whether the block begins an entry of a list.</summary>
    internal bool IsFirstOfEntry { get; init; }

    /// <summary>Whether the block stands directly in an entry of a list.</summary>
    internal bool IsInEntry => Around is [.., BulletList or OrderedList];

    /// <summary>The id by which people find the line.</summary>
    internal string Owner => Block?.Id ?? Section.Id;
}

/// <summary>Finds the lines of a text by the names that files carry.</summary>
internal sealed class TextPlaces
{
    private readonly Dictionary<string, TextPlace> _places = new(StringComparer.Ordinal);

    internal TextPlaces(Document document)
    {
        foreach (var section in document.Sections)
        {
            Add(new TextPlace(new RowName(RowPart.Title, section.Id), section.Title, section));
            Blocks(section.Blocks, section, [], isEntry: false);
        }
    }

    /// <summary>The line with this name; null when the text holds none now.</summary>
    internal TextPlace? Find(string name) => _places.GetValueOrDefault(name);

    /// <summary>All lines in reading order.</summary>
    internal IEnumerable<TextPlace> All => _places.Values;

    private void Add(TextPlace place) => _places.TryAdd(place.Name.Bookmark, place);

    private void Blocks(Sequence<Block> blocks, Section section, IReadOnlyList<Block> around, bool isEntry)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            One(blocks[i], section, around, isEntry && i == 0);
        }
    }

    private void One(Block block, Section section, IReadOnlyList<Block> around, bool isFirst)
    {
        var spot = new Spot(block, section, around, isFirst);
        switch (block)
        {
            case BulletList list:
                Items(spot, list.Items);
                break;
            case OrderedList list:
                Items(spot, list.Items);
                break;
            case DefinitionList list:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    Put(spot, RowPart.Term, list.Items[i].Term, i);
                    Blocks(list.Items[i].Blocks, section, spot.Inside, isEntry: false);
                }

                break;
            case QuotationBlock quotation:
                Blocks(quotation.Blocks, section, spot.Inside, isEntry: false);
                Put(spot, RowPart.Attribution, quotation.Attribution);
                break;
            case Callout callout:
                Put(spot, RowPart.Head, callout.Title);
                Blocks(callout.Blocks, section, spot.Inside, isEntry: false);
                break;
            case Footnote footnote:
                Blocks(footnote.Blocks, section, spot.Inside, isEntry: false);
                break;
            case Table table:
                Put(spot, RowPart.Caption, table.Caption);
                Cells(spot, table);
                break;
            case Paragraph or Heading or Figure or CodeBlock or FormulaBlock or ThematicBreak:
                Lines(spot);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(block.GetType().Name);
        }
    }

    // The lines of a block that holds no others.
    private void Lines(Spot spot)
    {
        switch (spot.Block)
        {
            case Paragraph paragraph:
                Put(spot, RowPart.Block, paragraph.Content);
                break;
            case Heading heading:
                Put(spot, RowPart.Block, heading.Content);
                break;
            case Figure figure:
                Put(spot, RowPart.Block, [new InlineImage(figure.File, figure.Alternative ?? "")]);
                Put(spot, RowPart.Caption, figure.Caption);
                break;
            case CodeBlock code:
                Put(spot, RowPart.Caption, code.Caption);
                Put(spot, RowPart.Block, OfCode(code.Text));
                break;
            case FormulaBlock formula:
                Put(spot, RowPart.Block, [new Formula(formula.Tex)]);
                break;
            case ThematicBreak:
                Put(spot, RowPart.Block, []);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(spot.Block.GetType().Name);
        }
    }

    private void Put(Spot spot, RowPart part, Sequence<Inline> line, int number = 0) =>
        Add(
            new TextPlace(new RowName(part, spot.Block.Id, number), line, spot.Section)
            {
                Block = spot.Block,
                Around = spot.Around,
                IsFirstOfEntry = spot.IsFirst,
            }
        );

    private void Items(Spot spot, Sequence<ListItem> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            Blocks(items[i].Blocks, spot.Section, spot.Inside, isEntry: true);
            if (items[i].Blocks.IsEmpty)
            {
                Put(spot, RowPart.Entry, [], i);
            }
        }
    }

    private void Cells(Spot spot, Table table)
    {
        var number = 0;
        foreach (var cell in table.Rows.SelectMany(row => row.Cells))
        {
            Blocks(cell.Blocks, spot.Section, spot.Inside, isEntry: false);
            if (cell.Blocks.IsEmpty)
            {
                Put(spot, RowPart.Cell, [], number);
            }

            number++;
        }
    }

    private sealed record Spot(Block Block, Section Section, IReadOnlyList<Block> Around, bool IsFirst)
    {
        internal IReadOnlyList<Block> Inside { get; } = [.. Around, Block];
    }

    private static Sequence<Inline> OfCode(string text)
    {
        var line = new List<Inline>();
        foreach (var part in text.Split('\n'))
        {
            line.Add(new LineBreak());
            line.Add(new Run(part));
        }

        return line.Skip(1).Where(inline => inline is not Run { Text: "" }).ToSequence();
    }
}

using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Where a paragraph stands in the text.</summary>
/// <param name="Style">The style of running text here.</param>
internal sealed record WritingPlace(string Style)
{
    /// <summary>The list in which it stands; null outside lists.</summary>
    internal ListSpot? List { get; init; }

    /// <summary>What is suggested of everything that stands here; null for nothing.</summary>
    internal SuggestedBlock? Whole { get; init; }

    internal string? Alignment { get; init; }
}

/// <summary>A list that is being written.</summary>
internal sealed record ListSpot(int Number, int Level);

/// <summary>Writes blocks as paragraphs and tables of one stretch of the file.</summary>
internal sealed class BlockWriter(WordWriting writing, WordFlow flow)
{
    private readonly RunWriter _runs = new(writing);

    // The first paragraph of an entry bears its sign, and what is suggested of the entry.
    private bool _isEntry;
    private SuggestedBlock? _start;

    internal WordFlow Flow => flow;

    internal void Blocks(Sequence<Block> blocks, WritingPlace place)
    {
        foreach (var block in blocks)
        {
            Block(block, place with { Whole = block.Suggested is { } own && !IsWords(block) ? own : place.Whole });
        }
    }

    /// <summary>One line as a paragraph.</summary>
    internal void Row(RowName? name, Sequence<Inline> line, WritingPlace place, SuggestedBlock? suggested = null)
    {
        var row = Begin(name, place);
        var words = string.Concat(line.OfType<Run>().Select(run => run.Text));
        var edges = name is { } at ? writing.Remarks.Edges(at.Bookmark, words) : [];
        row.Add(_runs.Line(line, edges, null));
        End(row, suggested ?? place.Whole, sign => EdgeSigns.IsWhole(line, sign), name is { Part: RowPart.Block });
    }

    private void Block(Block block, WritingPlace place)
    {
        var name = new RowName(RowPart.Block, block.Id);
        switch (block)
        {
            case Paragraph paragraph:
                Row(name, paragraph.Content, place, block.Suggested);
                break;
            case Heading heading:
                Row(name, heading.Content, place with { Style = WordStyleSheet.Heading(heading.Level - 1) }, block.Suggested);
                break;
            case BulletList list:
                var bullets = writing.Lists.Bullet(LevelIn(place));
                Items(list.Id, list.Items, bullets, place);
                break;
            case OrderedList list:
                var numbers = writing.Lists.Number(LevelIn(place), list.Start);
                Items(list.Id, list.Items, numbers, place);
                break;
            case DefinitionList list:
                Terms(list, place);
                break;
            case QuotationBlock quotation:
                Blocks(quotation.Blocks, place with { Style = WordStyleSheet.Quotation });
                Aside(RowPart.Attribution, block, quotation.Attribution, place, WordStyleSheet.Attribution);
                break;
            case Callout callout:
                Row(
                    new RowName(RowPart.Head, block.Id),
                    callout.Title,
                    place with
                    {
                        Style = WordStyleSheet.TitleOf(callout.CalloutKind),
                    }
                );
                Blocks(callout.Blocks, place with { Style = WordStyleSheet.Callout });
                break;
            case Table table:
                Aside(RowPart.Caption, block, table.Caption, place, WordStyleSheet.TableCaption);
                flow.Add(new TableWriter(writing).Write(table, place));
                break;
            case Footnote:
                break; // it is written where its sign stands
            default:
                Thing(block, name, place);
                break;
        }
    }

    // What stands alone: it comes and goes as a whole.
    private void Thing(Block block, RowName name, WritingPlace place)
    {
        switch (block)
        {
            case Figure figure:
                var picture = Begin(name, place with { Style = WordStyleSheet.Picture });
                picture.Add(Remarked(name, [_runs.Picture(figure, place.Whole)]));
                End(picture, place.Whole, _ => true);
                Aside(RowPart.Caption, block, figure.Caption, place, WordStyleSheet.PictureCaption);
                break;
            case CodeBlock code:
                Aside(RowPart.Caption, block, code.Caption, place, WordStyleSheet.CodeCaption);
                var lines = Begin(name, place with { Style = WordStyleSheet.Code });
                lines.Add(Remarked(name, [_runs.Words(code.Text, null, place.Whole)]));
                End(lines, place.Whole, _ => true);
                break;
            case FormulaBlock formula:
                var display = Begin(name, place);
                display.Add(Remarked(name, [Displayed(formula.Tex, place.Whole)]));
                End(display, place.Whole, _ => true);
                break;
            case ThematicBreak:
                var rule = Begin(name, place);
                var border = new XElement(
                    OpenXml.W + "bottom",
                    new XAttribute(OpenXml.W + "val", "single"),
                    new XAttribute(OpenXml.W + "sz", 6),
                    new XAttribute(OpenXml.W + "space", 1),
                    new XAttribute(OpenXml.W + "color", "auto")
                );
                var properties = rule.Element(OpenXml.W + "pPr")!; // every row begins with it
                (properties.Element(OpenXml.W + "numPr") ?? properties.Element(OpenXml.W + "pStyle")!).AddAfterSelf(
                    new XElement(OpenXml.W + "pBdr", border)
                );
                End(rule, place.Whole, _ => true);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(block.GetType().Name);
        }
    }

    private XElement Displayed(string tex, SuggestedBlock? whole) =>
        OmmlWriter.Write(tex) is { } formula
            ? whole is null
                ? new XElement(OpenXml.M + "oMathPara", formula)
                : _runs.Tracked(formula, [], whole)
            : _runs.Words(tex.Replace('\n', ' '), WordStyleSheet.TexDisplay, whole);

    private void Aside(RowPart part, Block block, Sequence<Inline> line, WritingPlace place, string style)
    {
        if (!line.IsEmpty)
        {
            Row(new RowName(part, block.Id), line, place with { Style = style });
        }
    }

    private void Terms(DefinitionList list, WritingPlace place)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            Row(new RowName(RowPart.Term, list.Id, i), list.Items[i].Term, place with { Style = WordStyleSheet.Term });
            Blocks(list.Items[i].Blocks, place with { Style = WordStyleSheet.Definition });
        }
    }

    private void Items(string id, Sequence<ListItem> items, int number, WritingPlace place)
    {
        var inside = place with { List = new ListSpot(number, LevelIn(place)) };
        for (var i = 0; i < items.Count; i++)
        {
            (_isEntry, _start) = (true, items[i].Suggested);
            if (items[i].Blocks.IsEmpty)
            {
                Row(new RowName(RowPart.Entry, id, i), Ticked([], items[i]), inside);
            }
            else if (items[i].Done is not null && items[i].Blocks[0] is Paragraph first)
            {
                Row(new RowName(RowPart.Block, first.Id), Ticked(first.Content, items[i]), inside, first.Suggested);
                Blocks(items[i].Blocks.Skip(1).ToSequence(), inside);
            }
            else
            {
                Blocks(items[i].Blocks, inside);
            }

            (_isEntry, _start) = (false, null);
        }
    }

    private static Sequence<Inline> Ticked(Sequence<Inline> line, ListItem item) =>
        item.Done is { } done ? [new Run(done ? "☒ " : "☐ "), .. line] : line;

    private XElement Begin(RowName? name, WritingPlace place)
    {
        var row = new XElement(
            OpenXml.W + "p",
            new XElement(
                OpenXml.W + "pPr",
                OpenXml.Value("pStyle", place.Style),
                place.List is { } list ? Numbered(list) : null,
                place.Alignment is { } side ? OpenXml.Value("jc", side) : null
            )
        );
        _isEntry = false;
        if (name is { } named)
        {
            row.Add(Bookmark(named.Bookmark));
        }

        return row;
    }

    internal IEnumerable<XElement> Bookmark(string name)
    {
        var id = writing.NextId();
        yield return new XElement(
            OpenXml.W + "bookmarkStart",
            new XAttribute(OpenXml.W + "id", id),
            new XAttribute(OpenXml.W + "name", name)
        );
        yield return new XElement(OpenXml.W + "bookmarkEnd", new XAttribute(OpenXml.W + "id", id));
    }

    private void End(XElement row, SuggestedBlock? suggested, Func<SuggestedBlock, bool> isWhole, bool canJoin = false)
    {
        flow.Add(row, suggested ?? _start, isWhole, canJoin);
        _start = null;
    }

    private IEnumerable<XElement> Remarked(RowName name, IReadOnlyList<XElement> inside)
    {
        var edges = writing.Remarks.Edges(name.Bookmark, "");
        return
        [
            .. edges.Where(edge => !edge.IsEnd).SelectMany(RemarkWriter.Sign),
            .. inside,
            .. edges.Where(edge => edge.IsEnd).SelectMany(RemarkWriter.Sign),
        ];
    }

    // Only the first paragraph of an entry has its sign; the others are set in as far.
    private IEnumerable<XElement> Numbered(ListSpot list)
    {
        yield return new XElement(
            OpenXml.W + "numPr",
            OpenXml.Value("ilvl", $"{list.Level}"),
            OpenXml.Value("numId", _isEntry ? $"{list.Number}" : "0")
        );
        if (!_isEntry)
        {
            yield return new XElement(
                OpenXml.W + "ind",
                new XAttribute(OpenXml.W + "left", WordLists.Indent(list.Level)),
                new XAttribute(OpenXml.W + "firstLine", 0)
            );
        }
    }

    private static int LevelIn(WritingPlace place) =>
        place.List is { } outer ? Math.Min(outer.Level + 1, WordLists.Levels - 1) : 0;

    private static bool IsWords(Block block) => block is Paragraph or Heading;
}

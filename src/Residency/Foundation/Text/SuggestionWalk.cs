namespace Residency.Foundation.Text;

/// <summary>Finds the suggested changes of a text in reading order.</summary>
internal static class SuggestionWalk
{
    private const int LongestWords = 200;

    internal static IEnumerable<SuggestionOf> Of(Document document) => document.Sections.SelectMany(Of);

    internal static IEnumerable<SuggestionOf> Of(Section section) =>
        [.. Of(section.Id, section.Title), .. section.Blocks.SelectMany(Of)];

    internal static IEnumerable<SuggestionOf> Of(Block block)
    {
        IEnumerable<SuggestionOf> inside = block switch
        {
            Paragraph paragraph => Of(block.Id, paragraph.Content),
            Heading heading => Of(block.Id, heading.Content),
            BulletList list => list.Items.SelectMany(item => Of(block.Id, item)),
            OrderedList list => list.Items.SelectMany(item => Of(block.Id, item)),
            DefinitionList list => list.Items.SelectMany(item => Of(block.Id, item.Term).Concat(item.Blocks.SelectMany(Of))),
            QuotationBlock quotation => quotation.Blocks.SelectMany(Of).Concat(Of(block.Id, quotation.Attribution)),
            Figure figure => Of(block.Id, figure.Caption),
            Table table => Of(block.Id, table.Caption).Concat(block.Children().SelectMany(Of)),
            CodeBlock code => Of(block.Id, code.Caption),
            Callout callout => Of(block.Id, callout.Title).Concat(callout.Blocks.SelectMany(Of)),
            Footnote footnote => footnote.Blocks.SelectMany(Of),
            FormulaBlock or ThematicBreak => [],
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };
        return block.Suggested is { } suggested ? inside.Prepend(Of(block.Id, suggested, DocumentText.Start(block))) : inside;
    }

    /// <summary>As <see cref="Of(Section)"/>, but every mark by itself, also the second on one piece; without words.</summary>
    internal static IEnumerable<SuggestionOf> Marks(Section section)
    {
        var marks = new List<SuggestionOf>();
        _ = new DocumentMap(line =>
        {
            marks.AddRange(
                line.SelectMany(inline => inline.Marks).Where(mark => mark is Inserted or Deleted).Select(mark => Of("", mark))
            );
            return line;
        }).Apply(section);
        return marks.Concat(section.Blocks.SelectMany(Blocks));

        static IEnumerable<SuggestionOf> Blocks(Block block)
        {
            IEnumerable<SuggestedBlock?> items = block switch
            {
                BulletList list => list.Items.Select(item => item.Suggested),
                OrderedList list => list.Items.Select(item => item.Suggested),
                _ => [],
            };
            return items
                .Prepend(block.Suggested)
                .OfType<SuggestedBlock>()
                .Select(by => Of(block.Id, by))
                .Concat(block.Children().SelectMany(Blocks));
        }
    }

    internal static IEnumerable<SuggestionOf> Of(string place, Sequence<Inline> line)
    {
        Mark? before = null;
        var open = new List<Inline>();
        foreach (var inline in line)
        {
            var mark = inline.Marks.FirstOrDefault(mark => mark is Inserted or Deleted);
            if (before is not null && !before.Equals(mark))
            {
                yield return Of(place, before, open);
                open.Clear();
            }

            before = mark;
            if (mark is not null)
            {
                open.Add(inline);
            }
        }

        if (before is not null)
        {
            yield return Of(place, before, open);
        }
    }

    internal static SuggestionOf Of(string place, SuggestedBlock by, string words = "") =>
        new(place, by.Change, by.Author, by.Date, by.Person) { IsOfBlock = true, Words = Start(words) };

    internal static SuggestionOf Of(string place, Mark mark) =>
        mark switch
        {
            Inserted by => new SuggestionOf(place, SuggestedChange.Insert, by.Author, by.Date, by.Person),
            Deleted by => new SuggestionOf(place, SuggestedChange.Delete, by.Author, by.Date, by.Person),
            _ => throw new System.Diagnostics.UnreachableException(mark.GetType().Name),
        };

    private static SuggestionOf Of(string place, Mark mark, List<Inline> pieces)
    {
        var words = DocumentText.Of(pieces.Select(piece => piece with { Marks = [] }).ToSequence());
        return Of(place, mark) with { Words = Start(words) };
    }

    private static IEnumerable<SuggestionOf> Of(string place, ListItem item)
    {
        var inside = item.Blocks.SelectMany(Of);
        return item.Suggested is { } suggested
            ? inside.Prepend(Of(place, suggested, string.Join(' ', item.Blocks.Select(DocumentText.Start))))
            : inside;
    }

    private static string Start(string words) =>
        words.Length <= LongestWords ? words
        : char.IsHighSurrogate(words[LongestWords - 1]) ? words[..(LongestWords - 1)]
        : words[..LongestWords];
}

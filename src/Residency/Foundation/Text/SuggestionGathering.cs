using System.Text;

namespace Residency.Foundation.Text;

/// <summary>What a reader decides on at once: one contiguous change of one person.</summary>
/// <param name="Place">The block in which it begins; a title by the id of its section.</param>
/// <param name="Author">The name as the text gives it; may be empty.</param>
public sealed record SuggestionGroup(string Place, string Author)
{
    /// <summary>The words that would come; cut at 200 characters.</summary>
    public string Comes { get; init; } = "";

    /// <summary>The words that would go; cut at 200 characters.</summary>
    public string Goes { get; init; } = "";

    /// <summary>Whether it begins with a block or an entry of a list that would come or go.</summary>
    public bool IsOfBlock { get; init; }
}

/// <summary>Gathers what belongs together: words beside each other, words put in for others, a block with its words.</summary>
/// <remarks>
/// The same rule as in the editor's list, <c>suggestionsOf</c> in <c>suggestions.ts</c>, so that both count alike: one
/// place for each piece of a line, one step into and one out of everything that holds lines.
/// </remarks>
internal sealed class SuggestionGathering
{
    private const int LongestWords = 200;

    private readonly Dictionary<string, Open> _last = new(StringComparer.Ordinal);
    private readonly List<Open> _all = [];
    private int _place;

    /// <summary>The groups of a text in reading order.</summary>
    internal static IReadOnlyList<SuggestionGroup> Of(Document document)
    {
        var gathering = new SuggestionGathering();
        foreach (var section in document.Sections)
        {
            gathering.Apart(section.Id, section.Title);
            gathering.Walk(section.Blocks);
        }

        return [.. gathering._all.Select(open => open.Close())];
    }

    private void Walk(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            var open = block.Suggested is { } by ? Begin(SuggestionWalk.Of(block.Id, by, DocumentText.Start(block))) : null;
            if (block is Paragraph or Heading && open is not null)
            {
                // Words with which it begins are one with it, others are not.
                open.IsInside = false;
            }

            Inside(open, () => Within(block));
        }
    }

    private void Within(Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Line(block.Id, paragraph.Content);
                break;
            case Heading heading:
                Line(block.Id, heading.Content);
                break;
            case BulletList list:
                Items(block.Id, list.Items);
                break;
            case OrderedList list:
                Items(block.Id, list.Items);
                break;
            case DefinitionList list:
                foreach (var item in list.Items)
                {
                    Apart(block.Id, item.Term);
                    Walk(item.Blocks);
                }

                break;
            case QuotationBlock quotation:
                Walk(quotation.Blocks);
                Apart(block.Id, quotation.Attribution);
                break;
            case Figure figure:
                Apart(block.Id, figure.Caption);
                break;
            case CodeBlock code:
                Apart(block.Id, code.Caption);
                break;
            case Callout callout:
                Apart(block.Id, callout.Title);
                Walk(callout.Blocks);
                break;
            case Table table:
                Apart(block.Id, table.Caption);
                Walk(table.Children());
                break;
            case Footnote footnote:
                Walk(footnote.Blocks);
                break;
            case FormulaBlock or ThematicBreak:
                break;
            default:
                throw new System.Diagnostics.UnreachableException(block.GetType().Name);
        }
    }

    private void Items(string place, Sequence<ListItem> items)
    {
        foreach (var item in items)
        {
            var open = item.Suggested is { } by
                ? Begin(SuggestionWalk.Of(place, by, string.Join(' ', item.Blocks.Select(DocumentText.Start))))
                : null;
            Inside(open, () => Walk(item.Blocks));
        }
    }

    // What stands in a block that comes or goes, comes or goes with it.
    private void Inside(Open? open, Action walk)
    {
        _place++;
        walk();
        _place++;
        if (open is not null)
        {
            open.IsInside = false;
        }
    }

    private void Apart(string place, Sequence<Inline> line)
    {
        _place++;
        Line(place, line);
        _place++;
    }

    private void Line(string place, Sequence<Inline> line)
    {
        foreach (var inline in line)
        {
            var from = _place;
            _place += inline is Run run ? run.Text.Length : 1;
            foreach (var mark in inline.Marks.Where(mark => mark is Inserted or Deleted))
            {
                var words = DocumentText.Of([inline with { Marks = [] }]);
                Take(SuggestionWalk.Of(place, mark) with { Words = words }, from);
            }
        }
    }

    // The group that the block opens; null when it belongs to the one that is open around it.
    private Open? Begin(SuggestionOf said)
    {
        var who = Who(said);
        if (_last.GetValueOrDefault(who) is { IsInside: true } last && last.First.Change == said.Change)
        {
            last.End = _place + 1;
            return null;
        }

        return _last[who] = Add(new Open(said) { End = _place + 1, IsInside = true });
    }

    private void Take(SuggestionOf said, int from)
    {
        var who = Who(said);
        var last = _last.GetValueOrDefault(who);
        var isSame = last?.First.Change == said.Change;
        if (last is null || !((isSame && last.IsInside) || (from == last.End && (isSame || !last.First.IsOfBlock))))
        {
            last = _last[who] = Add(new Open(said));
        }

        (said.Change == SuggestedChange.Insert ? last.Comes : last.Goes).Append(said.Words);
        last.End = _place;
    }

    private Open Add(Open open)
    {
        _all.Add(open);
        return open;
    }

    // A name that nobody has checked is not the person of that name.
    private static string Who(SuggestionOf said) => said.Person ?? $"name:{said.Author}";

    private sealed class Open(SuggestionOf first)
    {
        public SuggestionOf First => first;
        public int End { get; set; }
        public bool IsInside { get; set; }
        public StringBuilder Comes { get; } = new();
        public StringBuilder Goes { get; } = new();

        public SuggestionGroup Close()
        {
            var bare = first.IsOfBlock && Comes.Length + Goes.Length == 0 ? first.Words : "";
            return new SuggestionGroup(first.Place, first.Author)
            {
                Comes = Cut(Comes.ToString() + (first.Change == SuggestedChange.Insert ? bare : "")),
                Goes = Cut(Goes.ToString() + (first.Change == SuggestedChange.Delete ? bare : "")),
                IsOfBlock = first.IsOfBlock,
            };
        }

        private static string Cut(string words) =>
            words.Length <= LongestWords ? words
            : char.IsHighSurrogate(words[LongestWords - 1]) ? words[..(LongestWords - 1)]
            : words[..LongestWords];
    }
}

using Residency.Foundation.Text;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>Who may only suggest, as suggestions name them.</summary>
/// <param name="Person">As <see cref="Inserted.Person"/> holds it: the id of a person, or "link:" and that of an invitation.</param>
/// <param name="Name">The name that must stand on their suggestions.</param>
public sealed record SuggestingPerson(string Person, string Name);

/// <summary>Whether somebody who may only suggest did only that.</summary>
/// <remarks>
/// They did if the text without their suggestions is the same as before, and what they suggested bears their name. What
/// they put in themselves they may change and take out again. Ids that were missing may come, and so may the empty
/// paragraph that shows where one can write in an empty place.
/// </remarks>
public static class SuggestOnly
{
    private const string Changed = "More was changed than suggested.";

    /// <summary>Compares whole texts.</summary>
    /// <returns>Null when they only suggested, else what they did in words.</returns>
    public static string? Check(Document before, Document after, SuggestingPerson who) =>
        Check([.. before.Sections], [.. after.Sections], who);

    /// <summary>Compares sections one by one: all of them, or only those that a change touched.</summary>
    /// <param name="before">As <see cref="LiveShape.ReadSection"/> reads them; null stands for one that is not there.</param>
    /// <param name="after">The same sections in the same order.</param>
    /// <param name="who">Whose suggestions are allowed.</param>
    /// <returns>Null when they only suggested, else what they did in words.</returns>
    public static string? Check(IReadOnlyList<Section?> before, IReadOnlyList<Section?> after, SuggestingPerson who)
    {
        if (before.Count != after.Count)
        {
            return Changed;
        }

        var rejecting = new SuggestionSettling(SuggestedChange.Delete, suggestion => suggestion.Person == who.Person);
        for (var i = 0; i < before.Count; i++)
        {
            if (before[i] is not { } old || after[i] is not { } now)
            {
                return Changed;
            }

            if (old == now)
            {
                continue;
            }

            var (without, left) = (rejecting.Apply(old), rejecting.Apply(now));
            if (Compared(without) != Compared(left) || !AreNamed(without, left, now))
            {
                return Changed;
            }

            if (Said(now, who).Except(Said(old, who)).Any(said => said.Author != who.Name))
            {
                return "A suggestion bears the name of somebody else.";
            }
        }

        return null;
    }

    private static IEnumerable<(string Author, DateTimeOffset? Date)> Said(Section section, SuggestingPerson who) =>
        SuggestionWalk
            .Marks(section)
            .Where(suggestion => suggestion.Person == who.Person)
            .Select(suggestion => (suggestion.Author, suggestion.Date));

    // Of two blocks with one name the upper keeps it: a block may lose its name to what somebody suggests above it.
    private static bool AreNamed(Section before, Section left, Section now)
    {
        var (old, kept) = (Blocks(before), Blocks(left));
        var all = Blocks(now);
        var (ids, labels) = (Set(all, block => block.Id), Set(all, block => block.Label));
        ids.ExceptWith(kept.Select(block => block.Id));
        for (var i = 0; i < old.Count; i++)
        {
            var hasId = old[i].Id == kept[i].Id || old[i].Id.Length == 0 || ids.Contains(old[i].Id);
            var hasLabel = old[i].Label == kept[i].Label || (kept[i].Label is null && labels.Contains(old[i].Label!)); // not both are null
            if (!hasId || !hasLabel)
            {
                return false;
            }
        }

        return true;
    }

    private static HashSet<string> Set(List<Block> blocks, Func<Block, string?> name) =>
        blocks.Select(name).OfType<string>().ToHashSet(StringComparer.Ordinal);

    // Empty places left out, as in what is compared, so that the blocks of both stand at the same places.
    private static List<Block> Blocks(Section section)
    {
        var names = new List<Block>();
        Add(WithoutPlace(section.Blocks));
        return names;

        void Add(IEnumerable<Block> blocks)
        {
            foreach (var block in blocks)
            {
                names.Add(block);
                Add(WithoutPlaces(block).Children());
            }
        }
    }

    private static Section Compared(Section section)
    {
        var map = new DocumentMap(line => line, block => WithoutPlaces(block with { Id = "", Label = null }));
        var compared = map.Apply(section);
        return compared with { Blocks = WithoutPlace(compared.Blocks) };
    }

    private static Block WithoutPlaces(Block block) =>
        block switch
        {
            BulletList list => list with { Items = Items(list.Items) },
            OrderedList list => list with { Items = Items(list.Items) },
            DefinitionList list => list with
            {
                Items = list.Items.Select(item => item with { Blocks = WithoutPlace(item.Blocks) }).ToSequence(),
            },
            QuotationBlock quotation => quotation with { Blocks = WithoutPlace(quotation.Blocks) },
            Callout callout => callout with { Blocks = WithoutPlace(callout.Blocks) },
            Footnote footnote => footnote with { Blocks = WithoutPlace(footnote.Blocks) },
            Table table => table with { Rows = table.Rows.Select(Row).ToSequence() },
            Paragraph or Heading or Figure or CodeBlock or FormulaBlock or ThematicBreak => block,
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    private static Sequence<ListItem> Items(Sequence<ListItem> items) =>
        items.Select(item => item with { Blocks = WithoutPlace(item.Blocks) }).ToSequence();

    private static TableRow Row(TableRow row) =>
        new(row.Cells.Select(cell => cell with { Blocks = WithoutPlace(cell.Blocks) }).ToSequence());

    private static Sequence<Block> WithoutPlace(Sequence<Block> blocks) =>
        blocks is [Paragraph { Content.IsEmpty: true, Suggested: null }] ? [] : blocks;
}

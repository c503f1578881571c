namespace Residency.Foundation.LiveText.Shape;

/// <summary>How much a node of a live text is like one that shall stand there.</summary>
internal sealed class NodeLikeness(IReadOnlyList<ShapeNode> live, IReadOnlyList<ShapeNode> target)
{
    // Below this share of common words a block is another block.
    private const double LeastShare = 0.3;

    private readonly Dictionary<ShapeNode, int[]> _words = [];
    private readonly HashSet<string> _liveKeys = Keys(live);
    private readonly HashSet<string> _targetKeys = Keys(target);

    /// <summary>What a node is known by: its id, that of the first block in it, or its name in the framework.</summary>
    internal static string? KeyOf(ShapeNode node) =>
        node is not ShapeElement element ? null
        : OwnId(element) is { } id ? element.Name + id
        : element.Name is "listItem" or "definitionItem" or "tableCell" or "tableHeader" or "tableRow"
        && element.Elements.Select(child => KeyOf(child)).FirstOrDefault(key => key is not null) is { } inner
            ? element.Name + inner
        : null;

    /// <summary>Whether nothing needs to change to make the one the other.</summary>
    internal static bool AreSame(ShapeNode live, ShapeNode target) =>
        (live, target) switch
        {
            (ShapeElement old, ShapeElement made) => old.Name == made.Name
                && (
                    old.Meaning is not null
                        ? old.Means(made)
                        : old.Attributes.Count == 0 && made.Attributes.Count == 0 && old.Children.Count + made.Children.Count == 0
                ),
            (ShapeText old, ShapeText made) => old.Words == made.Words
                && old.Pieces.Count == made.Pieces.Count
                && old.Pieces.Zip(made.Pieces)
                    .All(pair => pair.First.Marks == pair.Second.Marks && pair.First.Text == pair.Second.Text),
            _ => false,
        };

    /// <summary>0 when the one cannot become the other; more the more they share.</summary>
    internal double Of(int old, int made) =>
        (live[old], target[made]) switch
        {
            (ShapeText before, ShapeText after) => 0.5 + (Share(before, after) * 10),
            (ShapeElement before, ShapeElement after) when before.Name == after.Name => Of(before, after),
            _ => 0,
        };

    private double Of(ShapeElement before, ShapeElement after)
    {
        if (AreSame(before, after))
        {
            return 10;
        }

        if (LiveNodes.IsInline(before.Name))
        {
            return 0.4;
        }

        if (before.Name == "section" && before.Text("key") is { } key && key == after.Text("key"))
        {
            return 20;
        }

        var share = Share(before, after);
        if (!LiveNodes.IsBlock(before.Name) && before.Name != "section")
        {
            return 0.1 + (share * 10);
        }

        // One that bears an id of the other side is that one, wherever it stands.
        var isOther =
            KeyOf(before) is { } old && _targetKeys.Contains(old) || KeyOf(after) is { } wanted && _liveKeys.Contains(wanted);
        return !isOther && share >= LeastShare ? share * 10 : 0;
    }

    private double Share(ShapeNode before, ShapeNode after)
    {
        var (old, made) = (Words(before), Words(after));
        if (old.Length + made.Length == 0)
        {
            return 1;
        }

        var (common, i, j) = (0, 0, 0);
        while (i < old.Length && j < made.Length)
        {
            var order = old[i].CompareTo(made[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return 2.0 * common / (old.Length + made.Length);
    }

    private int[] Words(ShapeNode node)
    {
        if (!_words.TryGetValue(node, out var words))
        {
            var all = new List<int>();
            Add(all, node);
            all.Sort();
            _words.Add(node, words = [.. all]);
        }

        return words;
    }

    private static void Add(List<int> words, ShapeNode node)
    {
        switch (node)
        {
            case ShapeText text:
                foreach (var range in text.Words.AsSpan().SplitAny(' ', '\n', '\t', '\u00a0'))
                {
                    if (range.End.Value > range.Start.Value)
                    {
                        words.Add(string.GetHashCode(text.Words.AsSpan(range), StringComparison.Ordinal));
                    }
                }

                break;
            case ShapeElement element:
                words.AddRange(
                    from value in element.Attributes.Values.OfType<string>()
                    where value != element.Text("id")
                    select value.GetHashCode(StringComparison.Ordinal)
                );
                element.Children.ForEach(child => Add(words, child));
                break;
            default:
                throw new System.Diagnostics.UnreachableException(node.GetType().Name);
        }
    }

    // A block without an id in the live text is known by the one that reading gave it.
    private static string? OwnId(ShapeElement element) =>
        element.Meaning switch
        {
            Residency.Foundation.Text.Block block => block.Id,
            Residency.Foundation.Text.Section section => section.Id,
            _ => null,
        };

    private static HashSet<string> Keys(IReadOnlyList<ShapeNode> nodes) =>
        nodes.Select(KeyOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
}

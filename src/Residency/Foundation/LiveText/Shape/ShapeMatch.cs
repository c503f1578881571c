namespace Residency.Foundation.LiveText.Shape;

/// <summary>Finds which nodes of a live text become which of the nodes that shall stand there, in order.</summary>
/// <remarks>First the ends that are the same, then what bears the same id, then, in the gaps between, what says most of the same words.</remarks>
internal static class ShapeMatch
{
    // Beyond this the gaps are matched in order instead of by their words.
    private const int MostComparisons = 400_000;

    /// <summary>Pairs of indexes, both ascending.</summary>
    internal static IReadOnlyList<(int Old, int Made)> Pairs(IReadOnlyList<ShapeNode> live, IReadOnlyList<ShapeNode> target)
    {
        var pairs = new List<(int, int)>();
        var (head, tail) = (0, 0);
        var least = Math.Min(live.Count, target.Count);
        while (head < least && NodeLikeness.AreSame(live[head], target[head]))
        {
            pairs.Add((head, head));
            head++;
        }

        while (tail < least - head && NodeLikeness.AreSame(live[^(tail + 1)], target[^(tail + 1)]))
        {
            tail++;
        }

        var (old, made) = (live.Count - tail, target.Count - tail);
        Middle(live, target, (head, old), (head, made), pairs);
        pairs.AddRange(Enumerable.Range(0, tail).Select(i => (old + i, made + i)));
        return pairs;
    }

    private static void Middle(
        IReadOnlyList<ShapeNode> live,
        IReadOnlyList<ShapeNode> target,
        (int From, int To) old,
        (int From, int To) made,
        List<(int, int)> pairs
    )
    {
        var likeness = new NodeLikeness(live, target);
        var (at, next) = (old.From, made.From);
        foreach (var (anchor, wanted) in Anchors(live, target, old, made).Append((old.To, made.To)))
        {
            Gap(likeness, (at, anchor), (next, wanted), pairs);
            if (anchor < old.To)
            {
                pairs.Add((anchor, wanted));
            }

            (at, next) = (anchor + 1, wanted + 1);
        }
    }

    // Nodes cannot be moved, so of those with the same ids the longest row in the same order stays.
    private static List<(int Old, int Made)> Anchors(
        IReadOnlyList<ShapeNode> live,
        IReadOnlyList<ShapeNode> target,
        (int From, int To) old,
        (int From, int To) made
    )
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = made.From; i < made.To; i++)
        {
            if (NodeLikeness.KeyOf(target[i]) is { } key)
            {
                places.TryAdd(key, i);
            }
        }

        var all = new List<(int Old, int Made)>();
        for (var i = old.From; i < old.To; i++)
        {
            if (NodeLikeness.KeyOf(live[i]) is { } key && places.TryGetValue(key, out var place))
            {
                all.Add((i, place));
            }
        }

        return LongestAscending(all);
    }

    // Patience sorting: for each length of row the one that ends earliest.
    private static List<(int Old, int Made)> LongestAscending(List<(int Old, int Made)> all)
    {
        var ends = new List<int>();
        var before = new int[all.Count];
        for (var i = 0; i < all.Count; i++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = all[ends[middle]].Made < all[i].Made ? (middle + 1, high) : (low, middle);
            }

            before[i] = low > 0 ? ends[low - 1] : -1;
            if (low == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[low] = i;
            }
        }

        var row = new List<(int, int)>();
        for (var i = ends.Count > 0 ? ends[^1] : -1; i >= 0; i = before[i])
        {
            row.Add(all[i]);
        }

        row.Reverse();
        return row;
    }

    private static void Gap(NodeLikeness likeness, (int From, int To) old, (int From, int To) made, List<(int, int)> pairs)
    {
        var (rows, columns) = (old.To - old.From, made.To - made.From);
        if (rows == 0 || columns == 0)
        {
            return;
        }

        if ((long)rows * columns > MostComparisons)
        {
            InOrder(likeness, old, made, pairs);
            return;
        }

        // best[i, j]: the most likeness that the nodes from i and from j on can have in pairs.
        var best = new double[rows + 1, columns + 1];
        var like = new double[rows, columns];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
            {
                like[i, j] = likeness.Of(old.From + i, made.From + j);
                var apart = Math.Max(best[i + 1, j], best[i, j + 1]);
                best[i, j] = like[i, j] > 0 ? Math.Max(apart, best[i + 1, j + 1] + like[i, j]) : apart;
            }
        }

        for (var (i, j) = (0, 0); i < rows && j < columns; )
        {
            if (like[i, j] > 0 && best[i, j] <= best[i + 1, j + 1] + like[i, j])
            {
                pairs.Add((old.From + i++, made.From + j++));
            }
            else if (best[i + 1, j] >= best[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }
    }

    private static void InOrder(NodeLikeness likeness, (int From, int To) old, (int From, int To) made, List<(int, int)> pairs)
    {
        for (var (i, j) = (old.From, made.From); i < old.To && j < made.To; i++, j++)
        {
            if (likeness.Of(i, j) > 0)
            {
                pairs.Add((i, j));
            }
        }
    }
}

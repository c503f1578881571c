namespace Residency.Foundation.Text.Returned;

/// <summary>Which grains of one text are those of another. Both are cut where the other is.</summary>
/// <param name="Before">The grains before.</param>
/// <param name="After">The grains after.</param>
/// <param name="Pairs">For each grain before, the place of the same grain after; -1 where there is none. The places grow.</param>
internal sealed record GrainMatch(IReadOnlyList<Grain> Before, IReadOnlyList<Grain> After, int[] Pairs)
{
    /// <summary>For each grain before, the place of the one of which it is a piece.</summary>
    internal required IReadOnlyList<int> BeforeFrom { get; init; }

    /// <summary>For each grain after, the place of the one of which it is a piece.</summary>
    internal required IReadOnlyList<int> AfterFrom { get; init; }
}

/// <summary>Finds which grains of one text are those of another.</summary>
internal static class GrainPairs
{
    /// <summary>Compares whole words, also those of which only a part was put in or taken out, and cuts them alike.</summary>
    internal static GrainMatch Match(IReadOnlyList<Grain> before, IReadOnlyList<Grain> after)
    {
        var (old, now) = (new GrainWords(before), new GrainWords(after));
        var words = Of(old.Words, now.Words);
        var pairs = new List<int>();
        for (var i = 0; i <= words.Length; i++)
        {
            if (i < words.Length && words[i] < 0)
            {
                continue;
            }

            var there = i < words.Length ? words[i] : now.Words.Count;
            pairs.AddRange(Apart(old, i, now, there));
            if (i < words.Length)
            {
                var cuts = old.CutsOf(i).Union(now.CutsOf(there)).Order().ToList();
                pairs.AddRange(Enumerable.Range(now.Pieces.Count, cuts.Count));
                old.CutAt(i, cuts);
                now.CutAt(there, cuts);
            }
        }

        return new GrainMatch(old.Pieces, now.Pieces, [.. pairs]) { BeforeFrom = old.From, AfterFrom = now.From };
    }

    // Words that are others as a whole may be the same in part.
    private static IEnumerable<int> Apart(GrainWords old, int to, GrainWords now, int toNow)
    {
        var hasParts = old.HasParts(to) || now.HasParts(toNow);
        var (first, firstNow) = (old.Pieces.Count, now.Pieces.Count);
        old.CutUpTo(to);
        now.CutUpTo(toNow);
        return hasParts
            ? Of([.. old.Pieces.Skip(first)], [.. now.Pieces.Skip(firstNow)]).Select(pair => pair < 0 ? -1 : firstNow + pair)
            : Enumerable.Repeat(-1, old.Pieces.Count - first);
    }

    private static int[] Of(IReadOnlyList<Grain> before, IReadOnlyList<Grain> after)
    {
        var pairs = new int[before.Count];
        Array.Fill(pairs, -1);
        var (from, to) = (0, 0);
        foreach (var (first, second, length) in Sure(before, after))
        {
            Between(before, after, (from, first), (to, second), pairs);
            for (var i = 0; i < length; i++)
            {
                pairs[first + i] = second + i;
            }

            (from, to) = (first + length, second + length);
        }

        Between(before, after, (from, before.Count), (to, after.Count), pairs);
        return pairs;
    }

    // Words between two edits that are nothing but white space make two suggestions of one: they are taken as changed, too.
    private static void Between(
        IReadOnlyList<Grain> before,
        IReadOnlyList<Grain> after,
        (int From, int To) old,
        (int From, int To) new_,
        int[] pairs
    )
    {
        var script = WordDiff.Script(
            [.. before.Skip(old.From).Take(old.To - old.From).Select(grain => grain.Key)],
            [.. after.Skip(new_.From).Take(new_.To - new_.From).Select(grain => grain.Key)]
        );
        var (at, to) = (old.From, new_.From);
        for (var i = 0; i < script.Count; i++)
        {
            switch (script[i].Change)
            {
                case Change.Kept:
                    var isAlone =
                        script[i].Word == " " && i > 0 && i + 1 < script.Count && Around(script, i, -1) && Around(script, i, 1);
                    pairs[at] = isAlone ? -1 : to;
                    at++;
                    to++;
                    break;
                case Change.Deleted:
                    at++;
                    break;
                case Change.Inserted:
                    to++;
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }

    // Whether words were replaced right beside: something gone and something new.
    private static bool Around(IReadOnlyList<(Change Change, string Word)> script, int at, int step)
    {
        var seen = (Gone: false, New: false);
        for (var i = at + step; i >= 0 && i < script.Count && script[i].Change != Change.Kept; i += step)
        {
            seen = (seen.Gone || script[i].Change == Change.Deleted, seen.New || script[i].Change == Change.Inserted);
        }

        return seen is (true, true);
    }

    // Lines with the same beginning and the same words, as far as they stand in the same order.
    private static List<(int Before, int After, int Length)> Sure(IReadOnlyList<Grain> before, IReadOnlyList<Grain> after)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var start in Starts(after))
        {
            places.TryAdd(after[start].Key, start);
        }

        var equal = new List<(int Before, int After, int Length)>();
        foreach (var start in Starts(before))
        {
            if (places.TryGetValue(before[start].Key, out var there) && Equal(before, start, after, there) is > 0 and var length)
            {
                equal.Add((start, there, length));
            }
        }

        return Ordered(equal);
    }

    private static IEnumerable<int> Starts(IReadOnlyList<Grain> grains) =>
        Enumerable.Range(0, grains.Count).Where(i => grains[i].IsStart && grains[i].Key != RowNames.Nameless);

    private static int Equal(IReadOnlyList<Grain> before, int first, IReadOnlyList<Grain> after, int second)
    {
        var length = 0;
        while (first + length < before.Count && second + length < after.Count)
        {
            var (left, right) = (before[first + length], after[second + length]);
            if (length > 0 && (left.IsStart || right.IsStart))
            {
                break;
            }

            if (left.Key != right.Key)
            {
                return 0;
            }

            length++;
        }

        var isEnd = (List: before, At: first + length) is var end && (end.At == end.List.Count || end.List[end.At].IsStart);
        return isEnd && (second + length == after.Count || after[second + length].IsStart) ? length : 0;
    }

    // The longest row of pairs that grows on both sides; what moved out of it is compared as gone and new.
    private static List<(int Before, int After, int Length)> Ordered(List<(int Before, int After, int Length)> pairs)
    {
        var ends = new List<int>(); // the last pair of the best row of each length
        var previous = new int[pairs.Count];
        for (var i = 0; i < pairs.Count; i++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = pairs[ends[middle]].After < pairs[i].After ? (middle + 1, high) : (low, middle);
            }

            previous[i] = low > 0 ? ends[low - 1] : -1;
            if (low == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[low] = i;
            }
        }

        var ordered = new List<(int, int, int)>();
        for (var i = ends.Count > 0 ? ends[^1] : -1; i >= 0; i = previous[i])
        {
            ordered.Add(pairs[i]);
        }

        ordered.Reverse();
        return ordered;
    }
}

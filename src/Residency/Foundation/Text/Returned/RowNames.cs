using Residency.Foundation.Text.Word;

namespace Residency.Foundation.Text.Returned;

/// <summary>Finds out which line of the text each paragraph of a returned file is.</summary>
internal static class RowNames
{
    /// <summary>The name of rows that hold nothing and are no line of the text, such as the end of a cell.</summary>
    internal const string Nameless = "¶";

    private const string Copy = "_Copy_"; // and a number

    /// <summary>The rows under the names that they were written with.</summary>
    /// <remarks>
    /// LibreOffice reads notes into each other, and calls the bookmarks of a note that comes later copies. Where the line
    /// stands in the file under its own name, too, somebody really copied it, and the copy is a new line.
    /// </remarks>
    /// <param name="returned">The rows of a file that came back.</param>
    /// <param name="known">The names of lines in the file as it was written.</param>
    internal static IReadOnlyList<WordRow> Plain(IReadOnlyList<WordRow> returned, IReadOnlySet<string> known)
    {
        var taken = returned.SelectMany(row => row.Names).Where(known.Contains).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. returned.Select(row =>
                row.Names.All(known.Contains) ? row : row with { Names = [.. row.Names.Select(PlainName)] }
            ),
        ];

        string PlainName(string name) =>
            !known.Contains(name)
            && name.LastIndexOf(Copy, StringComparison.Ordinal) is > 0 and var end
            && known.Contains(name[..end])
            && taken.Add(name[..end])
                ? name[..end]
                : name;
    }

    /// <summary>The name of each row: that of a line of the text, or one that nothing else has.</summary>
    /// <remarks>Bookmarks say it; where a program took them away, equal words do, and then the order of what is left.</remarks>
    internal static string[] Of(IReadOnlyList<WordRow> written, IReadOnlyList<WordRow> returned)
    {
        var words = written
            .Where(row => row.Names.Count > 0)
            .DistinctBy(row => row.Names[^1], StringComparer.Ordinal)
            .ToDictionary(row => row.Names[^1], row => DocumentText.Of(row.Line), StringComparer.Ordinal);
        var names = new string?[returned.Count];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < returned.Count; i++)
        {
            var line = DocumentText.Of(returned[i].Line);
            // A paragraph that was taken out leaves its bookmark with the next one.
            var best = returned[i]
                .Names.Where(name => words.ContainsKey(name) && !taken.Contains(name))
                .OrderByDescending(name => Likeness(words[name], line))
                .FirstOrDefault();
            if (best is not null && taken.Add(best))
            {
                names[i] = best;
            }
        }

        ByWords(written, returned, names, taken);
        ByOrder(written, names, taken);
        return
        [
            .. names.Select(
                (name, i) =>
                    name
                    ?? (
                        returned[i].Line.IsEmpty
                            ? Nameless
                            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"new {i}")
                    )
            ),
        ];
    }

    /// <summary>How much two lines have in common: 0 nothing, 1 all words, 2 they are equal.</summary>
    internal static double Likeness(string left, string right)
    {
        if (left == right)
        {
            return 2;
        }

        var (one, other) = (Set(left), Set(right));
        var both = one.Intersect(other, StringComparer.Ordinal).Count();
        return both == 0 ? 0 : 2.0 * both / (one.Count + other.Count);
    }

    private static HashSet<string> Set(string words) => [.. words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    private static void ByWords(
        IReadOnlyList<WordRow> written,
        IReadOnlyList<WordRow> returned,
        string?[] names,
        HashSet<string> taken
    )
    {
        var free = written
            .Where(row => row.Names.Count > 0 && !taken.Contains(row.Names[^1]))
            .GroupBy(row => DocumentText.Of(row.Line), StringComparer.Ordinal)
            .Where(group => group.Key.Length > 0)
            .ToDictionary(
                group => group.Key,
                group => new Queue<string>(group.Select(row => row.Names[^1])),
                StringComparer.Ordinal
            );
        for (var i = 0; i < returned.Count; i++)
        {
            if (
                names[i] is null
                && free.TryGetValue(DocumentText.Of(returned[i].Line), out var waiting)
                && waiting.TryDequeue(out var name)
                && taken.Add(name)
            )
            {
                names[i] = name;
            }
        }
    }

    // Between two rows that are known, as many unknown ones as lines are missing are these lines.
    private static void ByOrder(IReadOnlyList<WordRow> written, string?[] names, HashSet<string> taken)
    {
        var order = written
            .Where(row => row.Names.Count > 0)
            .Select(row => row.Names[^1])
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var places = order.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        for (var from = 0; from < names.Length; )
        {
            if (names[from] is not null)
            {
                from++;
                continue;
            }

            var to = from;
            while (to < names.Length && names[to] is null)
            {
                to++;
            }

            var before = from > 0 ? places[names[from - 1]!] : -1; // the row before is known
            var after = to < names.Length ? places[names[to]!] : order.Count; // so is the row after
            if (after - before - 1 == to - from && order.Skip(before + 1).Take(to - from).All(name => !taken.Contains(name)))
            {
                for (var i = from; i < to; i++)
                {
                    names[i] = order[before + 1 + i - from];
                    taken.Add(names[i]!); // just set
                }
            }

            from = to;
        }
    }
}

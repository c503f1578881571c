namespace Residency.Foundation.Text;

/// <summary>Cuts a line into the pieces that are compared: words, spaces, signs, and what is no word at all.</summary>
internal static class LinePieces
{
    /// <summary>The pieces in reading order; together they are the line.</summary>
    internal static IReadOnlyList<Inline> Split(Sequence<Inline> line)
    {
        var pieces = new List<Inline>();
        foreach (var inline in line)
        {
            if (inline is not Run run)
            {
                pieces.Add(inline);
                continue;
            }

            var start = 0;
            for (var i = 1; i <= run.Text.Length; i++)
            {
                if (i == run.Text.Length || IsEdge(run.Text, i))
                {
                    pieces.Add(run with { Text = run.Text[start..i] });
                    start = i;
                }
            }
        }

        return pieces;
    }

    /// <summary>What becomes of the pieces of a line; suggestions on them are looked through.</summary>
    /// <remarks>Kept pieces are those of the first line. Between two kept ones, what goes stands before what comes.</remarks>
    internal static IReadOnlyList<(Change Change, Inline Piece)> Script(Sequence<Inline> before, Sequence<Inline> after)
    {
        var (old, now) = (Split(before), Split(after));
        var names = new Dictionary<Inline, string>();
        var script = WordDiff.Script([.. old.Select(Name)], [.. now.Select(Name)]);
        var steps = new List<(Change Change, Inline Piece)>(script.Count);
        var (was, comes) = (0, 0);
        foreach (var (change, _) in script)
        {
            steps.Add((change, change == Change.Inserted ? now[comes] : old[was]));
            was += change == Change.Inserted ? 0 : 1;
            comes += change == Change.Deleted ? 0 : 1;
        }

        return Grouped(WithoutIslands(steps));

        string Name(Inline piece)
        {
            var plain = Plain(piece);
            if (!names.TryGetValue(plain, out var name))
            {
                name = names.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                names.Add(plain, name);
            }

            return name;
        }
    }

    /// <summary>The piece without what is suggested about it.</summary>
    internal static Inline Plain(Inline piece) =>
        piece.Marks.Any(mark => mark is Inserted or Deleted)
            ? piece with
            {
                Marks = piece.Marks.Where(mark => mark is not (Inserted or Deleted)).ToSequence(),
            }
            : piece;

    // A space that alone is kept between two replaced words makes one replacement of two.
    private static IEnumerable<(Change Change, Inline Piece)> WithoutIslands(List<(Change Change, Inline Piece)> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var isIsland =
                steps[i] is (Change.Kept, Run { Text: var text } piece)
                && string.IsNullOrWhiteSpace(text)
                && Plain(piece).Equals(piece)
                && IsReplaced(steps, i - 1, -1)
                && IsReplaced(steps, i + 1, 1);
            if (isIsland)
            {
                yield return (Change.Deleted, steps[i].Piece);
                yield return (Change.Inserted, steps[i].Piece);
            }
            else
            {
                yield return steps[i];
            }
        }
    }

    // Whether something goes and something comes directly before or behind.
    private static bool IsReplaced(List<(Change Change, Inline Piece)> steps, int from, int step)
    {
        var (goes, comes) = (false, false);
        for (var i = from; i >= 0 && i < steps.Count && steps[i].Change != Change.Kept; i += step)
        {
            goes |= steps[i].Change == Change.Deleted;
            comes |= steps[i].Change == Change.Inserted;
        }

        return goes && comes;
    }

    private static List<(Change Change, Inline Piece)> Grouped(IEnumerable<(Change Change, Inline Piece)> steps)
    {
        var grouped = new List<(Change Change, Inline Piece)>();
        var waiting = new List<(Change Change, Inline Piece)>();
        foreach (var step in steps)
        {
            switch (step.Change)
            {
                case Change.Deleted:
                    grouped.Add(step);
                    break;
                case Change.Inserted:
                    waiting.Add(step);
                    break;
                case Change.Kept:
                    grouped.AddRange(waiting);
                    waiting.Clear();
                    grouped.Add(step);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        grouped.AddRange(waiting);
        return grouped;
    }

    // Between two signs; never inside a word, a stretch of spaces, or a letter with its accents.
    private static bool IsEdge(string text, int at) =>
        !char.IsLowSurrogate(text[at])
        && !IsAccent(text, at)
        && (Kind(text, at - 1) is var before && Kind(text, at) is var after && (before != after || before == PieceKind.Sign));

    private static bool IsAccent(string text, int at) =>
        char.GetUnicodeCategory(text, at)
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark
                or System.Globalization.UnicodeCategory.EnclosingMark
                or System.Globalization.UnicodeCategory.Format;

    private static PieceKind Kind(string text, int at)
    {
        while (at > 0 && (char.IsLowSurrogate(text[at]) || IsAccent(text, at)))
        {
            at--;
        }

        return char.IsWhiteSpace(text[at]) ? PieceKind.Space
            : char.IsLetterOrDigit(text, at) ? PieceKind.Word
            : PieceKind.Sign;
    }

    private enum PieceKind
    {
        Space,
        Word,
        Sign,
    }
}

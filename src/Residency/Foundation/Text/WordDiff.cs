using System.Text;

namespace Residency.Foundation.Text;

/// <summary>What became of some words between two texts.</summary>
public enum Change
{
    Kept,
    Inserted,
    Deleted,
}

/// <summary>Words that were treated alike.</summary>
/// <param name="Change">What became of them.</param>
/// <param name="Text">The words with the white space that follows them.</param>
public sealed record DiffPiece(Change Change, string Text);

/// <summary>Compares two texts word by word.</summary>
/// <remarks>
/// The shortest edit script after E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986). Kept and
/// inserted pieces together are the new text, kept and deleted ones the old text, exactly.
/// </remarks>
public static class WordDiff
{
    // Beyond this distance the trace would take too much memory; the rest is then shown as replaced.
    private const int MostEdits = 2000;

    /// <summary>The pieces in reading order; neighbours differ in kind.</summary>
    public static IReadOnlyList<DiffPiece> Compare(string before, string after)
    {
        var pieces = new List<DiffPiece>();
        var open = new StringBuilder();
        Change? kind = null;
        foreach (var (change, word) in Script(Split(before), Split(after)))
        {
            if (kind is { } last && last != change)
            {
                pieces.Add(new DiffPiece(last, open.ToString()));
                open.Clear();
            }

            kind = change;
            open.Append(word);
        }

        if (kind is { } end)
        {
            pieces.Add(new DiffPiece(end, open.ToString()));
        }

        return pieces;
    }

    /// <summary>The text as words; line breaks are words of their own, so that paragraphs stay apart.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                Add(start, i);
                words.Add("\n");
                start = i + 1;
            }
            else if (i > start && char.IsWhiteSpace(text[i - 1]) && !char.IsWhiteSpace(text[i]))
            {
                Add(start, i);
                start = i;
            }
        }

        Add(start, text.Length);
        return words;

        void Add(int from, int to)
        {
            if (to > from)
            {
                words.Add(text[from..to]);
            }
        }
    }

    /// <summary>Word by word what becomes of the old words and which new ones come in.</summary>
    public static IReadOnlyList<(Change Change, string Word)> Script(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var (head, tail) = (0, 0);
        while (head < before.Count && head < after.Count && before[head] == after[head])
        {
            head++;
        }

        while (tail < before.Count - head && tail < after.Count - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        var script = new List<(Change, string)>(before.Count + after.Count);
        script.AddRange(before.Take(head).Select(word => (Change.Kept, word)));
        script.AddRange(
            Middle([.. before.Skip(head).Take(before.Count - head - tail)], [.. after.Skip(head).Take(after.Count - head - tail)])
        );
        script.AddRange(before.Skip(before.Count - tail).Select(word => (Change.Kept, word)));
        return script;
    }

    private static IEnumerable<(Change, string)> Middle(string[] before, string[] after)
    {
        if (before.Length == 0 || after.Length == 0 || Trace(before, after) is not { } trace)
        {
            return [.. before.Select(word => (Change.Deleted, word)), .. after.Select(word => (Change.Inserted, word))];
        }

        var backwards = new List<(Change, string)>(before.Length + after.Length);
        var (x, y) = (before.Length, after.Length);
        for (var edits = trace.Count - 1; edits >= 0; edits--)
        {
            var reached = trace[edits];
            var k = x - y;
            var from = IsDown(reached, edits, k) ? k + 1 : k - 1;
            var startX = reached[from + edits + 1];
            var startY = startX - from;
            while (x > startX && y > startY)
            {
                backwards.Add((Change.Kept, before[--x]));
                y--;
            }

            if (edits > 0)
            {
                backwards.Add(x == startX ? (Change.Inserted, after[y - 1]) : (Change.Deleted, before[x - 1]));
            }

            (x, y) = (startX, startY);
        }

        backwards.Reverse();
        return backwards;
    }

    // For each number of edits how far each diagonal was reached before; null when the texts are too far apart.
    private static List<int[]>? Trace(string[] before, string[] after)
    {
        var trace = new List<int[]>();
        var reached = new int[] { 0, 0, 0 };
        for (var edits = 0; edits <= Math.Min(before.Length + after.Length, MostEdits); edits++)
        {
            trace.Add(reached);
            var next = new int[reached.Length + 2];
            for (var k = -edits; k <= edits; k += 2)
            {
                var x = IsDown(reached, edits, k) ? reached[k + 1 + edits + 1] : reached[k - 1 + edits + 1] + 1;
                while (x < before.Length && x - k < after.Length && before[x] == after[x - k])
                {
                    x++;
                }

                next[k + edits + 2] = x;
                if (x >= before.Length && x - k >= after.Length)
                {
                    return trace;
                }
            }

            reached = next;
        }

        return null;
    }

    // Diagonal k stands at place k + edits + 1 of what was reached with fewer edits.
    private static bool IsDown(int[] reached, int edits, int k) =>
        k == -edits || (k != edits && reached[k - 1 + edits + 1] < reached[k + 1 + edits + 1]);
}

using Residency.Foundation.Text;

namespace Residency.Foundation.Ui;

/// <summary>A piece of a text that was kept, inserted or deleted.</summary>
/// <param name="Change">What happened to it.</param>
/// <param name="Text">Its words; may run over line breaks.</param>
/// <param name="Author">Who did it; empty when that is not said.</param>
public sealed record ChangedPiece(Change Change, string Text, string Author = "")
{
    /// <summary>What is only suggested about it in the later text; null when nothing is.</summary>
    public SuggestedChange? Suggested { get; init; }
}

/// <summary>Paragraphs that follow each other and are shown, or folded, together.</summary>
/// <param name="Paragraphs">At least one, each of at least one piece.</param>
/// <param name="IsFolded">True for a long stretch in which nothing changed.</param>
public sealed record ChangedRun(IReadOnlyList<IReadOnlyList<ChangedPiece>> Paragraphs, bool IsFolded);

/// <summary>Arranges pieces in paragraphs, and finds the stretches that a reader of changes may skip.</summary>
public static class ChangedParagraphs
{
    /// <summary>How many paragraphs beside a change stay visible, so that it can be understood.</summary>
    public const int Around = 1;

    /// <summary>A stretch shorter than this is shown: folding it would save nothing.</summary>
    public const int ShortestFold = 3;

    /// <summary>The paragraphs in reading order, in runs that alternate between shown and folded.</summary>
    public static IReadOnlyList<ChangedRun> Runs(IReadOnlyList<ChangedPiece> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        var paragraphs = Split(pieces);
        var changed = paragraphs.ConvertAll(paragraph => paragraph.Any(piece => piece.Change != Change.Kept));
        var shown = new bool[paragraphs.Count];
        for (var i = 0; i < shown.Length; i++)
        {
            var (from, to) = (Math.Max(0, i - Around), Math.Min(shown.Length - 1, i + Around));
            shown[i] = changed.GetRange(from, to - from + 1).Contains(true);
        }

        var runs = new List<ChangedRun>();
        for (var start = 0; start < shown.Length; )
        {
            var end = start;
            while (end < shown.Length && shown[end] == shown[start])
            {
                end++;
            }

            runs.Add(new ChangedRun(paragraphs.GetRange(start, end - start), !shown[start] && end - start >= ShortestFold));
            start = end;
        }

        return runs;
    }

    /// <summary>Whether a paragraph is one of some titles, as it was or as it is.</summary>
    public static bool IsTitle(IReadOnlyList<ChangedPiece> paragraph, IReadOnlySet<string> titles)
    {
        ArgumentNullException.ThrowIfNull(titles);
        return titles.Contains(Without(Change.Deleted)) || titles.Contains(Without(Change.Inserted));

        // A suggested deletion still stands in the later text.
        string Without(Change change) =>
            string.Concat(
                    paragraph
                        .Where(piece => piece.Change != change || (change == Change.Deleted && piece.Suggested is not null))
                        .Select(piece => piece.Text)
                )
                .Trim();
    }

    // Pieces run over line breaks; paragraphs do not.
    private static List<IReadOnlyList<ChangedPiece>> Split(IReadOnlyList<ChangedPiece> pieces)
    {
        var paragraphs = new List<List<ChangedPiece>> { new() };
        foreach (var piece in pieces)
        {
            var lines = piece.Text.Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (i > 0)
                {
                    paragraphs.Add([]);
                }

                if (lines[i].Length > 0)
                {
                    paragraphs[^1].Add(piece with { Text = lines[i] });
                }
            }
        }

        return [.. paragraphs.Where(paragraph => paragraph.Count > 0)];
    }
}

namespace Residency.Make.Publishing.Draw;

/// <summary>Words in lines of one size.</summary>
/// <param name="Lines">The lines from top to bottom.</param>
/// <param name="Size">Size of the letters in pixels.</param>
public sealed record SetLines(IReadOnlyList<string> Lines, double Size);

/// <summary>Breaks words into lines that fit.</summary>
public static class LineBreaks
{
    private const string Ellipsis = "…";

    /// <summary>Sets the text in the largest size in which it fits, with lines of about the same length.</summary>
    /// <param name="face">The font.</param>
    /// <param name="text">What to set; runs of white space count as one space.</param>
    /// <param name="width">Pixels for a line.</param>
    /// <param name="sizes">Sizes to try with the most lines of each, the largest first; the last one is cut short if need be.</param>
    public static SetLines Fit(TypeFace face, string text, double width, params IReadOnlyList<(double Size, int Lines)> sizes)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        foreach (var (size, most) in sizes)
        {
            var lines = Break(face, words, size, width);
            if (lines.Count <= most && lines.All(line => face.WidthOf(line, size) <= width))
            {
                return new SetLines(Balance(face, words, size, width), size);
            }
        }

        return Cut(face, words, width, sizes[^1]);
    }

    private static List<string> Break(TypeFace face, IReadOnlyList<string> words, double size, double width)
    {
        var lines = new List<string>();
        foreach (var word in words)
        {
            if (lines.Count > 0 && face.WidthOf($"{lines[^1]} {word}", size) <= width)
            {
                lines[^1] = $"{lines[^1]} {word}";
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }

    // The narrowest measure that still needs no more lines leaves no word alone on the last one.
    private static List<string> Balance(TypeFace face, IReadOnlyList<string> words, double size, double width)
    {
        var best = Break(face, words, size, width);
        for (var narrower = width * 0.97; narrower > width * 0.5; narrower -= width * 0.03)
        {
            var lines = Break(face, words, size, narrower);
            if (lines.Count > best.Count || lines.Any(line => face.WidthOf(line, size) > narrower))
            {
                break;
            }

            best = lines;
        }

        return best;
    }

    private static SetLines Cut(TypeFace face, IReadOnlyList<string> words, double width, (double Size, int Lines) last)
    {
        var lines = Break(face, [.. words.SelectMany(word => Pieces(face, word, last.Size, width))], last.Size, width);
        if (lines.Count <= last.Lines)
        {
            return new SetLines(lines, last.Size);
        }

        var end = lines[last.Lines - 1];
        while (end.Length > 1 && face.WidthOf(end + Ellipsis, last.Size) > width)
        {
            end = end[..^(char.IsLowSurrogate(end[^1]) ? 2 : 1)].TrimEnd();
        }

        return new SetLines([.. lines.Take(last.Lines - 1), end + Ellipsis], last.Size);
    }

    // A word wider than the picture, such as an address, is broken where it must.
    private static IEnumerable<string> Pieces(TypeFace face, string word, double size, double width)
    {
        var piece = "";
        foreach (var rune in word.EnumerateRunes())
        {
            if (piece.Length > 0 && face.WidthOf(piece + rune, size) > width)
            {
                yield return piece;
                piece = "";
            }

            piece += rune;
        }

        yield return piece;
    }
}

using System.Globalization;
using System.Text;

namespace Residency.Share.Library.Model;

/// <summary>A piece of text, found or not.</summary>
public sealed record SnippetPart(string Text, bool IsFound);

/// <summary>Cuts the telling passage out of a text and marks the words that were looked for.</summary>
/// <remarks>
/// Done here rather than in the database, so that both engines show the same, only the rows on the page cost anything,
/// and no markup is ever mixed with text. Compares without case and accents, as the indexes do.
/// </remarks>
public static class Snippet
{
    private const int Before = 60;

    /// <summary>The passage around the first found word.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">What was looked for.</param>
    /// <param name="longest">The greatest number of characters, 40–2,000.</param>
    public static IReadOnlyList<SnippetPart> Of(string text, SearchWords words, int longest)
    {
        // What stands far behind the first found word cannot be in the passage.
        var found = Find(text, words, Before + longest);
        var first = found.Count == 0 ? 0 : found[0].Start;
        var start = first <= Before ? 0 : WordStart(text, first - Before);
        var end = Math.Min(text.Length, start + longest);
        if (end < text.Length)
        {
            end = Math.Max(WordEnd(text, end), found.Count == 0 ? 0 : Math.Min(text.Length, found[0].End));
        }

        return Cut(text, found, start, end);
    }

    /// <summary>The whole text with the found words marked; for titles.</summary>
    public static IReadOnlyList<SnippetPart> Mark(string text, SearchWords words) =>
        Cut(text, Find(text, words, text.Length), 0, text.Length);

    private static List<SnippetPart> Cut(string text, List<(int Start, int End)> found, int start, int end)
    {
        var parts = new List<SnippetPart>();
        var position = start;
        foreach (var (from, to) in found.Where(hit => hit.Start >= start && hit.End <= end))
        {
            if (from > position)
            {
                parts.Add(new SnippetPart(Flat(text[position..from]), IsFound: false));
            }

            parts.Add(new SnippetPart(text[from..to], IsFound: true));
            position = to;
        }

        if (position < end)
        {
            parts.Add(new SnippetPart(Flat(text[position..end]), IsFound: false));
        }

        if (start > 0)
        {
            parts.Insert(0, new SnippetPart("… ", IsFound: false));
        }

        if (end < text.Length)
        {
            parts.Add(new SnippetPart(" …", IsFound: false));
        }

        return parts;
    }

    private static List<(int Start, int End)> Find(string text, SearchWords words, int behindFirst)
    {
        var wanted = words
            .Parts.Where(part => !part.IsExcluded)
            .SelectMany(part =>
                part.Words.Select((word, i) => (Word: Plain(word), Begins: part.IsBeginning && i == part.Words.Count - 1))
            )
            .ToList();
        var found = new List<(int Start, int End)>();
        if (wanted.Count == 0)
        {
            return found;
        }

        var position = 0;
        while (position < text.Length && (found.Count == 0 || position - found[0].Start <= behindFirst))
        {
            if (!IsLetter(text[position]))
            {
                position++;
                continue;
            }

            var end = position;
            while (end < text.Length && IsLetter(text[end]))
            {
                end++;
            }

            if (IsAny(text.AsSpan(position, end - position), wanted))
            {
                found.Add((position, end));
            }

            position = end;
        }

        return found;
    }

    private static bool IsAny(ReadOnlySpan<char> word, List<(string Word, bool Begins)> wanted)
    {
        // Most words have no accents, and then need no copy.
        var plain = Ascii.IsValid(word) ? word : Plain(word.ToString());
        foreach (var (sought, begins) in wanted)
        {
            if (
                begins
                    ? plain.StartsWith(sought, StringComparison.OrdinalIgnoreCase)
                    : plain.Equals(sought, StringComparison.OrdinalIgnoreCase)
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLetter(char c) => char.IsAsciiLetterOrDigit(c) || !char.IsAscii(c) && IsLetterElsewhere(c);

    private static bool IsLetterElsewhere(char c) =>
        char.IsLetterOrDigit(c)
        || char.IsSurrogate(c)
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>A word without case and accents, as the indexes compare it.</summary>
    internal static string Plain(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var rune in word.ToLowerInvariant().Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(rune.ToString());
            }
        }

        return plain.ToString();
    }

    private static int WordStart(string text, int near)
    {
        var space = text.IndexOf(' ', near);
        return space < 0 ? near : space + 1;
    }

    private static int WordEnd(string text, int near)
    {
        var space = text.LastIndexOf(' ', near - 1);
        return space <= 0 ? near : space;
    }

    private static string Flat(string text) => text.Replace("\r", "", StringComparison.Ordinal).Replace('\n', ' ');
}

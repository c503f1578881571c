using System.Globalization;
using System.Text;

namespace Residency.Share.Library.Model;

/// <summary>What a reader typed into the search box, taken apart so that no database ever sees raw syntax.</summary>
/// <remarks>
/// Words between double quotes are a phrase; the last word outside quotes also matches its beginnings while a reader is
/// still typing it; a leading minus excludes. Everything else is a plain word. At most 16 parts of at most 64 characters
/// are used; the rest is ignored, and <see cref="WasCut"/> says so.
/// </remarks>
public sealed record SearchWords
{
    private const int MostParts = 16;
    private const int LongestPart = 64;

    private SearchWords(IReadOnlyList<SearchPart> parts, bool wasCut) => (Parts, WasCut) = (parts, wasCut);

    /// <summary>The parts in the order in which they were typed.</summary>
    public IReadOnlyList<SearchPart> Parts { get; }

    /// <summary>True when the text was longer than we look at.</summary>
    public bool WasCut { get; }

    /// <summary>True when nothing can be searched for: no part that must be found.</summary>
    public bool IsEmpty => Parts.All(part => part.IsExcluded);

    /// <summary>Takes a text apart. Never fails.</summary>
    public static SearchWords Of(string? text)
    {
        var parts = new List<SearchPart>();
        var rest = text ?? "";
        var position = 0;
        while (position < rest.Length)
        {
            if (char.IsWhiteSpace(rest[position]))
            {
                position++;
                continue;
            }

            var excluded = rest[position] == '-' && position + 1 < rest.Length && !char.IsWhiteSpace(rest[position + 1]);
            var start = excluded ? position + 1 : position;
            var quoted = start < rest.Length && rest[start] is '"' or '“' or '”';
            var end = quoted ? EndOfPhrase(rest, start + 1) : EndOfWord(rest, start);
            var words = Words(rest[(quoted ? start + 1 : start)..end]);
            if (words.Count > 0)
            {
                var typing = !quoted && !excluded && end == rest.Length;
                parts.Add(new SearchPart(words, excluded, typing));
            }

            position = quoted ? Math.Min(end + 1, rest.Length) : end;
        }

        return new SearchWords([.. parts.Take(MostParts)], parts.Count > MostParts);
    }

    /// <summary>The query for SQLite's FTS5: every word quoted. Source: https://sqlite.org/fts5.html, section 3.</summary>
    public string ForFts5()
    {
        var wanted = string.Join(" AND ", Parts.Where(part => !part.IsExcluded).Select(Fts5));
        var unwanted = string.Concat(Parts.Where(part => part.IsExcluded).Select(part => $" NOT {Fts5(part)}"));
        return wanted.Length == 0 ? ""
            : unwanted.Length == 0 ? wanted
            : $"({wanted}){unwanted}";
    }

    /// <summary>The query for PostgreSQL's to_tsquery: every word quoted. Source: its manual, section 12.3.2.</summary>
    public string ForTsQuery()
    {
        var all = Parts.Where(part => !part.IsExcluded).Select(TsQuery);
        var none = Parts.Where(part => part.IsExcluded).Select(part => "!" + TsQuery(part));
        return string.Join(" & ", all.Concat(none));
    }

    /// <summary>Whether a short text holds what is looked for, without case and accents, as both indexes compare.</summary>
    public bool AreIn(string text)
    {
        var all = Words(text).ConvertAll(Snippet.Plain);
        return Parts.All(part => part.IsExcluded != IsInRow(all, part));
    }

    private static bool IsInRow(List<string> all, SearchPart part) =>
        Enumerable
            .Range(0, Math.Max(0, all.Count - part.Words.Count + 1))
            .Any(start => part.Words.Index().All(word => IsAlike(all[start + word.Index], part, word.Index)));

    private static bool IsAlike(string there, SearchPart part, int at) =>
        part.IsBeginning && at == part.Words.Count - 1
            ? there.StartsWith(Snippet.Plain(part.Words[at]), StringComparison.Ordinal)
            : there == Snippet.Plain(part.Words[at]);

    private static string Fts5(SearchPart part)
    {
        var phrase = $"\"{string.Join(' ', part.Words)}\"";
        return part.IsBeginning ? phrase + "*" : phrase;
    }

    private static string TsQuery(SearchPart part)
    {
        var words = part.Words.Select(word => $"'{word.Replace("'", "''", StringComparison.Ordinal)}'").ToList();
        if (part.IsBeginning)
        {
            words[^1] += ":*";
        }

        return words.Count == 1 ? words[0] : $"({string.Join(" <-> ", words)})";
    }

    private static int EndOfPhrase(string text, int from)
    {
        var end = text.IndexOfAny(['"', '“', '”'], from);
        return end < 0 ? text.Length : end;
    }

    private static int EndOfWord(string text, int from)
    {
        var end = from;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('"' or '“' or '”'))
        {
            end++;
        }

        return end;
    }

    // Letters and digits of every script; all else separates, as the indexers of both databases do.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (
                Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            )
            {
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (word.Length > 0)
            {
                words.Add(Cut(word));
            }
        }

        if (word.Length > 0)
        {
            words.Add(Cut(word));
        }

        return words;
    }

    private static string Cut(StringBuilder word)
    {
        var text = word.Length <= LongestPart ? word.ToString() : word.ToString(0, LongestPart);
        word.Clear();
        return char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
    }
}

/// <summary>One word or phrase of a search.</summary>
/// <param name="Words">Its words in order, in lower case; never empty.</param>
/// <param name="IsExcluded">True when texts that hold it are not wanted.</param>
/// <param name="IsBeginning">True when the last word may be the beginning of a longer one.</param>
public sealed record SearchPart(IReadOnlyList<string> Words, bool IsExcluded, bool IsBeginning);

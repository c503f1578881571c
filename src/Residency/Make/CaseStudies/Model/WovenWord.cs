using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>A part of a word about which the same is suggested, or nothing.</summary>
/// <param name="Text">Not empty.</param>
/// <param name="Suggested">Whether it would come or go; null when it simply stands there.</param>
/// <param name="By">Who suggests it; empty when nobody does or the name is not known.</param>
internal sealed record WovenPart(string Text, SuggestedChange? Suggested, string By)
{
    /// <summary>Whether the house knows who suggests it.</summary>
    public bool IsKnown { get; init; }
}

/// <summary>A word with the white space behind it, as it is compared: by what it says without suggestions.</summary>
/// <param name="Key">What two words must have in common to be the same one.</param>
/// <param name="Parts">In reading order; at least one.</param>
internal sealed record WovenWord(string Key, IReadOnlyList<WovenPart> Parts)
{
    // No word begins with it that somebody typed: it is no character of a text.
    private const char Suggestion = '\u0001';

    /// <summary>Whether nothing of it stands in the text as long as nobody takes it on.</summary>
    public bool IsOnlySuggested => Key[0] == Suggestion;

    /// <summary>Whether it is nothing but the space between words.</summary>
    public bool IsSpace => Parts.All(part => string.IsNullOrWhiteSpace(part.Text));

    /// <summary>What stands there, what is suggested left out.</summary>
    public string Standing =>
        string.Concat(Parts.Where(part => part.Suggested != SuggestedChange.Insert).Select(part => part.Text));

    /// <summary>Who suggested that all of it goes; null when nobody did, or nobody whom the house knows.</summary>
    public string? GoesBy =>
        Parts.Where(part => part.Suggested != SuggestedChange.Insert && !string.IsNullOrWhiteSpace(part.Text)).ToList()
            is [{ Suggested: SuggestedChange.Delete, By.Length: > 0, IsKnown: true } first, ..] going
        && going.TrueForAll(part => part.Suggested == SuggestedChange.Delete)
            ? first.By
            : null;

    /// <summary>The words of a text.</summary>
    /// <remarks>The number of spaces behind a word does not tell it from another; the end of a line is a word of its own.</remarks>
    public static IReadOnlyList<WovenWord> Split(SuggestedWords words)
    {
        var (split, place, next) = (new List<WovenWord>(), 0, 0);
        foreach (var word in WordDiff.Split(words.Text))
        {
            while (next < words.Spans.Count && words.Spans[next].End <= place)
            {
                next++;
            }

            split.Add(Of([.. Cut(word, place, words.Spans.Skip(next))]));
            place += word.Length;
        }

        return split;
    }

    private static IEnumerable<WovenPart> Cut(string word, int start, IEnumerable<SuggestedSpan> spans)
    {
        var done = 0;
        foreach (var span in spans.TakeWhile(span => span.Start < start + word.Length))
        {
            var (from, to) = (Math.Max(span.Start - start, done), Math.Min(span.End - start, word.Length));
            if (from > done)
            {
                yield return new WovenPart(word[done..from], null, "");
            }

            if (to > from)
            {
                yield return new WovenPart(word[from..to], span.Change, span.By) { IsKnown = span.IsKnown };
            }

            done = Math.Max(done, to);
        }

        if (done < word.Length)
        {
            yield return new WovenPart(word[done..], null, "");
        }
    }

    private static WovenWord Of(List<WovenPart> parts)
    {
        var all = string.Concat(parts.Select(part => part.Text));
        var standing = string.Concat(parts.Where(part => part.Suggested != SuggestedChange.Insert).Select(part => part.Text));
        var isSuggested = string.IsNullOrWhiteSpace(all)
            ? parts.TrueForAll(part => part.Suggested == SuggestedChange.Insert)
            : string.IsNullOrWhiteSpace(standing);
        var key = isSuggested ? Suggestion + all : standing;
        return new WovenWord(string.IsNullOrWhiteSpace(key) ? key : key.TrimEnd(), parts);
    }
}

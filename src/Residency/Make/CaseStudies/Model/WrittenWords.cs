using System.Text;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>Words of one writer.</summary>
/// <param name="Text">The words.</param>
/// <param name="Writer">Who wrote them.</param>
public sealed record WrittenWords(string Text, string Writer)
{
    /// <summary>What is only suggested about them, and by whom; null when nothing is.</summary>
    public (SuggestedChange Change, string By)? Suggested { get; init; }

    /// <summary>Whole words: each is by whoever wrote most of its letters, and by the first of those who wrote as many.</summary>
    /// <remarks>A suggestion divides a word: what would come is never by whoever wrote the rest.</remarks>
    /// <param name="letters">Passages beside each other as they were written, down to single letters.</param>
    /// <param name="spans">What is suggested in them; places in all passages together.</param>
    public static IReadOnlyList<WrittenWords> ByWord(IReadOnlyList<WrittenWords> letters, IReadOnlyList<SuggestedSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(letters);
        ArgumentNullException.ThrowIfNull(spans);
        var text = string.Concat(letters.Select(passage => passage.Text));
        var writers = letters.SelectMany(passage => Enumerable.Repeat(passage.Writer, passage.Text.Length)).ToList();
        var (words, place) = (new List<WrittenWords>(), 0);
        foreach (var part in WovenWord.Split(new SuggestedWords(text, spans)).SelectMany(word => word.Parts))
        {
            words.Add(
                new WrittenWords(part.Text, MostOf(part.Text, writers.GetRange(place, part.Text.Length)))
                {
                    Suggested = part.Suggested is { } change ? (change, part.By) : null,
                }
            );
            place += part.Text.Length;
        }

        return words;
    }

    /// <summary>Neighbours of one writer, about whom the same is suggested, as one.</summary>
    public static IReadOnlyList<WrittenWords> Join(IEnumerable<WrittenWords> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var joined = new List<WrittenWords>();
        var text = new StringBuilder();
        WrittenWords? open = null;
        foreach (var word in words)
        {
            if (open is not null && (open.Writer != word.Writer || open.Suggested != word.Suggested))
            {
                joined.Add(open with { Text = text.ToString() });
                text.Clear();
            }

            open = word;
            text.Append(word.Text);
        }

        if (open is not null)
        {
            joined.Add(open with { Text = text.ToString() });
        }

        return joined;
    }

    private static string MostOf(string word, List<string> writers) =>
        writers
            .Where((_, place) => !char.IsWhiteSpace(word[place]) || string.IsNullOrWhiteSpace(word))
            .GroupBy(writer => writer, StringComparer.Ordinal)
            .MaxBy(group => group.Count())!
            .Key; // a word has a letter
}

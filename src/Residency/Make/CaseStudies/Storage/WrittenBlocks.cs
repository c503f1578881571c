using Residency.Foundation.LiveText;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>A live text block by block, as whole words with their writers.</summary>
internal static class WrittenBlocks
{
    /// <summary>The blocks in reading order.</summary>
    /// <param name="passages">Who wrote what, down to letters.</param>
    /// <param name="document">The same text; it says what is only suggested.</param>
    public static IEnumerable<(string Block, IReadOnlyList<WrittenWords> Words)> Of(
        IReadOnlyList<LivePassage> passages,
        Document document
    )
    {
        var lines = LinesOf(document);
        for (var start = 0; start < passages.Count; )
        {
            var (end, block) = (start + 1, passages[start].Block);
            while (end < passages.Count && passages[end].Block == block)
            {
                end++;
            }

            var letters = passages.Skip(start).Take(end - start).Select(one => new WrittenWords(one.Text, one.Writer)).ToList();
            // Where letters and document differ, as in blocks of several lines, nothing is said of suggestions.
            var isKnown =
                lines.TryGetValue(block, out var line) && line.Text == string.Concat(letters.Select(passage => passage.Text));
            yield return (block, WrittenWords.ByWord(letters, isKnown ? line!.Spans : [])); // just found
            start = end;
        }
    }

    private static Dictionary<string, SuggestedWords> LinesOf(Document document)
    {
        var lines = document.Sections.Select(section => (section.Id, Line: SuggestedWords.OfLetters([section.Title])));
        var blocks = document.AllBlocks().Select(block => (block.Id, Line: SuggestedWords.OfLetters(SectionText.Lines(block))));
        return lines
            .Concat(blocks)
            .DistinctBy(pair => pair.Id, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Id, pair => pair.Line, StringComparer.Ordinal);
    }
}

using System.Globalization;
using System.Text;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>A stretch of words that is only suggested.</summary>
/// <param name="Start">The first UTF-16 unit.</param>
/// <param name="End">The unit behind the last one.</param>
/// <param name="Change">Whether the words would come or go.</param>
/// <param name="By">Who suggests it, as the text gives the name; may be empty.</param>
public sealed record SuggestedSpan(int Start, int End, SuggestedChange Change, string By);

/// <summary>The words of a text, what would go among them, and which of them are only suggested.</summary>
/// <param name="Text">The words; blocks divided by empty lines.</param>
/// <param name="Spans">In reading order; they do not overlap.</param>
public sealed record SuggestedWords(string Text, IReadOnlyList<SuggestedSpan> Spans)
{
    // Noncharacters of Unicode stand around suggested words until they are found again in the plain text.
    private const char Opening = '\uFDD0';
    private const char Numbered = '\uFDD1';
    private const char Closing = '\uFDD2';

    /// <summary>The words of a whole text, titles on lines of their own.</summary>
    public static SuggestedWords Of(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var said = new List<(SuggestedChange, string)>();
        var signed = new DocumentMap(line => Signed(line, said)).Apply(document);
        var lines = signed.Sections.SelectMany(section =>
            section
                .Blocks.Select(block => (Words: DocumentText.Of(block), block.Suggested))
                .Prepend((DocumentText.Of(section.Title), null))
        );
        var text = new StringBuilder();
        foreach (var (words, suggested) in lines.Where(line => line.Words.Length > 0))
        {
            // The end of the line above comes and goes with the block.
            text.Append(
                text.Length == 0 ? ""
                : suggested is { } by ? Signed("\n\n", (by.Change, by.Author), said)
                : "\n\n"
            );
            text.Append(words);
        }

        return Read(text.ToString(), said);
    }

    /// <summary>The letters of some lines alone, without formulas, references and the like.</summary>
    public static SuggestedWords OfLetters(IEnumerable<Sequence<Inline>> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var said = new List<(SuggestedChange, string)>();
        var signed = lines.Select(line => DocumentText.Of(Signed([.. line.Where(inline => inline is Run)], said)));
        return Read(string.Concat(signed), said);
    }

    private static Sequence<Inline> Signed(Sequence<Inline> line, List<(SuggestedChange, string)> said)
    {
        if (!line.Any(inline => inline.Marks.Any(mark => mark is Inserted or Deleted)))
        {
            return line;
        }

        var signed = new List<Inline>();
        foreach (var inline in line)
        {
            var by = inline
                .Marks.Select(mark =>
                    mark switch
                    {
                        Inserted inserted => (SuggestedChange.Insert, inserted.Author),
                        Deleted deleted => (SuggestedChange.Delete, deleted.Author),
                        _ => ((SuggestedChange, string)?)null,
                    }
                )
                .FirstOrDefault(one => one is not null);
            if (by is not { } known)
            {
                signed.Add(inline);
                continue;
            }

            signed.Add(new Run(Sign(said.Count)));
            signed.Add(inline with { Marks = [] });
            signed.Add(new Run(Closing.ToString()));
            said.Add(known);
        }

        return signed.ToSequence();
    }

    private static string Signed(string words, (SuggestedChange, string) by, List<(SuggestedChange, string)> said)
    {
        said.Add(by);
        return Sign(said.Count - 1) + words + Closing;
    }

    private static string Sign(int number) => string.Create(CultureInfo.InvariantCulture, $"{Opening}{number}{Numbered}");

    private static SuggestedWords Read(string signed, List<(SuggestedChange Change, string By)> said)
    {
        if (said.Count == 0)
        {
            return new SuggestedWords(signed, []);
        }

        var (text, spans) = (new StringBuilder(signed.Length), new List<SuggestedSpan>());
        SuggestedSpan? open = null;
        for (var i = 0; i < signed.Length; i++)
        {
            var end = signed[i] == Opening ? signed.IndexOf(Numbered, i) : -1;
            if (
                end > 0
                && int.TryParse(signed.AsSpan(i + 1, end - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                && n < said.Count
            )
            {
                open = new SuggestedSpan(text.Length, text.Length, said[n].Change, said[n].By);
                i = end;
            }
            else if (signed[i] == Closing && open is not null)
            {
                Close(spans, open with { End = text.Length });
                open = null;
            }
            else
            {
                text.Append(signed[i]);
            }
        }

        return new SuggestedWords(text.ToString(), spans);
    }

    // Neighbours of one kind and person are one, whatever other marks divide them.
    private static void Close(List<SuggestedSpan> spans, SuggestedSpan span)
    {
        if (spans is [.., var last] && last.End == span.Start && last.Change == span.Change && last.By == span.By)
        {
            spans[^1] = last with { End = span.End };
        }
        else if (span.End > span.Start)
        {
            spans.Add(span);
        }
    }
}

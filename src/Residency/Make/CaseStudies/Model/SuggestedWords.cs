using System.Globalization;
using System.Text;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>A stretch of words that is only suggested.</summary>
/// <param name="Start">The first UTF-16 unit.</param>
/// <param name="End">The unit behind the last one.</param>
/// <param name="Change">Whether the words would come or go.</param>
/// <param name="By">Who suggests it, as the text gives the name; may be empty.</param>
public sealed record SuggestedSpan(int Start, int End, SuggestedChange Change, string By)
{
    /// <summary>Whether the house knows who it was; a name that came with a file is only what the file says.</summary>
    public bool IsKnown { get; init; }
}

/// <summary>The words of a text, what would go among them, and which of them are only suggested.</summary>
/// <param name="Text">The words; blocks divided by empty lines.</param>
/// <param name="Spans">In reading order; they do not overlap.</param>
public sealed record SuggestedWords(string Text, IReadOnlyList<SuggestedSpan> Spans)
{
    // Noncharacters of Unicode stand around suggested words until they are found again in the plain text.
    private const char Opening = '\uFDD0';
    private const char Numbered = '\uFDD1';
    private const char Closing = '\uFDD2';
    private const char Unknown = '\uFFFD';

    /// <summary>The words of a whole text, titles on lines of their own.</summary>
    public static SuggestedWords Of(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var said = new List<Said>();
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
                : suggested is { } by ? Signed("\n\n", Said.Of(by), said)
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
        var said = new List<Said>();
        var signed = lines.Select(line => DocumentText.Of(Signed([.. line.Where(inline => inline is Run)], said)));
        return Read(string.Concat(signed), said);
    }

    private static Sequence<Inline> Signed(Sequence<Inline> line, List<Said> said)
    {
        var signed = new List<Inline>();
        foreach (var inline in line.Select(Cleaned))
        {
            if (inline.Marks.Select(Said.Of).FirstOrDefault(one => one is not null) is not { } by)
            {
                signed.Add(inline);
                continue;
            }

            signed.Add(new Run(Sign(said.Count)));
            signed.Add(inline with { Marks = [] });
            signed.Add(new Run(Closing.ToString()));
            said.Add(by);
        }

        return signed.ToSequence();
    }

    // Who types the signs suggests nothing by it. As long as before, because places are counted.
    private static Inline Cleaned(Inline inline) =>
        inline is Run run && run.Text.AsSpan().IndexOfAnyInRange(Opening, Closing) >= 0
            ? run with
            {
                Text = run.Text.Replace(Opening, Unknown).Replace(Numbered, Unknown).Replace(Closing, Unknown),
            }
            : inline;

    private static string Signed(string words, Said by, List<Said> said)
    {
        said.Add(by);
        return Sign(said.Count - 1) + words + Closing;
    }

    private static string Sign(int number) => string.Create(CultureInfo.InvariantCulture, $"{Opening}{number}{Numbered}");

    private static SuggestedWords Read(string signed, List<Said> said)
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
                open = new SuggestedSpan(text.Length, text.Length, said[n].Change, said[n].By) { IsKnown = said[n].IsKnown };
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
        if (
            spans is [.., var last]
            && last with { Start = 0, End = 0 } == span with { Start = 0, End = 0 }
            && last.End == span.Start
        )
        {
            spans[^1] = last with { End = span.End };
        }
        else if (span.End > span.Start)
        {
            spans.Add(span);
        }
    }

    // What stands at suggested words.
    private sealed record Said(SuggestedChange Change, string By, bool IsKnown)
    {
        public static Said? Of(Mark mark) =>
            mark switch
            {
                Inserted by => new Said(SuggestedChange.Insert, by.Author, by.Person is not null),
                Deleted by => new Said(SuggestedChange.Delete, by.Author, by.Person is not null),
                _ => null,
            };

        public static Said Of(SuggestedBlock by) => new(by.Change, by.Author, by.Person is not null);
    }
}

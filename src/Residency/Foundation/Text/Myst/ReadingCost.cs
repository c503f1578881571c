using System.Buffers;
using System.Globalization;
using Residency.Foundation.Results;

namespace Residency.Foundation.Text.Myst;

/// <summary>What it will cost to read a text, told before it is read.</summary>
/// <remarks>
/// For each sign that may open something a parser of Markdown looks through the rest of its paragraph, so the work grows
/// with signs times characters of each paragraph. Writing comes nowhere near the limit; what is made to stop a reader does.
/// </remarks>
internal static class ReadingCost
{
    internal const int MostInParagraph = 50_000;

    /// <summary>The sum over all paragraphs of signs times characters: some seconds of a slow machine.</summary>
    internal const long Most = 1_000_000_000;

    private static readonly SearchValues<char> Signs = SearchValues.Create("[]()*_`<$!{}~^");

    /// <summary>The work that the paragraphs of a text make.</summary>
    internal static long Of(string text) => Measure(text).Sum;

    /// <summary>Why a text is not read; null when it is.</summary>
    internal static Refusal? Refuse(string text)
    {
        var (sum, longest, heaviest) = Measure(text);
        if (longest.Length > MostInParagraph)
        {
            return new Refusal.Invalid(
                "file",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The paragraph that begins in line {longest.Line} has more than 50,000 characters. If pictures are written into the text, make them files of their own; else divide it with empty lines."
                )
            );
        }

        return sum > Most
            ? new Refusal.Invalid(
                "file",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The text holds more signs of Markdown in long paragraphs than can be read; the heaviest begins in line {heaviest.Line}. Divide it with empty lines."
                )
            )
            : null;
    }

    private static (long Sum, Paragraph Longest, Paragraph Heaviest) Measure(string text)
    {
        var (number, sum) = (0, 0L);
        var (present, longest, heaviest) = (new Paragraph(1, 0, 0), new Paragraph(1, 0, 0), new Paragraph(1, 0, 0));
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsWhiteSpace())
            {
                End();
                present = new Paragraph(number + 1, 0, 0);
                continue;
            }

            present = new Paragraph(present.Line, present.Length + line.Length + 1, present.Signs + Count(line));
        }

        End();
        return (sum, longest, heaviest);

        void End()
        {
            sum += present.Work;
            longest = present.Length > longest.Length ? present : longest;
            heaviest = present.Work > heaviest.Work ? present : heaviest;
        }
    }

    private static int Count(ReadOnlySpan<char> line)
    {
        var count = 0;
        for (var next = line.IndexOfAny(Signs); next >= 0; next = line.IndexOfAny(Signs))
        {
            count++;
            line = line[(next + 1)..];
        }

        return count;
    }

    private sealed record Paragraph(int Line, int Length, int Signs)
    {
        internal long Work => (long)Length * Signs;
    }
}

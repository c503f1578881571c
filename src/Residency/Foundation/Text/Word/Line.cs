using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>What one paragraph holds.</summary>
internal sealed partial class Line
{
    private readonly HashSet<Inline> _displayed = new(ReferenceEqualityComparer.Instance);

    internal List<Inline> Inlines { get; } = [];

    /// <summary>Texts in boxes that are anchored in the paragraph.</summary>
    internal List<(XElement Content, WordPlace Place)> Boxes { get; } = [];

    /// <summary>Whether a horizontal line stands in it.</summary>
    internal bool HasRule { get; set; }

    /// <summary>What the paragraph counts, such as "Figure"; null when it counts nothing.</summary>
    internal string? Counted { get; set; }

    /// <summary>Whether every word is in a typewriter face.</summary>
    internal bool IsTypewriter =>
        Inlines.Count > 0
        && Inlines.TrueForAll(inline =>
            inline is LineBreak || inline is Run run && (run.Text.Trim().Length == 0 || run.Marks.Any(mark => mark is Code))
        )
        && Inlines.Exists(inline => inline is Run run && run.Text.Trim().Length > 0);

    /// <summary>Whether nothing but pictures stands in it, none of them suggested.</summary>
    internal bool IsPictures =>
        Said.Any() && Said.All(inline => inline is InlineImage && !inline.Marks.Any(mark => mark is Inserted or Deleted));

    /// <summary>Whether nothing but formulas on lines of their own stands in it.</summary>
    internal bool IsFormulas => Said.Any() && Said.All(inline => _displayed.Contains(inline) && inline.Marks.IsEmpty);

    internal IEnumerable<Inline> Said =>
        Inlines.Where(inline => inline is not (LineBreak or Run) || inline is Run run && run.Text.Trim().Length > 0);

    internal void Add(Inline inline) => Inlines.Add(inline);

    internal void AddDisplayed(Inline formula)
    {
        _displayed.Add(formula);
        Inlines.Add(formula);
    }

    /// <summary>The content in its tidy form: references in pieces made one, no white space at the ends.</summary>
    internal Sequence<Inline> Content() => Trim(Whole());

    /// <summary>The content with references in pieces made one, white space at the ends kept.</summary>
    internal Sequence<Inline> Whole() => Marks.Tidy(Joined());

    /// <summary>The content with "Figure 1:" at its beginning left out, since readers count for themselves.</summary>
    internal static Sequence<Inline> WithoutNumber(Sequence<Inline> content)
    {
        var words = string.Concat(content.TakeWhile(inline => inline is Run).Select(inline => ((Run)inline).Text));
        var match = CaptionNumber().Match(words);
        if (!match.Success)
        {
            return content;
        }

        var left = match.Length;
        var kept = new List<Inline>();
        foreach (var inline in content)
        {
            if (left > 0 && inline is Run run)
            {
                var cut = Math.Min(left, run.Text.Length);
                left -= cut;
                kept.Add(run with { Text = run.Text[cut..] });
            }
            else
            {
                kept.Add(inline);
            }
        }

        return Marks.Tidy(kept);
    }

    private static Sequence<Inline> Trim(Sequence<Inline> content)
    {
        var (first, last) = (0, content.Count - 1);
        while (first <= last && IsBlank(content[first]))
        {
            first++;
        }

        while (last >= first && IsBlank(content[last]))
        {
            last--;
        }

        var list = content.Skip(first).Take(last - first + 1).ToList();
        Shorten(list, 0, words => words.TrimStart(' '));
        Shorten(list, list.Count - 1, words => words.TrimEnd(' '));
        return list.ToSequence();
    }

    private static bool IsBlank(Inline inline) => inline is LineBreak || inline is Run run && run.Text.Trim(' ').Length == 0;

    private static void Shorten(List<Inline> list, int at, Func<string, string> trim)
    {
        if (at >= 0 && at < list.Count && list[at] is Run run)
        {
            list[at] = run with { Text = trim(run.Text) };
        }
    }

    private static Sequence<Mark> Tracked(Inline inline) => inline.Marks.Where(mark => mark is Inserted or Deleted).ToSequence();

    // A reference that stands in several runs is one reference.
    private List<Inline> Joined()
    {
        var whole = new List<Inline>();
        for (var i = 0; i < Inlines.Count; i++)
        {
            if (Inlines[i] is Citation && whole is [.., Citation before] && before.Equals(Inlines[i]))
            {
                continue;
            }

            if (Inlines[i] is not CrossReference first)
            {
                whole.Add(Inlines[i]);
                continue;
            }

            var words = new StringBuilder(first.Text);
            var marks = first.Marks;
            for (
                ;
                i + 1 < Inlines.Count
                    && Inlines[i + 1] is CrossReference next
                    && next.Target == first.Target
                    && Tracked(next) == Tracked(first);
                i++
            )
            {
                words.Append(next.Text);
                marks = marks.Where(mark => next.Marks.Contains(mark)).ToSequence();
            }

            whole.Add(first with { Text = words.ToString(), Marks = marks });
        }

        return whole;
    }

    [GeneratedRegex(
        @"^\s*[\p{L}\p{M}]+\.?[\s\u00A0]+[0-9IVXivx]+(?:[.\-–][0-9]+)*[\s\u00A0]*[:.–—-]?[\s\u00A0]*",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex CaptionNumber();
}

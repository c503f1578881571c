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
    internal bool IsTypewriter => Inlines.Count > 0
        && Inlines.TrueForAll(inline => inline is LineBreak || inline is Run run && (run.Text.Trim().Length == 0 || run.Marks.Any(mark => mark is Code)))
        && Inlines.Exists(inline => inline is Run run && run.Text.Trim().Length > 0);

    /// <summary>Whether nothing but pictures stands in it, none of them suggested.</summary>
    internal bool IsPictures => Said.Any() && Said.All(inline => inline is InlineImage && !inline.Marks.Any(mark => mark is Inserted or Deleted));

    /// <summary>Whether nothing but formulas on lines of their own stands in it.</summary>
    internal bool IsFormulas => Said.Any() && Said.All(inline => _displayed.Contains(inline) && inline.Marks.IsEmpty);

    internal IEnumerable<Inline> Said => Inlines.Where(inline => inline is not (LineBreak or Run) || inline is Run run && run.Text.Trim().Length > 0);

    internal void Add(Inline inline) => Inlines.Add(inline);

    internal void AddDisplayed(Inline formula)
    {
        _displayed.Add(formula);
        Inlines.Add(formula);
    }

    /// <summary>The content in its tidy form: references in pieces made one, no white space at the ends.</summary>
    internal Sequence<Inline> Content() => Trim(Marks.Tidy(Whole()));

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
        var list = content.ToList();
        while (list is [Run or LineBreak, ..] && Shorten(list, 0, run => run.TrimStart(' ')))
        {
        }

        while (list is [.., Run or LineBreak] && Shorten(list, list.Count - 1, run => run.TrimEnd(' ')))
        {
        }

        return list.ToSequence();
    }

    // Says whether the piece went away, so that the next one is at the end now.
    private static bool Shorten(List<Inline> list, int at, Func<string, string> trim)
    {
        if (list[at] is Run run && trim(run.Text) is { Length: > 0 } words)
        {
            list[at] = run with { Text = words };
            return false;
        }

        list.RemoveAt(at);
        return list.Count > 0;
    }

    private List<Inline> Whole()
    {
        var whole = new List<Inline>();
        foreach (var inline in Inlines)
        {
            if (inline is CrossReference next && whole is [.., CrossReference last] && last.Target == next.Target)
            {
                whole[^1] = last with { Text = last.Text + next.Text, Marks = last.Marks.Where(mark => next.Marks.Contains(mark)).ToSequence() };
            }
            else
            {
                whole.Add(inline);
            }
        }

        return whole;
    }

    [GeneratedRegex(@"^\s*[\p{L}\p{M}]+\.?[\s\u00A0]+[0-9IVXivx]+(?:[.\-–][0-9]+)*[\s\u00A0]*[:.–—-]?[\s\u00A0]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CaptionNumber();
}

using System.Text.Json.Serialization;

namespace Residency.Foundation.Text;

/// <summary>A property of a piece of a line. The list of kinds is closed; a piece has at most one mark of each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Inserted), "inserted")]
[JsonDerivedType(typeof(Deleted), "deleted")]
[JsonDerivedType(typeof(Link), "link")]
[JsonDerivedType(typeof(Language), "language")]
[JsonDerivedType(typeof(Strong), "strong")]
[JsonDerivedType(typeof(Emphasis), "emphasis")]
[JsonDerivedType(typeof(Struck), "struck")]
[JsonDerivedType(typeof(Subscript), "subscript")]
[JsonDerivedType(typeof(Superscript), "superscript")]
[JsonDerivedType(typeof(Abbreviation), "abbreviation")]
[JsonDerivedType(typeof(Code), "code")]
public abstract record Mark
{
    /// <summary>Outer marks have lower numbers.</summary>
    internal int Depth =>
        this switch
        {
            Inserted => 0,
            Deleted => 1,
            Link => 2,
            Language => 3,
            Strong => 4,
            Emphasis => 5,
            Struck => 6,
            Subscript => 7,
            Superscript => 8,
            Abbreviation => 9,
            Code => 10,
            _ => throw new System.Diagnostics.UnreachableException(GetType().Name),
        };
}

/// <summary>A suggested insertion.</summary>
/// <param name="Author">The name as the text gives it.</param>
public sealed record Inserted(string Author, DateTimeOffset? Date) : Mark
{
    /// <summary>Who made it, as the house knows them; null for a name from outside, which nobody has checked.</summary>
    public string? Person { get; init; }
}

/// <summary>A suggested deletion; the words are still there.</summary>
/// <param name="Author">The name as the text gives it.</param>
public sealed record Deleted(string Author, DateTimeOffset? Date) : Mark
{
    /// <summary>Who made it, as the house knows them; null for a name from outside, which nobody has checked.</summary>
    public string? Person { get; init; }
}

/// <summary>A link.</summary>
/// <param name="Address">http, https, mailto, a fragment or a relative address.</param>
public sealed record Link(string Address) : Mark
{
    /// <summary>Whether the address is no part of the book that is being written: then only the words stand there.</summary>
    [JsonIgnore]
    internal bool IsOutside { get; init; }
}

/// <summary>Words in another language.</summary>
/// <param name="Tag">A BCP 47 tag, such as "cy".</param>
public sealed record Language(string Tag) : Mark;

/// <summary>Words of weight.</summary>
public sealed record Strong : Mark;

/// <summary>Stressed words.</summary>
public sealed record Emphasis : Mark;

/// <summary>Words that no longer hold. A suggestion to delete is <see cref="Deleted"/>.</summary>
public sealed record Struck : Mark;

/// <summary>Below the line.</summary>
public sealed record Subscript : Mark;

/// <summary>Above the line.</summary>
public sealed record Superscript : Mark;

/// <summary>A short form.</summary>
/// <param name="Expansion">The long form.</param>
public sealed record Abbreviation(string Expansion) : Mark;

/// <summary>Words of a machine, shown letter by letter.</summary>
public sealed record Code : Mark;

/// <summary>Keeps marks and inline content in their one tidy form, so that equal texts are equal values.</summary>
public static class Marks
{
    /// <summary>The marks from the outside in, the first of each kind.</summary>
    public static Sequence<Mark> Tidy(IEnumerable<Mark> marks) =>
        marks.DistinctBy(mark => mark.GetType()).OrderBy(mark => mark.Depth).ToSequence();

    /// <summary>One level of marks taken off: neighbours with the same next mark together under it, others alone under null.</summary>
    /// <param name="depth">How many outer marks have been taken off already.</param>
    public static IEnumerable<(Mark? Mark, Sequence<Inline> Inside)> Peel(Sequence<Inline> inlines, int depth)
    {
        for (var start = 0; start < inlines.Count; )
        {
            var mark = MarkAt(inlines[start], depth);
            var end = start + 1;
            while (mark is not null && end < inlines.Count && mark.Equals(MarkAt(inlines[end], depth)))
            {
                end++;
            }

            yield return (mark, [.. inlines.AsSpan()[start..end]]);
            start = end;
        }
    }

    private static Mark? MarkAt(Inline inline, int depth) => depth < inline.Marks.Count ? inline.Marks[depth] : null;

    /// <summary>The inline content without empty runs, neighbours with equal marks made one.</summary>
    public static Sequence<Inline> Tidy(IEnumerable<Inline> inlines)
    {
        var tidy = new List<Inline>();
        var words = new System.Text.StringBuilder();
        Run? open = null;
        foreach (var inline in inlines)
        {
            var next = inline with { Marks = Tidy(inline.Marks) };
            if (next is Run run)
            {
                if (open is null || open.Marks != run.Marks)
                {
                    Close();
                }

                open = run;
                words.Append(run.Text);
                continue;
            }

            Close();
            tidy.Add(next);
        }

        Close();
        return tidy.ToSequence();

        void Close()
        {
            if (open is not null && words.Length > 0)
            {
                tidy.Add(open with { Text = words.ToString() });
            }

            words.Clear();
            open = null;
        }
    }
}

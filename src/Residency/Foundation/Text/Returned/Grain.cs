namespace Residency.Foundation.Text.Returned;

/// <summary>The smallest piece that is compared: a word, a sign, something that is no word, or the beginning of a line.</summary>
/// <param name="Key">Equal for what is the same.</param>
/// <param name="Inline">What stands there with its marks; null for the beginning of a line.</param>
internal sealed record Grain(string Key, Inline? Inline)
{
    /// <summary>The row of the file whose beginning this is; null for others.</summary>
    internal Word.WordRow? Row { get; init; }

    /// <summary>Whether the file brings it; else it stands in the text.</summary>
    internal bool IsNew { get; init; }

    internal Inserted? Inserted { get; init; }

    internal Deleted? Deleted { get; init; }

    internal bool IsStart => Inline is null;

    internal string Text =>
        Inline is Run run ? run.Text
        : Inline is null ? "¶"
        : DocumentText.Of([Inline with { Marks = [] }]);
}

/// <summary>Cuts lines into grains.</summary>
internal static class Grains
{
    /// <summary>The grains of a line, without its beginning.</summary>
    internal static IEnumerable<Grain> Of(Sequence<Inline> line)
    {
        foreach (var inline in line)
        {
            var inserted = inline.Marks.OfType<Inserted>().FirstOrDefault();
            var deleted = inline.Marks.OfType<Deleted>().FirstOrDefault();
            if (inline is not Run run)
            {
                yield return new Grain(KeyOf(inline), inline) { Inserted = inserted, Deleted = deleted };
                continue;
            }

            foreach (var word in Words(run.Text))
            {
                var key = string.IsNullOrWhiteSpace(word) ? " " : word;
                yield return new Grain(key, run with { Text = word }) { Inserted = inserted, Deleted = deleted };
            }
        }
    }

    /// <summary>A grain that a file brings, marked as it is there.</summary>
    internal static Grain Coming(Grain grain) =>
        grain with
        {
            IsNew = true,
            Inline = grain is { Inline: { } inline, Inserted: { } come }
                ? inline with
                {
                    Marks = Marks.Tidy([come, .. inline.Marks.Where(mark => mark is not Inserted)]),
                }
                : grain.Inline,
        };

    /// <summary>Whether a grain is a word, or a part of one.</summary>
    internal static bool IsWord(Grain grain) => grain.Inline is Run { Text: [var first, ..] } && IsOfWord(first);

    /// <summary>The beginning of a line of a file.</summary>
    internal static Grain Start(Word.WordRow row, string key) =>
        new(key, null)
        {
            Row = row,
            Inserted = row.Start is { Change: SuggestedChange.Insert } come ? new Inserted(come.Author, come.Date) : null,
            Deleted = row.Start is { Change: SuggestedChange.Delete } gone ? new Deleted(gone.Author, gone.Date) : null,
        };

    // Letters and digits together, every other sign alone; a character of two halves stays whole.
    private static IEnumerable<string> Words(string text)
    {
        for (var start = 0; start < text.Length; )
        {
            var end = start + 1;
            if (IsOfWord(text[start]))
            {
                while (end < text.Length && IsOfWord(text[end]))
                {
                    end++;
                }
            }

            yield return text[start..end];
            start = end;
        }
    }

    private static bool IsOfWord(char sign) =>
        char.IsLetterOrDigit(sign)
        || char.IsSurrogate(sign)
        || char.GetUnicodeCategory(sign)
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark
                or System.Globalization.UnicodeCategory.EnclosingMark
                or System.Globalization.UnicodeCategory.Format;

    // What a program may spell anew is only told by its kind.
    private static string KeyOf(Inline inline) =>
        inline switch
        {
            LineBreak => "\n",
            Formula => "\u0001formula",
            Citation citation => "\u0001cite " + citation.Key,
            FootnoteReference => "\u0001note",
            CrossReference => "\u0001reference",
            InlineImage => "\u0001picture",
            _ => throw new System.Diagnostics.UnreachableException(inline.GetType().Name),
        };
}

namespace Residency.Foundation.Text.Word;

/// <summary>One paragraph of a file, flat: what stands around it is only named.</summary>
/// <param name="Names">The names of lines that stand as bookmarks in it, in their order; empty for a new paragraph.</param>
/// <param name="Line">Its content, white space at the ends included.</param>
/// <param name="Paragraph">Its number in the file.</param>
internal sealed record WordRow(IReadOnlyList<string> Names, Sequence<Inline> Line, int Paragraph)
{
    /// <summary>What the file suggests about its beginning; null for nothing.</summary>
    internal SuggestedBlock? Start { get; init; }

    internal ParagraphRole Role { get; init; }

    /// <summary>The outline level of a heading from 1; 0 for others.</summary>
    internal int Level { get; init; }

    /// <summary>Its place in a list; null outside lists.</summary>
    internal ListPlace? List { get; init; }

    /// <summary>The number of the outermost table in which it stands, from 1; 0 outside tables.</summary>
    internal int Table { get; init; }

    /// <summary>The number of the row of that table.</summary>
    internal int TableRow { get; init; }

    /// <summary>The name of the note in which it stands; null in the text.</summary>
    internal string? Note { get; init; }

    /// <summary>Whether a task is done; null when it is none.</summary>
    internal bool? Done { get; init; }
}

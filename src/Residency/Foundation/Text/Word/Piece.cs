namespace Residency.Foundation.Text.Word;

/// <summary>A block as it stands in the flow, before lists, quotations and captions are put together.</summary>
/// <param name="Paragraph">The number of the paragraph in which it begins.</param>
internal sealed record Piece(Block Block, ParagraphRole Role, int Paragraph)
{
    /// <summary>The outline level of a heading from 1; 0 for others.</summary>
    internal int Level { get; init; }

    /// <summary>Its place in a list; null outside lists.</summary>
    internal ListPlace? List { get; init; }

    internal CaptionKind? Caption { get; init; }

    /// <summary>What is suggested of the sign at the end of its paragraph.</summary>
    internal SuggestedBlock? Sign { get; init; }

    /// <summary>What is suggested of its beginning; null until that is worked out.</summary>
    internal SuggestedBlock? Start { get; init; }
}

/// <summary>A place in a list.</summary>
/// <param name="List">The id of the list.</param>
/// <param name="Level">0 to 8.</param>
/// <param name="Number">The number of the entry; 1 for bullets.</param>
internal sealed record ListPlace(string List, int Level, ListSign Sign, int Number);

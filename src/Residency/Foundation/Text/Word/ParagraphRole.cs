namespace Residency.Foundation.Text.Word;

/// <summary>What a paragraph is for, as its style says.</summary>
internal enum ParagraphRole
{
    Body,
    Heading,
    Title,
    Subtitle,
    Author,
    Date,
    Abstract,
    Quotation,
    Code,
    Caption,
    Term,
    Definition,
    ListContinuation,
    TableOfContents,
}

/// <summary>What a paragraph style says.</summary>
/// <param name="Level">The outline level of a heading from 1; 0 for others.</param>
internal sealed record ParagraphLook(ParagraphRole Role, int Level)
{
    internal static readonly ParagraphLook Body = new(ParagraphRole.Body, 0);

    /// <summary>The list to which the style belongs; null for none.</summary>
    internal string? NumberingId { get; init; }

    internal int NumberingLevel { get; init; }

    /// <summary>Whether all words of the style are in a typewriter face, so that a typewriter face says nothing of a single word.</summary>
    internal bool IsTypewriter { get; init; }

    /// <summary>What the caption is under; null when the style does not say.</summary>
    internal CaptionKind? Caption { get; init; }
}

/// <summary>What a caption is under.</summary>
internal enum CaptionKind
{
    Figure,
    Table,
}

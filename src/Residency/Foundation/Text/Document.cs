using System.Security.Cryptography;

namespace Residency.Foundation.Text;

/// <summary>A whole text: sections from top to bottom. Every format that people read or hand in is made from this model or becomes it.</summary>
/// <remarks>The title, the authors and what else describes the text stand in <see cref="FrontMatter"/>, not here.</remarks>
public sealed record Document(Sequence<Section> Sections)
{
    /// <summary>Remarks that came with an imported file; the text itself does not show them.</summary>
    public Sequence<ImportedComment> Comments { get; init; }

    /// <summary>The SHA-256 of the canonical JSON, as 64 lower-case hexadecimal digits. Equal documents have equal hashes.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(DocumentJson.Write(this)));
}

/// <summary>A part of a text under one title.</summary>
/// <remarks>Only the first section may be without a title: it is the preamble.</remarks>
/// <param name="Id">Short and stable: links, locks and comments hold on to it.</param>
/// <param name="Title">Inline content; empty for a preamble.</param>
/// <param name="Blocks">What stands under the title.</param>
public sealed record Section(string Id, Sequence<Inline> Title, Sequence<Block> Blocks)
{
    /// <summary>Which part of a framework the section answers, such as "challenge".</summary>
    public string? Key { get; init; }

    /// <summary>The name that cross-references use.</summary>
    public string? Label { get; init; }
}

/// <summary>A remark in the margin of an imported file.</summary>
/// <param name="Id">Unique within the document.</param>
/// <param name="Author">The name as the file gave it; nobody has checked it.</param>
/// <param name="Text">Plain text, paragraphs divided by line breaks.</param>
public sealed record ImportedComment(string Id, string Author, string Text)
{
    /// <summary>When it was written, as far as the file says.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The words that the remark is about.</summary>
    public string? Quotation { get; init; }

    /// <summary>The block in which these words begin; null when they are gone.</summary>
    public string? BlockId { get; init; }

    /// <summary>The remark that this one answers.</summary>
    public string? AnswerTo { get; init; }
}

using System.Text.Json.Serialization;

namespace Residency.Foundation.Text;

/// <summary>A piece of a line. The list of kinds is closed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Run), "run")]
[JsonDerivedType(typeof(LineBreak), "lineBreak")]
[JsonDerivedType(typeof(Formula), "formula")]
[JsonDerivedType(typeof(Citation), "citation")]
[JsonDerivedType(typeof(FootnoteReference), "footnoteReference")]
[JsonDerivedType(typeof(CrossReference), "crossReference")]
[JsonDerivedType(typeof(InlineImage), "inlineImage")]
public abstract record Inline
{
    /// <summary>How the piece is marked, in the order of <see cref="Mark.Depth"/>.</summary>
    public Sequence<Mark> Marks { get; init; }
}

/// <summary>Words with the same marks.</summary>
/// <param name="Text">Not empty; without line feeds and control characters.</param>
public sealed record Run(string Text) : Inline;

/// <summary>A new line inside a paragraph.</summary>
public sealed record LineBreak : Inline;

/// <summary>A formula in a line.</summary>
/// <param name="Tex">TeX without the surrounding signs.</param>
public sealed record Formula(string Tex) : Inline;

/// <summary>A reference to a cited work. Neighbours of one form are read as one group.</summary>
/// <param name="Key">A DOI, or the key of a work in the bibliography.</param>
public sealed record Citation(string Key) : Inline
{
    /// <summary>How the reference stands in the sentence.</summary>
    public CitationForm Form { get; init; }

    /// <summary>Words before the reference, such as "see".</summary>
    public string? Prefix { get; init; }

    /// <summary>Words after the reference, such as "p. 4".</summary>
    public string? Suffix { get; init; }
}

/// <summary>How a citation stands in the sentence.</summary>
public enum CitationForm
{
    /// <summary>In brackets: (Lovelace, 1843).</summary>
    Parenthetical,

    /// <summary>As part of the sentence: Lovelace (1843).</summary>
    Narrative,
}

/// <summary>The sign that leads to a footnote.</summary>
/// <param name="Name">The name of a <see cref="Footnote"/>.</param>
public sealed record FootnoteReference(string Name) : Inline;

/// <summary>A reference to another place of this text or of its project.</summary>
/// <param name="Target">A label, or the name of a file for <see cref="ReferenceForm.File"/>.</param>
/// <param name="Text">The words to show; empty when the title or number of the target is shown.</param>
public sealed record CrossReference(string Target, string Text) : Inline
{
    /// <summary>What is referred to.</summary>
    public ReferenceForm Form { get; init; }

    /// <summary>Whether the target is no part of the book that is being written: then only the words stand there.</summary>
    [JsonIgnore]
    internal bool IsOutside { get; init; }
}

/// <summary>What a cross-reference shows and leads to.</summary>
public enum ReferenceForm
{
    /// <summary>The title of a labelled place.</summary>
    Title,

    /// <summary>The number of a labelled place.</summary>
    Number,

    /// <summary>The number of a formula.</summary>
    Formula,

    /// <summary>Another file of the project.</summary>
    File,

    /// <summary>A term of the glossary.</summary>
    Term,
}

/// <summary>A small picture in a line.</summary>
/// <param name="File">A web address, or the name of a file that belongs to the text.</param>
/// <param name="Alternative">What it shows; empty when it is decoration.</param>
public sealed record InlineImage(string File, string Alternative) : Inline;

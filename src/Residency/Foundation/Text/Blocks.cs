using System.Text.Json.Serialization;

namespace Residency.Foundation.Text;

/// <summary>A piece of text that stands on lines of its own. The list of kinds is closed.</summary>
/// <param name="Id">Short, stable and unique within the document.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Heading), "heading")]
[JsonDerivedType(typeof(BulletList), "bulletList")]
[JsonDerivedType(typeof(OrderedList), "orderedList")]
[JsonDerivedType(typeof(DefinitionList), "definitionList")]
[JsonDerivedType(typeof(QuotationBlock), "quotationBlock")]
[JsonDerivedType(typeof(Figure), "figure")]
[JsonDerivedType(typeof(Table), "table")]
[JsonDerivedType(typeof(CodeBlock), "codeBlock")]
[JsonDerivedType(typeof(Callout), "callout")]
[JsonDerivedType(typeof(Footnote), "footnote")]
[JsonDerivedType(typeof(FormulaBlock), "formulaBlock")]
[JsonDerivedType(typeof(ThematicBreak), "thematicBreak")]
public abstract record Block(string Id)
{
    /// <summary>The name that cross-references use.</summary>
    public string? Label { get; init; }

    /// <summary>Whether somebody suggests to put the block in or to take it out; null when nobody does. What stands in it has marks of its own.</summary>
    public SuggestedBlock? Suggested { get; init; }
}

/// <summary>A suggestion about a block itself: its edge, not its words.</summary>
/// <remarks>
/// Undoing a suggested paragraph gives what is left of its words back to the paragraph above it; so does carrying out a
/// suggested removal. A block without words (a picture, a line) comes or goes whole.
/// </remarks>
/// <param name="Change">Whether it would come or go.</param>
/// <param name="Author">The name as the text gives it.</param>
/// <param name="Date">When, as far as known; UTC.</param>
public sealed record SuggestedBlock(SuggestedChange Change, string Author, DateTimeOffset? Date)
{
    /// <summary>Who made it, as the house knows them; null for a name from outside, which nobody has checked.</summary>
    public string? Person { get; init; }
}

/// <summary>What would become of a block.</summary>
public enum SuggestedChange
{
    Insert,
    Delete,
}

/// <summary>A paragraph of running text.</summary>
public sealed record Paragraph(string Id, Sequence<Inline> Content) : Block(Id);

/// <summary>A heading inside a section.</summary>
/// <param name="Level">3–6, both inclusive: 1 is the title of the text and 2 the title of a section.</param>
public sealed record Heading(string Id, int Level, Sequence<Inline> Content) : Block(Id);

/// <summary>A list without numbers.</summary>
public sealed record BulletList(string Id, Sequence<ListItem> Items) : Block(Id);

/// <summary>A numbered list.</summary>
/// <param name="Start">The number of the first item, 0 or more.</param>
public sealed record OrderedList(string Id, int Start, Sequence<ListItem> Items) : Block(Id);

/// <summary>One entry of a list.</summary>
public sealed record ListItem(Sequence<Block> Blocks)
{
    /// <summary>Whether the task is done; null when the entry is no task.</summary>
    public bool? Done { get; init; }

    /// <summary>Whether somebody suggests to put the entry in or to take it out.</summary>
    public SuggestedBlock? Suggested { get; init; }
}

/// <summary>Terms with their explanations, such as a glossary.</summary>
public sealed record DefinitionList(string Id, Sequence<DefinitionItem> Items) : Block(Id);

/// <summary>One term and what it means.</summary>
public sealed record DefinitionItem(Sequence<Inline> Term, Sequence<Block> Blocks);

/// <summary>Words of somebody else, set apart.</summary>
/// <param name="Attribution">Who said it and where; may be empty.</param>
public sealed record QuotationBlock(string Id, Sequence<Block> Blocks, Sequence<Inline> Attribution) : Block(Id)
{
    /// <summary>The key under which the consent of the quoted person is kept.</summary>
    public string? QuotationId { get; init; }
}

/// <summary>A picture with its caption.</summary>
/// <param name="File">A web address, or the name of a file that belongs to the text.</param>
/// <param name="Caption">May be empty.</param>
public sealed record Figure(string Id, string File, Sequence<Inline> Caption) : Block(Id)
{
    /// <summary>What the picture shows, for those who do not see it.</summary>
    public string? Alternative { get; init; }

    /// <summary>Whether the picture says nothing that the text does not say; then it needs no alternative.</summary>
    public bool Decorative { get; init; }

    /// <summary>The licence of the picture as an SPDX identifier.</summary>
    public string? Licence { get; init; }

    /// <summary>Where the picture comes from, in words or as an address.</summary>
    public string? Source { get; init; }
}

/// <summary>A table, row by row.</summary>
public sealed record Table(string Id, Sequence<TableRow> Rows) : Block(Id)
{
    /// <summary>What the table shows; may be empty.</summary>
    public Sequence<Inline> Caption { get; init; }

    /// <summary>One entry for each column, or empty when no column says how it is aligned.</summary>
    public Sequence<ColumnAlignment> Alignments { get; init; }
}

/// <summary>One row of a table.</summary>
public sealed record TableRow(Sequence<TableCell> Cells);

/// <summary>One cell; a cell that spans rows or columns stands only where it begins.</summary>
public sealed record TableCell(Sequence<Block> Blocks)
{
    /// <summary>Whether the cell names its row or column.</summary>
    public bool IsHeader { get; init; }

    /// <summary>1 or more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int ColumnSpan { get; init; } = 1;

    /// <summary>1 or more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int RowSpan { get; init; } = 1;
}

/// <summary>How the text of a column is set.</summary>
public enum ColumnAlignment
{
    Unset,
    Left,
    Centre,
    Right,
}

/// <summary>Text that is shown letter by letter: a program, its output, a diagram in words.</summary>
/// <param name="Text">Lines divided by a line feed, without one at the end.</param>
public sealed record CodeBlock(string Id, string Text) : Block(Id)
{
    /// <summary>The language, such as "python" or "mermaid".</summary>
    public string? Language { get; init; }

    /// <summary>What the code does; may be empty.</summary>
    public Sequence<Inline> Caption { get; init; }
}

/// <summary>A box beside the flow of the text.</summary>
/// <param name="Title">May be empty: then the kind is the title.</param>
public sealed record Callout(string Id, CalloutKind CalloutKind, Sequence<Inline> Title, Sequence<Block> Blocks) : Block(Id)
{
    /// <summary>Whether the box is closed until the reader opens it.</summary>
    public bool Folded { get; init; }
}

/// <summary>What a callout is for.</summary>
public enum CalloutKind
{
    General,
    Note,
    Tip,
    Hint,
    Important,
    Attention,
    Caution,
    Warning,
    Danger,
    Error,
    SeeAlso,
}

/// <summary>The text of a footnote. It stands directly in a section; readers see it at the foot.</summary>
/// <param name="Name">Unique within the document; references use it.</param>
public sealed record Footnote(string Id, string Name, Sequence<Block> Blocks) : Block(Id);

/// <summary>A formula on a line of its own.</summary>
/// <param name="Tex">TeX without the surrounding signs.</param>
public sealed record FormulaBlock(string Id, string Tex) : Block(Id);

/// <summary>A line between two thoughts.</summary>
public sealed record ThematicBreak(string Id) : Block(Id);

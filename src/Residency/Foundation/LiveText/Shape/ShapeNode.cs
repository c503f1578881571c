using Residency.Foundation.Text;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>A node of a live text outside the document, as it is or as it shall become.</summary>
internal abstract class ShapeNode
{
    /// <summary>What reading makes of the node: a section, a block, an entry, a line; null when it makes nothing of its own.</summary>
    public object? Meaning { get; set; }

    /// <summary>Whether something else in the text decided what reading made of it, such as an id that stands there twice.</summary>
    public bool IsRepaired { get; set; }

    /// <summary>Whether reading makes of it what the other means, wherever it stands.</summary>
    public bool Means(ShapeNode other) => !IsRepaired && Meaning is not null && Meaning.Equals(other.Meaning);
}

/// <summary>An element with attributes and children.</summary>
internal sealed class ShapeElement(string name) : ShapeNode
{
    public string Name => name;

    public Dictionary<string, object?> Attributes { get; init; } = new(StringComparer.Ordinal);

    public List<ShapeNode> Children { get; } = [];

    /// <summary>The list of the live text that this is; null for one that shall come.</summary>
    public YXmlFragment? Live { get; init; }

    public IEnumerable<ShapeElement> Elements => Children.OfType<ShapeElement>();

    public string? Text(string attribute) => Attributes.GetValueOrDefault(attribute) as string;

    public ShapeElement With(params IEnumerable<ShapeNode> children)
    {
        Children.AddRange(children);
        return this;
    }
}

/// <summary>Text with formats between elements.</summary>
internal sealed class ShapeText(IReadOnlyList<ShapePiece> pieces) : ShapeNode
{
    public IReadOnlyList<ShapePiece> Pieces => pieces;

    public string Words { get; } = string.Concat(pieces.Select(piece => piece.Text));

    public YXmlText? Live { get; init; }
}

/// <summary>Letters with the same formats.</summary>
/// <param name="Formats">By their names in the live text.</param>
/// <param name="Marks">What the formats say.</param>
internal sealed record ShapePiece(string Text, IReadOnlyDictionary<string, object?> Formats, Sequence<Mark> Marks);

/// <summary>Takes a live text down as nodes.</summary>
internal static class ShapeTree
{
    /// <summary>How many elements may stand in each other; what is deeper is not read.</summary>
    internal const int Deepest = (DocumentRules.DeepestNesting * 4) + 8;

    internal static ShapeElement Of(YXmlFragment root) => Of("doc", root, 0);

    internal static ShapeElement Of(YXmlElement element, int depth) =>
        Of(element.NodeName, element, depth, element.Attributes.Where(pair => pair.Value is not (null or YUndefined)));

    private static ShapeElement Of(
        string name,
        YXmlFragment live,
        int depth,
        IEnumerable<KeyValuePair<string, object?>>? attributes = null
    )
    {
        var taken = new ShapeElement(name)
        {
            Live = live,
            Attributes = new Dictionary<string, object?>(attributes ?? [], StringComparer.Ordinal),
        };
        foreach (var child in live.Children)
        {
            // What is neither element nor text has no meaning, but it has a place among its neighbours.
            taken.Children.Add(
                child switch
                {
                    YXmlElement element when depth < Deepest => Of(element, depth + 1),
                    YXmlText text => Of(text),
                    _ => new ShapeElement("unknown") { Live = child as YXmlFragment },
                }
            );
        }

        return taken;
    }

    private static ShapeText Of(YXmlText text) =>
        new([
            .. text.ToDelta()
                .Where(step => step.Insert is string)
                .Select(step => new ShapePiece((string)step.Insert!, step.Attributes, LiveMarks.Read(step.Attributes))), // asked in the line above
        ])
        {
            Live = text,
        };
}

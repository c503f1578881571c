namespace Residency.Foundation.Text.Formulas;

/// <summary>An element of a formula as MathML Core names it, with words or with elements inside.</summary>
/// <param name="Name">Such as <c>mi</c> or <c>mfrac</c>.</param>
/// <param name="Text">The words of a leaf; empty for the others.</param>
/// <param name="Children">In the order that MathML asks for; empty for a leaf.</param>
/// <remarks>Source: MathML Core, https://www.w3.org/TR/mathml-core/.</remarks>
public sealed record MathNode(string Name, string Text, IReadOnlyList<MathNode> Children)
{
    /// <summary>Attributes, few and known: none of them holds words of a person.</summary>
    public IReadOnlyList<(string Name, string Value)> Attributes { get; init; } = [];

    internal static MathNode Leaf(string name, string text) => new(name, text, []);

    internal static MathNode Of(string name, params IReadOnlyList<MathNode> children) => new(name, "", children);

    internal static MathNode Space(string width) => new("mspace", "", []) { Attributes = [("width", width)] };

    /// <summary>One element for several: itself when it is alone.</summary>
    public static MathNode Row(IReadOnlyList<MathNode> children) => children.Count == 1 ? children[0] : Of("mrow", children);

    internal MathNode With(string name, string value) => this with { Attributes = [.. Attributes, (name, value)] };
}

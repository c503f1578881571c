using Residency.Foundation.Text.Formulas;

namespace Residency.Foundation.Ui;

/// <summary>Shows a formula as MathML, which browsers draw and screen readers speak; as typed when it is not understood.</summary>
internal static class FormulaMarkup
{
    private const string Namespace = "http://www.w3.org/1998/Math/MathML";

    /// <summary>A formula within a line.</summary>
    internal static void InLine(Markup markup, string tex) => Show(markup, tex, display: null);

    /// <summary>A formula on a line of its own.</summary>
    internal static void OnItsOwn(Markup markup, string tex) => Show(markup, tex, "block");

    private static void Show(Markup markup, string tex, string? display)
    {
        if (TexFormula.Read(tex) is not { } formula)
        {
            markup.Words("code", tex, ("class", "math"));
            return;
        }

        void Meaning()
        {
            Show(markup, formula.Name == "mrow" ? formula : MathNode.Row([formula]));
            // What was typed goes along, for whoever copies it.
            markup.Words("annotation", tex, ("encoding", "application/x-tex"));
        }

        markup.Element("math", () => markup.Element("semantics", Meaning), ("xmlns", Namespace), ("display", display));
    }

    private static void Show(Markup markup, MathNode node)
    {
        (string, string?)[] attributes = [.. node.Attributes.Select(pair => (pair.Name, (string?)pair.Value))];
        if (node.Children.Count == 0)
        {
            markup.Words(node.Name, node.Text, attributes);
        }
        else
        {
            markup.Element(
                node.Name,
                () =>
                {
                    foreach (var child in node.Children)
                    {
                        Show(markup, child);
                    }
                },
                attributes
            );
        }
    }
}

using System.Xml.Linq;
using Residency.Foundation.Text.Formulas;

namespace Residency.Foundation.Text.Word;

/// <summary>Writes formulas as Office MathML, as far as their TeX is understood.</summary>
internal static class OmmlWriter
{
    /// <summary>The formula; null when it cannot be written whole.</summary>
    internal static XElement? Write(string tex) =>
        TexFormula.Read(tex) is { } node && All([node]) is { } inside ? new XElement(OpenXml.M + "oMath", inside) : null;

    private static List<XElement>? All(IReadOnlyList<MathNode> nodes)
    {
        var written = new List<XElement>();
        foreach (var node in nodes)
        {
            if (One(node) is not { } some)
            {
                return null;
            }

            written.AddRange(some);
        }

        return written;
    }

    private static List<XElement>? One(MathNode node) =>
        node.Name switch
        {
            "mi" or "mn" or "mo" => [Run(node.Text, isPlain: false)],
            "mtext" => [Run(node.Text, isPlain: true)],
            "mspace" => [],
            "mrow" or "math" or "mstyle" or "mpadded" => All(node.Children),
            "mfrac" => Built("f", node, "num", "den"),
            "msup" => Built("sSup", node, "e", "sup"),
            "msub" => Built("sSub", node, "e", "sub"),
            "msubsup" => Built("sSubSup", node, "e", "sub", "sup"),
            "munder" => Built("limLow", node, "e", "lim"),
            "mover" => Built("limUpp", node, "e", "lim"),
            "mroot" => Root(node, node.Children.Count == 2 ? node.Children[1] : null),
            "msqrt" => Root(node, null),
            "munderover" => UnderOver(node),
            "mtable" => Table(node),
            _ => null,
        };

    private static XElement Run(string words, bool isPlain) =>
        new(
            OpenXml.M + "r",
            isPlain ? new XElement(OpenXml.M + "rPr", new XElement(OpenXml.M + "nor")) : null,
            new XElement(OpenXml.M + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), OpenXml.Legal(words))
        );

    private static List<XElement>? Built(string name, MathNode node, params string[] parts)
    {
        if (node.Children.Count != parts.Length)
        {
            return null;
        }

        var built = new XElement(OpenXml.M + name);
        for (var i = 0; i < parts.Length; i++)
        {
            if (All([node.Children[i]]) is not { } inside)
            {
                return null;
            }

            built.Add(new XElement(OpenXml.M + parts[i], inside));
        }

        return [built];
    }

    private static List<XElement>? Root(MathNode node, MathNode? degree)
    {
        var radicand = degree is null ? All(node.Children) : All([node.Children[0]]);
        var index = degree is null ? [] : All([degree]);
        return radicand is null || index is null
            ? null
            :
            [
                new XElement(
                    OpenXml.M + "rad",
                    degree is null
                        ? new XElement(
                            OpenXml.M + "radPr",
                            new XElement(OpenXml.M + "degHide", new XAttribute(OpenXml.M + "val", "1"))
                        )
                        : null,
                    new XElement(OpenXml.M + "deg", index),
                    new XElement(OpenXml.M + "e", radicand)
                ),
            ];
    }

    private static List<XElement>? UnderOver(MathNode node)
    {
        if (node.Children.Count != 3)
        {
            return null;
        }

        var (base_, under, over) = (All([node.Children[0]]), All([node.Children[1]]), All([node.Children[2]]));
        return base_ is null || under is null || over is null
            ? null
            :
            [
                new XElement(
                    OpenXml.M + "limUpp",
                    new XElement(
                        OpenXml.M + "e",
                        new XElement(
                            OpenXml.M + "limLow",
                            new XElement(OpenXml.M + "e", base_),
                            new XElement(OpenXml.M + "lim", under)
                        )
                    ),
                    new XElement(OpenXml.M + "lim", over)
                ),
            ];
    }

    private static List<XElement>? Table(MathNode node)
    {
        var table = new XElement(OpenXml.M + "m");
        foreach (var row in node.Children)
        {
            var line = new XElement(OpenXml.M + "mr");
            foreach (var cell in row.Children)
            {
                if (row.Name != "mtr" || All(cell.Children) is not { } inside)
                {
                    return null;
                }

                line.Add(new XElement(OpenXml.M + "e", inside));
            }

            table.Add(line);
        }

        return [table];
    }
}

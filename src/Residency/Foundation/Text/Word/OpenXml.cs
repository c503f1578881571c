using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>The names of Office Open XML (ECMA-376), and the values that elements carry.</summary>
internal static class OpenXml
{
    internal static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    internal static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    internal static readonly XNamespace M = "http://schemas.openxmlformats.org/officeDocument/2006/math";
    internal static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    internal static readonly XNamespace Wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    internal static readonly XNamespace Pic = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    internal static readonly XNamespace Mc = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    internal static readonly XNamespace V = "urn:schemas-microsoft-com:vml";
    internal static readonly XNamespace Office = "urn:schemas-microsoft-com:office:office";
    internal static readonly XNamespace W14 = "http://schemas.microsoft.com/office/word/2010/wordml";
    internal static readonly XNamespace W15 = "http://schemas.microsoft.com/office/word/2012/wordml";
    internal static readonly XNamespace Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    internal static readonly XNamespace ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    internal static readonly XNamespace Core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    internal static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";

    private const string Strict = "http://purl.oclc.org/ooxml/";

    // Strict files (ISO/IEC 29500 part 1) differ from the usual ones in their namespaces.
    private static readonly Dictionary<string, XNamespace> Usual = new(StringComparer.Ordinal)
    {
        [Strict + "wordprocessingml/main"] = W,
        [Strict + "officeDocument/relationships"] = R,
        [Strict + "officeDocument/math"] = M,
        [Strict + "drawingml/main"] = A,
        [Strict + "drawingml/wordprocessingDrawing"] = Wp,
        [Strict + "drawingml/picture"] = Pic,
    };

    // Extensions whose content is read as well as their fallback.
    private static readonly string[] Understood =
    [
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
        "http://schemas.microsoft.com/office/drawing/2010/main",
    ];

    /// <summary>Gives strict names their usual form.</summary>
    internal static void MakeUsual(XElement root)
    {
        if (!Usual.ContainsKey(root.Name.NamespaceName))
        {
            return;
        }

        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = Map(element.Name);
            if (element.Attributes().Any(attribute => Usual.ContainsKey(attribute.Name.NamespaceName)))
            {
                element.ReplaceAttributes(
                    element.Attributes().Select(attribute => new XAttribute(Map(attribute.Name), attribute.Value)).ToList()
                );
            }
        }
    }

    /// <summary>The last part of a relationship type, the same in strict and usual files.</summary>
    internal static string KindOf(string relationshipType) => relationshipType[(relationshipType.LastIndexOf('/') + 1)..];

    /// <summary>An element whose w:val is the value.</summary>
    internal static XElement Value(string name, string value) => new(W + name, new XAttribute(W + "val", Legal(value)));

    /// <summary>The names by which the parts of a file call their namespaces; what only newer programs know may be passed over.</summary>
    internal static IEnumerable<XAttribute> Namespaces() =>
        [
            new(XNamespace.Xmlns + "w", W),
            new(XNamespace.Xmlns + "r", R),
            new(XNamespace.Xmlns + "m", M),
            new(XNamespace.Xmlns + "a", A),
            new(XNamespace.Xmlns + "wp", Wp),
            new(XNamespace.Xmlns + "pic", Pic),
            new(XNamespace.Xmlns + "w14", W14),
            new(XNamespace.Xmlns + "mc", Mc),
            new(Mc + "Ignorable", "w14"),
        ];

    /// <summary>A tracked change.</summary>
    internal static XElement Tracked(string name, int id, string author, DateTimeOffset? date, XElement? inside = null) =>
        new(
            W + name,
            new XAttribute(W + "id", id),
            new XAttribute(W + "author", Legal(author)),
            date is { } at ? new XAttribute(W + "date", Time(at)) : null,
            inside
        );

    /// <summary>A time as Word writes it: UTC, to the second.</summary>
    internal static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The words without what XML cannot say.</summary>
    internal static string Legal(string words) =>
        words.All(System.Xml.XmlConvert.IsXmlChar)
            ? words
            : string.Concat(
                words.EnumerateRunes().Where(rune => !rune.IsBmp || System.Xml.XmlConvert.IsXmlChar((char)rune.Value))
            );

    /// <summary>The value of the child's w:val; null when there is none.</summary>
    internal static string? Val(this XElement? parent, string child) => (string?)parent?.Element(W + child)?.Attribute(W + "val");

    /// <summary>The value of the child's m:val; null when there is none.</summary>
    internal static string? MathVal(this XElement? parent, string child) =>
        (string?)parent?.Element(M + child)?.Attribute(M + "val");

    /// <summary>Whether a switch is on; null when it is not there.</summary>
    internal static bool? Switch(this XElement? parent, string child) =>
        parent?.Element(W + child) is { } element ? IsOn((string?)element.Attribute(W + "val")) : null;

    /// <summary>Whether a value of ST_OnOff means on; without a value it does.</summary>
    internal static bool IsOn(string? value) => value is not ("0" or "false" or "off" or "none");

    /// <summary>A whole number of an attribute; null when there is none.</summary>
    internal static int? Number(string? value) =>
        int.TryParse(
            value,
            System.Globalization.NumberStyles.AllowLeadingSign,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    /// <summary>The one choice of alternate content that is read, so that nothing is read twice.</summary>
    internal static IEnumerable<XElement> Chosen(XElement alternate)
    {
        var choices = alternate.Elements(Mc + "Choice").ToList();
        var chosen = choices.Find(choice =>
            ((string?)choice.Attribute("Requires") ?? "")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .All(prefix => Understood.Contains(choice.GetNamespaceOfPrefix(prefix)?.NamespaceName, StringComparer.Ordinal))
        );
        return (chosen ?? alternate.Element(Mc + "Fallback") ?? choices.FirstOrDefault())?.Elements() ?? [];
    }

    private static XName Map(XName name) => Usual.TryGetValue(name.NamespaceName, out var usual) ? usual + name.LocalName : name;
}

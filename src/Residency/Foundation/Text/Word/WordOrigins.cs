using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Carries what a file was made of: as hidden bookmarks, which every program keeps, and as properties, which people can look at.</summary>
internal static class WordOrigins
{
    private const string TextMark = RowName.Start + "o_";
    private const string RevisionMark = RowName.Start + "r_";
    private const string TextProperty = "ResidencyText";
    private const string RevisionProperty = "ResidencyRevision";
    private const string Format = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
    private static readonly XNamespace Properties = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";

    internal static IEnumerable<string> Bookmarks(WordOrigin origin) =>
        [TextMark + origin.Text.ToString("N"), RevisionMark + origin.Revision.ToString("N")];

    internal static XElement Part(WordOrigin origin) =>
        new(
            Properties + "Properties",
            new XAttribute(XNamespace.Xmlns + "vt", Types),
            Property(2, TextProperty, origin.Text),
            Property(3, RevisionProperty, origin.Revision)
        );

    /// <summary>What the file says of itself; null when it says nothing or only half.</summary>
    internal static WordOrigin? Read(XElement body, WordPart? properties)
    {
        var marks = body.Descendants(OpenXml.W + "bookmarkStart")
            .Select(mark => (string?)mark.Attribute(OpenXml.W + "name") ?? "")
            .ToList();
        var text = Marked(marks, TextMark) ?? Said(properties, TextProperty);
        var revision = Marked(marks, RevisionMark) ?? Said(properties, RevisionProperty);
        return text is { } of && revision is { } at ? new WordOrigin(of, at) : null;
    }

    private static Guid? Marked(List<string> marks, string start) =>
        marks.Find(mark => mark.StartsWith(start, StringComparison.Ordinal)) is { } mark
        && Guid.TryParseExact(mark[start.Length..], "N", out var id)
            ? id
            : null;

    private static Guid? Said(WordPart? properties, string name) =>
        Guid.TryParse(
            properties
                ?.Root.Elements(Properties + "property")
                .FirstOrDefault(property => (string?)property.Attribute("name") == name)
                ?.Value,
            out var id
        )
            ? id
            : null;

    private static XElement Property(int number, string name, Guid value) =>
        new(
            Properties + "property",
            new XAttribute("fmtid", Format),
            new XAttribute("pid", number),
            new XAttribute("name", name),
            new XElement(Types + "lpwstr", value.ToString("D"))
        );
}

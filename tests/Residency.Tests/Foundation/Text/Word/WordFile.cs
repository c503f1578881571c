using System.IO.Compression;
using System.Text;
using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Builds Word files part by part.</summary>
internal sealed class WordFile
{
    private const string Main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    private const string Kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    public const string Names =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
        + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
        + "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" "
        + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
        + "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" "
        + "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
        + "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
        + "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
        + "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" "
        + "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" "
        + "xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"";

    private readonly Dictionary<string, byte[]> _parts = new(StringComparer.Ordinal);
    private readonly StringBuilder _relations = new();
    private readonly StringBuilder _overrides = new();

    public WordFile(string body)
    {
        Part("word/document.xml", $"<w:document {Names}><w:body>{body}</w:body></w:document>");
    }

    public CompressionLevel Compression { get; init; } = CompressionLevel.Optimal;

    /// <summary>A paragraph of words in a style.</summary>
    public static string P(string words, string? style = null, string more = "") =>
        $"<w:p><w:pPr>{(style is null ? "" : $"<w:pStyle w:val=\"{style}\"/>")}{more}</w:pPr>{R(words)}</w:p>";

    public static string R(string words, string look = "") =>
        $"<w:r>{(look.Length == 0 ? "" : $"<w:rPr>{look}</w:rPr>")}<w:t xml:space=\"preserve\">{words}</w:t></w:r>";

    public static string Picture(string relation, string alternative, string more = "") =>
        $"<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"Picture 1\" descr=\"{alternative}\">{more}</wp:docPr><a:graphic>"
        + "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>"
        + $"<pic:nvPicPr><pic:cNvPr id=\"0\" name=\"x.png\"/></pic:nvPicPr><pic:blipFill><a:blip {relation}/></pic:blipFill>"
        + "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";

    public WordFile Part(string name, string xml) =>
        Part(name, Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + xml));

    public WordFile Part(string name, byte[] content)
    {
        _parts[name] = content;
        return this;
    }

    /// <summary>A part that the text refers to by what it is for: styles, numbering, footnotes, comments, settings.</summary>
    public WordFile Aside(string kind, string inside)
    {
        var root = kind == "commentsExtended" ? "w15:commentsEx" : "w:" + kind;
        _overrides.Append($"<Override PartName=\"/word/{kind}.xml\" ContentType=\"{Main}.{kind}+xml\"/>");
        return Part($"word/{kind}.xml", $"<{root} {Names}>{inside}</{root}>").Refer("rId-" + kind, Kinds + kind, kind + ".xml");
    }

    public WordFile Refer(string id, string kind, string target, bool isOutside = false)
    {
        var type = kind.Contains("://", StringComparison.Ordinal) ? kind : Kinds + kind;
        _relations.Append(
            $"<Relationship Id=\"{id}\" Type=\"{type}\" Target=\"{target}\"{(isOutside ? " TargetMode=\"External\"" : "")}/>"
        );
        return this;
    }

    public IEnumerable<(string Name, byte[] Content)> Parts()
    {
        yield return (
            "[Content_Types].xml",
            Encoding.UTF8.GetBytes(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>"
                    + $"<Override PartName=\"/word/document.xml\" ContentType=\"{Main}.document.main+xml\"/>{_overrides}</Types>"
            )
        );
        const string open = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
        if (!_parts.ContainsKey("_rels/.rels"))
        {
            yield return (
                "_rels/.rels",
                Encoding.UTF8.GetBytes(
                    $"{open}<Relationship Id=\"rId1\" Type=\"{Kinds}officeDocument\" Target=\"word/document.xml\"/>"
                        + "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
                )
            );
        }

        if (!_parts.ContainsKey("word/_rels/document.xml.rels"))
        {
            yield return ("word/_rels/document.xml.rels", Encoding.UTF8.GetBytes($"{open}{_relations}</Relationships>"));
        }

        foreach (var (name, content) in _parts)
        {
            yield return (name, content);
        }
    }

    public byte[] Bytes()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in Parts())
            {
                using var entry = archive.CreateEntry(name, Compression).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }

    public WordImport Read() => Read(Bytes()).Value;

    public static Result<WordImport> Read(byte[] file) =>
        WordText.Read(new MemoryStream(file, writable: false), WordLimits.Usual);
}

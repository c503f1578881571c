using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Writes files of Word.</summary>
internal static class WordWriter
{
    private const string Main = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private const string Kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string CoreKind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

    // The first day that a ZIP file can name; a real one would make the same text give other bytes.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static void Write(WordOutgoing text, Stream file)
    {
        var writing = new WordWriting(text);
        var body = Body(writing);
        var notes = new NoteWriter(writing).Part();
        using var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        var parts = new List<(string Name, string Type, XElement Root)>
        {
            ("word/document.xml", Main + "document.main+xml", body),
            ("word/styles.xml", Main + "styles+xml", WordStyleSheet.Part(text.Matter.Language)),
            ("word/settings.xml", Main + "settings+xml", Settings()),
            ("word/numbering.xml", Main + "numbering+xml", writing.Lists.Part()),
            ("word/footnotes.xml", Main + "footnotes+xml", notes),
            ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", Core(text.Matter)),
        };
        AddSides(writing, text.Origin, parts);
        Put(archive, "[Content_Types].xml", Types(parts.Select(part => (part.Name, part.Type)), writing.Media.Keys));
        Put(archive, "_rels/.rels", FileRelations(text.Origin is not null));
        foreach (var part in parts)
        {
            Put(archive, part.Name, part.Root);
        }

        // Notes hold links and pictures under the same names as the text.
        var relations = new XElement(OpenXml.Relations + "Relationships", writing.Relations, ExtendedRelation(writing));
        Put(archive, "word/_rels/document.xml.rels", relations);
        Put(
            archive,
            "word/_rels/footnotes.xml.rels",
            new XElement(
                OpenXml.Relations + "Relationships",
                writing.Relations.Where(relation => (string?)relation.Attribute("Type") is Kinds + "hyperlink" or Kinds + "image")
            )
        );
        foreach (var (name, content) in writing.Media)
        {
            var entry = archive.CreateEntry("word/" + name, CompressionLevel.NoCompression);
            entry.LastWriteTime = NoTime;
            using var target = entry.Open();
            target.Write(content.Span);
        }
    }

    // What stands beside the text, and how the text refers to it.
    private static void AddSides(WordWriting writing, WordOrigin? from, List<(string Name, string Type, XElement Root)> parts)
    {
        foreach (var kind in (string[])["styles", "settings", "numbering", "footnotes"])
        {
            writing.Relate(kind, kind + ".xml");
        }

        if (!writing.Remarks.IsEmpty)
        {
            writing.Relate("comments", "comments.xml");
            parts.Add(("word/comments.xml", Main + "comments+xml", writing.Remarks.Part()));
            parts.Add(("word/commentsExtended.xml", Main + "commentsExtended+xml", writing.Remarks.Extended()));
        }

        if (from is { } origin)
        {
            parts.Add(
                (
                    "docProps/custom.xml",
                    "application/vnd.openxmlformats-officedocument.custom-properties+xml",
                    WordOrigins.Part(origin)
                )
            );
        }
    }

    private static XElement Body(WordWriting writing)
    {
        var text = writing.Text;
        var flow = new WordFlow(writing);
        var blocks = new BlockWriter(writing, flow);
        var origin = text.Origin is { } from ? WordOrigins.Bookmarks(from).SelectMany(blocks.Bookmark).ToList() : [];
        Matter(text.Matter, blocks);
        foreach (var section in text.Document.Sections)
        {
            if (!section.Title.IsEmpty)
            {
                blocks.Row(new RowName(RowPart.Title, section.Id), section.Title, new WritingPlace(WordStyleSheet.Heading(1)));
            }

            blocks.Blocks(section.Blocks, new WritingPlace(WordStyleSheet.Body));
        }

        flow.Close();
        if (flow.Elements is not [{ } first, ..] || first.Name != OpenXml.W + "p")
        {
            flow.Elements.Insert(0, first = new XElement(OpenXml.W + "p"));
        }

        var properties = first.Element(OpenXml.W + "pPr");
        if (properties is null)
        {
            first.AddFirst(origin);
        }
        else
        {
            properties.AddAfterSelf(origin);
        }

        return new XElement(
            OpenXml.W + "document",
            OpenXml.Namespaces(),
            new XElement(OpenXml.W + "body", flow.Elements, new XElement(OpenXml.W + "sectPr"))
        );
    }

    private static void Matter(FrontMatter matter, BlockWriter blocks)
    {
        void Add(string? words, string style, int number = 0)
        {
            if (!string.IsNullOrWhiteSpace(words))
            {
                blocks.Row(
                    new RowName(RowPart.Matter, style, number),
                    [new Run(words.Replace('\n', ' '))],
                    new WritingPlace(style)
                );
            }
        }

        Add(matter.Title, WordStyleSheet.Title);
        Add(matter.Subtitle, WordStyleSheet.Subtitle);
        for (var i = 0; i < matter.Authors.Count; i++)
        {
            Add(matter.Authors[i].Name, WordStyleSheet.Author, i);
        }

        Add(matter.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), WordStyleSheet.Date);
        Add(matter.Description, WordStyleSheet.Abstract);
    }

    private static XElement Settings() =>
        new(
            OpenXml.W + "settings",
            // What people change in the file is to come back as suggestions.
            new XElement(OpenXml.W + "trackRevisions"),
            new XElement(
                OpenXml.W + "compat",
                new XElement(
                    OpenXml.W + "compatSetting",
                    new XAttribute(OpenXml.W + "name", "compatibilityMode"),
                    new XAttribute(OpenXml.W + "uri", "http://schemas.microsoft.com/office/word"),
                    new XAttribute(OpenXml.W + "val", "15")
                )
            )
        );

    private static XElement Core(FrontMatter matter) =>
        new(
            OpenXml.Core + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "cp", OpenXml.Core),
            new XAttribute(XNamespace.Xmlns + "dc", OpenXml.Dublin),
            new XElement(OpenXml.Dublin + "title", OpenXml.Legal(matter.Title ?? "")),
            new XElement(
                OpenXml.Dublin + "creator",
                OpenXml.Legal(string.Join("; ", matter.Authors.Select(author => author.Name)))
            ),
            new XElement(OpenXml.Core + "keywords", OpenXml.Legal(string.Join(", ", matter.Keywords)))
        );

    private static XElement Types(IEnumerable<(string Name, string Type)> parts, IEnumerable<string> media) =>
        new(
            OpenXml.ContentTypes + "Types",
            Default("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            Default("xml", "application/xml"),
            media
                .Select(name => Path.GetExtension(name)[1..])
                .Distinct(StringComparer.Ordinal)
                .Select(ending => Default(ending, ending == "svg" ? "image/svg+xml" : "image/" + ending)),
            parts.Select(part => new XElement(
                OpenXml.ContentTypes + "Override",
                new XAttribute("PartName", "/" + part.Name),
                new XAttribute("ContentType", part.Type)
            ))
        );

    private static XElement Default(string ending, string type) =>
        new(OpenXml.ContentTypes + "Default", new XAttribute("Extension", ending), new XAttribute("ContentType", type));

    private static XElement FileRelations(bool hasOrigin) =>
        new(
            OpenXml.Relations + "Relationships",
            Relation("rId1", Kinds + "officeDocument", "word/document.xml"),
            Relation("rId2", CoreKind, "docProps/core.xml"),
            hasOrigin ? Relation("rId3", Kinds + "custom-properties", "docProps/custom.xml") : null
        );

    private static XElement? ExtendedRelation(WordWriting writing) =>
        writing.Remarks.IsEmpty
            ? null
            : Relation(
                "rIdAnswers",
                "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
                "commentsExtended.xml"
            );

    private static XElement Relation(string id, string type, string target) =>
        new(
            OpenXml.Relations + "Relationship",
            new XAttribute("Id", id),
            new XAttribute("Type", type),
            new XAttribute("Target", target)
        );

    private static void Put(ZipArchive archive, string name, XElement root)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = NoTime;
        using var target = entry.Open();
        using var writer = XmlWriter.Create(
            target,
            new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }
        );
        writer.WriteStartDocument(standalone: true);
        root.WriteTo(writer);
    }
}

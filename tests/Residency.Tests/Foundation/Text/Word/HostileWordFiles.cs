using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>What must become of a hostile file.</summary>
/// <param name="File">Its bytes.</param>
/// <param name="Refusal">Words of the refusal; null when the file is read.</param>
/// <param name="Report">Words of a line of the report; null when the file is refused or nothing needs to be said.</param>
internal sealed record Hostile(Func<byte[]> File, string? Refusal, string? Report);

/// <summary>Files that are broken, or made to do harm, each with what must become of it.</summary>
internal static class HostileWordFiles
{
    public static readonly IReadOnlyDictionary<string, Hostile> All = Archives()
        .Concat(HostileXml.All())
        .Concat(References())
        .Concat(Structures())
        .Concat(HostileWordShapes.All())
        .ToDictionary(pair => pair.Name, pair => pair.File, StringComparer.Ordinal);

    internal static (string Name, Hostile File) Refused(string name, Func<byte[]> file, string refusal) =>
        (name, new Hostile(file, refusal, null));

    internal static (string Name, Hostile File) Read(string name, Func<byte[]> file, string? report) =>
        (name, new Hostile(file, null, report));

    internal static WordFile Good() => new(WordFile.P("Words."));

    private static byte[] Zip(Action<ZipBytes> change)
    {
        var zip = ZipBytes.Of(Good());
        change(zip);
        return zip.Bytes();
    }

    private static IEnumerable<(string Name, Hostile File)> Archives()
    {
        yield return Refused("name that climbs", () => Zip(zip => zip.Add("../../etc/cron.d/x", [1])), "leads out of the file");
        yield return Refused("name from the root", () => Zip(zip => zip.Add("/etc/passwd", [1])), "leads out of the file");
        yield return Refused(
            "name of another system",
            () => Zip(zip => zip.Add("word\\..\\..\\x", [1])),
            "leads out of the file"
        );
        yield return Refused("name with a drive", () => Zip(zip => zip.Add("C:/x", [1])), "leads out of the file");
        yield return Refused(
            "symbolic link",
            () =>
                Zip(zip =>
                    zip.Add("word/media/a.png", "/etc/passwd"u8.ToArray(), entry => entry with { Attributes = 0xA1FF0000 })
                ),
            "is a link to another file"
        );
        yield return Refused(
            "bomb by ratio",
            () => Zip(zip => zip.Add("word/media/a.png", new byte[40 << 20])),
            "made to do harm"
        );
        yield return Refused(
            "bomb of many small parts",
            () =>
                Zip(zip =>
                    Enumerable.Range(0, 120).ToList().ForEach(i => zip.Add(Numbered("word/media/", i), new byte[1 << 20]))
                ),
            "made to do harm"
        );
        yield return Refused(
            "bomb in the text",
            () => Good().Part("word/document.xml", new byte[40 << 20]).Bytes(),
            "document.xml"
        );
        yield return Refused(
            "too many words",
            () =>
                new WordFile(string.Concat(Enumerable.Range(0, 260_000).Select(i => WordFile.P(Numbered("p", i * 7919)))))
                {
                    Compression = CompressionLevel.NoCompression,
                }.Bytes(),
            "elements"
        );
        yield return Refused(
            "overlapping parts",
            () =>
                Zip(zip =>
                    zip.Add("word/a.xml", "<a/>"u8.ToArray())
                        .Add("word/b.xml", "<a/>"u8.ToArray(), entry => entry with { At = 4 })
                ),
            "lie over each other"
        );
        yield return Refused(
            "lies about its size, too small",
            () => Zip(zip => zip.Add("word/media/a.png", new byte[5000], entry => entry with { ClaimedSize = 10 })),
            "cannot be read"
        );
        yield return Refused(
            "lies about its size, too large",
            () => Zip(zip => zip.Add("word/media/a.png", new byte[5000], entry => entry with { ClaimedSize = 900_000 })),
            "is damaged"
        );
        yield return Refused(
            "wrong sum",
            () => Zip(zip => zip.Add("word/media/a.png", new byte[5000], entry => entry with { Sum = 7 })),
            "is damaged"
        );
        yield return Refused(
            "too many parts",
            () => Zip(zip => Enumerable.Range(0, 10_001).ToList().ForEach(i => zip.Add(Numbered("x/", i), []))),
            "more than 10000 parts"
        );
        yield return Refused(
            "a list of parts that is too long",
            () =>
                Zip(zip => Enumerable.Range(0, 60).ToList().ForEach(i => zip.Add(Numbered("", i) + new string('x', 60_000), []))),
            "list of parts"
        );
        yield return Refused("claims a million parts", () => [.. Good().Bytes()[..^22], .. ZipBytes.End(0xFFFF, 10, 10)], "4 GB");
        yield return Refused(
            "a list of parts beyond the end",
            () => [.. Good().Bytes()[..^22], .. ZipBytes.End(9, 900, 900_000)],
            "not where it should be"
        );
        yield return Refused(
            "password of the archive",
            () => Zip(zip => zip.Add("word/a.xml", [1, 2, 3], entry => entry with { Flags = 0x0801 })),
            "password"
        );
        yield return Refused(
            "same name twice",
            () => Zip(zip => zip.Add("word/document.xml", "<a/>"u8.ToArray())),
            "stands in it twice"
        );
        yield return Refused(
            "same name twice in other letters",
            () => Zip(zip => zip.Add("Word/Document.XML", "<a/>"u8.ToArray())),
            "stands in it twice"
        );
        yield return Read("an archive inside", () => Good().Part("word/embeddings/inner.zip", Good().Bytes()).Bytes(), null);
        yield return Refused("nothing", () => [], "empty");
        yield return Refused("not an archive", () => "Words, not a file of Word."u8.ToArray(), "is none");
        yield return Refused("an empty archive", () => ZipBytes.End(0, 0, 0), "holds nothing");
        yield return Refused("PDF", () => "%PDF-1.7 ..."u8.ToArray(), "PDF");
        yield return Refused("rich text", () => "{\\rtf1 Words.}"u8.ToArray(), "RTF");
        yield return Refused("Word 97", () => Compound("WordDocument"), ".doc");
        yield return Refused("encrypted", () => Compound("EncryptedPackage"), "password");
        yield return Refused("only a beginning", () => Good().Bytes()[..^40], "cannot be read");
        yield return Refused(
            "noise after the beginning",
            () => [.. "PK\u0003\u0004"u8, .. Enumerable.Repeat((byte)0xA5, 4000)],
            "its end is missing"
        );
    }

    private static IEnumerable<(string Name, Hostile File)> References()
    {
        yield return Read(
            "picture of the network",
            () =>
                new WordFile($"<w:p>{WordFile.R("Words.")}{WordFile.Picture("r:link=\"rIdX\"", "A cat")}</w:p>")
                    .Refer("rIdX", "image", "http://127.0.0.1:9/cat.png", isOutside: true)
                    .Bytes(),
            "It was not fetched"
        );
        yield return Read(
            "picture of a disk",
            () =>
                new WordFile($"<w:p>{WordFile.R("Words.")}{WordFile.Picture("r:embed=\"rIdX\"", "A cat")}</w:p>")
                    .Refer("rIdX", "image", "file:///etc/passwd", isOutside: true)
                    .Bytes(),
            "was left out"
        );
        yield return Read(
            "picture of a share",
            () =>
                new WordFile($"<w:p>{WordFile.R("Words.")}{WordFile.Picture("r:link=\"rIdX\"", "A cat")}</w:p>")
                    .Refer("rIdX", "image", @"\\127.0.0.1\share\x.png", isOutside: true)
                    .Bytes(),
            "was left out"
        );
        yield return Read(
            "template of the network",
            () =>
                Good()
                    .Aside("settings", "<w:attachedTemplate r:id=\"rIdT\"/>")
                    .Part(
                        "word/_rels/settings.xml.rels",
                        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rIdT\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" Target=\"http://127.0.0.1:9/evil.dotm\" TargetMode=\"External\"/></Relationships>"
                    )
                    .Bytes(),
            "attachedTemplate"
        );
        yield return Read(
            "frame of the network",
            () => Good().Refer("rIdF", "frame", "http://127.0.0.1:9/frame.htm", isOutside: true).Bytes(),
            "frame"
        );
        yield return Read(
            "object of the network",
            () =>
                new WordFile(
                    $"<w:p>{WordFile.R("Words.")}<w:r><w:object><o:OLEObject Type=\"Link\" ProgID=\"Package\" r:id=\"rIdO\" UpdateMode=\"Always\"/></w:object></w:r></w:p>"
                )
                    .Refer("rIdO", "oleObject", "http://127.0.0.1:9/x.hta", isOutside: true)
                    .Bytes(),
            "oleObject"
        );
        yield return Read(
            "another file inside the text",
            () =>
                new WordFile(WordFile.P("Words.") + "<w:altChunk r:id=\"rIdA\"/>")
                    .Refer("rIdA", "aFChunk", "chunk.html")
                    .Part("word/chunk.html", "<script>alert(1)</script>"u8.ToArray())
                    .Bytes(),
            "stands inside the text was left out"
        );
        yield return Read(
            "a subdocument",
            () =>
                new WordFile(WordFile.P("Words.") + "<w:subDoc r:id=\"rIdS\"/>")
                    .Refer("rIdS", "subDocument", "file:///etc/passwd", isOutside: true)
                    .Bytes(),
            "Another file that belongs here"
        );
        yield return Read(
            "macros",
            () => Good().Part("word/vbaProject.bin", [1, 2, 3]).Bytes(),
            "macros of the file were left out"
        );
        yield return Read(
            "a field that fetches",
            () =>
                new WordFile(
                    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>INCLUDEPICTURE \"http://127.0.0.1:9/x.png\" \\d</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>Words.</w:t></w:r></w:p>"
                ).Bytes(),
            "INCLUDEPICTURE"
        );
        yield return Read(
            "a field that runs",
            () =>
                new WordFile(
                    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>Words.</w:t></w:r></w:p>"
                ).Bytes(),
            "DDEAUTO"
        );
        foreach (
            var scheme in (string[])
                [
                    "javascript:alert(1)",
                    "JaVaScRiPt:alert(1)",
                    " javascript:alert(1)",
                    "java&#10;script:alert(1)",
                    "data:text/html,x",
                    "vbscript:x",
                    "file:///etc/passwd",
                ]
        )
        {
            yield return Read(
                "link to " + scheme,
                () =>
                    new WordFile($"<w:p><w:hyperlink r:id=\"rIdL\">{WordFile.R("Words.")}</w:hyperlink></w:p>")
                        .Refer("rIdL", "hyperlink", scheme, isOutside: true)
                        .Bytes(),
                "was left out; its words were kept"
            );
        }
    }

    private static IEnumerable<(string Name, Hostile File)> Structures()
    {
        yield return Refused(
            "no text",
            () =>
                new WordFile("")
                    .Part(
                        "_rels/.rels",
                        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                    )
                    .Part("word/document.xml", "<other/>")
                    .Bytes(),
            "no Word text"
        );
        yield return Refused("text is another part", () => Good().Part("word/document.xml", "<other/>").Bytes(), "no Word text");
        yield return Refused(
            "text without a body",
            () => Good().Part("word/document.xml", $"<w:document {WordFile.Names}/>").Bytes(),
            "no Word text"
        );
        yield return Refused(
            "relations that lead out of the file",
            () =>
                Good()
                    .Part(
                        "_rels/.rels",
                        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"../../../etc/passwd\"/></Relationships>"
                    )
                    .Part("word/document.xml", "<other/>")
                    .Bytes(),
            "no Word text"
        );
        yield return Read(
            "no styles, numbering or notes",
            () =>
                new WordFile(
                    "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr><w:r><w:t>Words.</w:t></w:r></w:p>"
                ).Bytes(),
            null
        );
    }

    internal static string Numbered(string name, int number) => name + number.ToString(CultureInfo.InvariantCulture);

    private static byte[] Compound(string stream) =>
        [
            0xD0,
            0xCF,
            0x11,
            0xE0,
            0xA1,
            0xB1,
            0x1A,
            0xE1,
            .. new byte[504],
            .. Encoding.Unicode.GetBytes(stream),
            .. new byte[512],
        ];
}

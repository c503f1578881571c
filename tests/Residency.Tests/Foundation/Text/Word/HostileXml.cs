using System.Globalization;
using System.Text;
using static Residency.Tests.Foundation.Text.Word.HostileWordFiles;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Word files whose XML is broken, reaches outside or grows while it is read.</summary>
internal static class HostileXml
{
    private static string Dtd(string entity) => $"<!DOCTYPE w:document [<!ENTITY {entity}>]>";

    public static IEnumerable<(string Name, Hostile File)> All()
    {
        var laughs = new StringBuilder("<!DOCTYPE lolz [<!ENTITY lol \"lol\">");
        for (var i = 1; i < 10; i++)
        {
            laughs.Append(
                CultureInfo.InvariantCulture,
                $"<!ENTITY lol{i} \"{string.Concat(Enumerable.Repeat(i == 1 ? "&lol;" : Numbered("&lol", i - 1) + ";", 10))}\">"
            );
        }

        var quadratic =
            $"<!DOCTYPE a [<!ENTITY a \"{new string('a', 100_000)}\">]>{Document(string.Concat(Enumerable.Repeat("&a;", 50_000)))}";
        yield return Refused("billion laughs", () => With(laughs + "]>" + Document("&lol9;")), "declares entities");
        yield return Refused("quadratic growth", () => With(quadratic), "declares entities");
        yield return Refused(
            "outside entity",
            () => With(Dtd("x SYSTEM \"file:///etc/passwd\"") + Document("&x;")),
            "declares entities"
        );
        yield return Refused(
            "outside entity of the network",
            () => With(Dtd("x SYSTEM \"http://127.0.0.1:9/x\"") + Document("&x;")),
            "declares entities"
        );
        yield return Refused(
            "outside parameter entity",
            () => With(Dtd("% x SYSTEM \"http://127.0.0.1:9/x\"> %x; <!ENTITY y \"\"") + Document("a")),
            "declares entities"
        );
        yield return Refused(
            "outside document type",
            () => With("<!DOCTYPE w:document SYSTEM \"http://127.0.0.1:9/x.dtd\">" + Document("a")),
            "declares entities"
        );
        yield return Refused(
            "document type in the relations",
            () => Good().Part("_rels/.rels", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><Relationships/>").Bytes(),
            "_rels/.rels"
        );
        yield return Refused(
            "document type in the properties",
            () => Good().Part("docProps/core.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>").Bytes(),
            "docProps/core.xml"
        );
        yield return Refused(
            "document type in a part of another program",
            () => Good().Part("customXml/item1.xml", "<!DOCTYPE a SYSTEM \"file:///x\"><a/>").Bytes(),
            "customXml/item1.xml"
        );
        yield return Refused(
            "document type in UTF-16",
            () => Utf("<!DOCTYPE a [<!ENTITY b \"c\">]>" + Document("&b;"), Encoding.Unicode),
            "declares entities"
        );
        yield return Refused(
            "UTF-7",
            () =>
                Good()
                    .Part("word/document.xml", Encoding.ASCII.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADw-a/+AD4-"))
                    .Bytes(),
            "not well-formed"
        );
        yield return Refused(
            "UTF-16 that claims to be UTF-8",
            () =>
                Good()
                    .Part(
                        "word/document.xml",
                        Encoding.Unicode.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + Document("a"))
                    )
                    .Bytes(),
            "not well-formed"
        );
        yield return Read("UTF-16", () => Utf(Document("<w:p><w:r><w:t>Words.</w:t></w:r></w:p>"), Encoding.Unicode), null);
        yield return Read(
            "XInclude",
            () =>
                With(
                    $"<w:document {WordFile.Names} xmlns:xi=\"http://www.w3.org/2001/XInclude\"><w:body><xi:include href=\"file:///etc/passwd\" parse=\"text\"/><w:p><w:r><w:t>Words.</w:t></w:r></w:p></w:body></w:document>"
                ),
            "not understood"
        );
        yield return Refused("not well-formed", () => With("<w:document><w:body>"), "word/document.xml");
        yield return Refused(
            "half a character",
            () => Good().Part("word/document.xml", [.. "<a>"u8, 0xC3, .. "</a>"u8]).Bytes(),
            "not well-formed"
        );
        yield return Refused("a part without XML", () => Good().Part("word/styles.xml", [0, 1, 2, 3]).Bytes(), "word/styles.xml");
        yield return Refused(
            "an element of a million attributes",
            () => With("<a " + string.Concat(Enumerable.Range(0, 1_000_001).Select(i => Numbered("a", i) + "=\"\" ")) + "/>"),
            "attributes or equals signs"
        );
        yield return Refused(
            "an element of a million attributes in UTF-16",
            () =>
                Utf(
                    "<a " + string.Concat(Enumerable.Range(0, 1_000_001).Select(i => Numbered("a", i) + "=\"㰼\" ")) + "/>",
                    Encoding.Unicode
                ),
            "attributes or equals signs"
        );
        yield return Refused(
            "many elements of many attributes",
            () =>
                With(
                    "<a>"
                        + string.Concat(
                            Enumerable.Repeat(
                                "<b " + string.Concat(Enumerable.Range(0, 9_000).Select(i => Numbered("a", i) + "=\"\" ")) + "/>",
                                120
                            )
                        )
                        + "</a>"
                ),
            "elements and attributes"
        );
        yield return Refused(
            "deep elements",
            () => With(string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000))),
            "deep"
        );
    }

    private static string Document(string body) => $"<w:document {WordFile.Names}><w:body>{body}</w:body></w:document>";

    private static byte[] With(string xml) => Good().Part("word/document.xml", xml).Bytes();

    private static byte[] Utf(string xml, Encoding encoding) =>
        Good()
            .Part(
                "word/document.xml",
                [.. encoding.GetPreamble(), .. encoding.GetBytes("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + xml)]
            )
            .Bytes();
}

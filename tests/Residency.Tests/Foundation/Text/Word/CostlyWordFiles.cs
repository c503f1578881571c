using static Residency.Tests.Foundation.Text.Word.HostileWordFiles;
using static Residency.Tests.Foundation.Text.Word.HostileWordShapes;
using static Residency.Tests.Foundation.Text.Word.WordFile;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Small files that would cost much time or memory if anything were done twice for each thing in them.</summary>
internal static class CostlyWordFiles
{
    private const int Many = 40_000;

    public static IEnumerable<(string Name, Hostile File)> All()
    {
        yield return Refused(
            "tables in tables, 10,000 deep",
            () => new WordFile(Deep("<w:tbl><w:tr><w:tc>", P("a"), "</w:tc></w:tr></w:tbl>", 10_000)).Bytes(),
            "deep"
        );
        yield return Read(
            "tables in tables, 80 deep",
            () => new WordFile(P("Words.") + Deep("<w:tbl><w:tr><w:tc>", P("a"), "</w:tc></w:tr></w:tbl>", 80)).Bytes(),
            null
        );
        yield return Read(
            "10,000 lists",
            () =>
                new WordFile(
                    P("Words.")
                        + Times(
                            10_000,
                            i => P("a", more: $"<w:numPr><w:ilvl w:val=\"{i % 9}\"/><w:numId w:val=\"{i % 500}\"/></w:numPr>")
                        )
                )
                    .Aside(
                        "numbering",
                        Times(
                            500,
                            i =>
                                $"<w:abstractNum w:abstractNumId=\"{i}\">{Times(9, level => $"<w:lvl w:ilvl=\"{level}\"><w:numFmt w:val=\"decimal\"/></w:lvl>")}</w:abstractNum><w:num w:numId=\"{i}\"><w:abstractNumId w:val=\"{i}\"/></w:num>"
                        )
                    )
                    .Bytes(),
            null
        );
        yield return Read(
            "many breaks",
            () => new WordFile($"<w:p>{R("Words.")}{Times(Many * 2, _ => "<w:r><w:br/></w:r>")}</w:p>").Bytes(),
            null
        );
        yield return Read(
            "many fields in fields",
            () =>
                new WordFile(
                    $"<w:p>{R("Words.")}{Times(Many, _ => "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>")}</w:p>"
                ).Bytes(),
            "does not end"
        );
        yield return Read(
            "many lines of code",
            () =>
                new WordFile(P("Words.") + Times(Many, _ => P("x = 1", "SourceCode")))
                    .Aside(
                        "styles",
                        "<w:style w:type=\"paragraph\" w:styleId=\"SourceCode\"><w:name w:val=\"Source Code\"/></w:style>"
                    )
                    .Bytes(),
            null
        );
        yield return Read(
            "many quotations",
            () =>
                new WordFile(P("Words.") + Times(Many, _ => P("x", "Quote")))
                    .Aside("styles", "<w:style w:type=\"paragraph\" w:styleId=\"Quote\"><w:name w:val=\"Quote\"/></w:style>")
                    .Bytes(),
            null
        );
        yield return Read(
            "many terms",
            () =>
                new WordFile(P("Words.") + Times(Many, _ => P("x", "Term")))
                    .Aside(
                        "styles",
                        "<w:style w:type=\"paragraph\" w:styleId=\"Term\"><w:name w:val=\"Definition Term\"/></w:style>"
                    )
                    .Bytes(),
            null
        );
        yield return Read(
            "many captions",
            () =>
                new WordFile(P("Words.") + Times(Many, _ => P("x", "Caption")))
                    .Aside("styles", "<w:style w:type=\"paragraph\" w:styleId=\"Caption\"><w:name w:val=\"caption\"/></w:style>")
                    .Bytes(),
            null
        );
        yield return Read(
            "many titles",
            () =>
                new WordFile(Times(Many, _ => P("Words.", "Title")))
                    .Aside("styles", "<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/></w:style>")
                    .Bytes(),
            null
        );
        yield return Read(
            "many links to nowhere",
            () =>
                new WordFile(
                    $"<w:p>{Times(Many, _ => $"<w:hyperlink r:id=\"rId0\">{R("Words. ")}</w:hyperlink>")}</w:p>"
                ).Bytes(),
            "leads nowhere"
        );
        yield return Read(
            "many references to places",
            () =>
                new WordFile(
                    P("Words.")
                        + Times(
                            10_000,
                            i =>
                                $"<w:p><w:bookmarkStart w:name=\"ä{i}\"/><w:hyperlink w:anchor=\"ä{i}\">{R("x")}</w:hyperlink></w:p>"
                        )
                ).Bytes(),
            null
        );
        yield return Read(
            "many styles on one another",
            () =>
                new WordFile(P("Words.", "S1") + Times(5_000, i => P("x", Numbered("S", i))))
                    .Aside("styles", Times(5_000, i => Style(Numbered("S", i), Numbered("S", i + 1))))
                    .Bytes(),
            null
        );
        yield return Read(
            "many remarks on the same words",
            () =>
                new WordFile(
                    $"<w:p>{Times(5_000, i => $"<w:commentRangeStart w:id=\"{i}\"/>")}{Times(1_000, _ => R("Words. "))}</w:p>"
                )
                    .Aside("comments", Times(5_000, i => Remark(Numbered("", i), Numbered("A", i))))
                    .Bytes(),
            null
        );
        yield return Read(
            "a remark in paragraphs in paragraphs",
            () =>
                new WordFile(P("Words."))
                    .Aside(
                        "comments",
                        $"<w:comment w:id=\"1\" w:author=\"A\">{Deep("<w:p>", $"<w:r><w:t>{new string('x', 1_000_000)}</w:t></w:r>", "</w:p>", 240)}</w:comment>"
                    )
                    .Bytes(),
            "longer than"
        );
        yield return Read(
            "a formula that is deep and long",
            () =>
                new WordFile(
                    $"<w:p>{R("Words.")}<m:oMath>{Deep("<m:limLow><m:e>", $"<m:r><m:t>{new string('x', 1_000_000)}</m:t></m:r>", "</m:e></m:limLow>", 100)}</m:oMath></w:p>"
                ).Bytes(),
            "A formula of more than"
        );
        yield return Read(
            "one diagram shown many times",
            () =>
                new WordFile(
                    $"<w:p>{R("Words.")}{Times(5_000, _ => "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri=\"x/chart\"><a:x r:id=\"rIdC\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>")}</w:p>"
                )
                    .Refer("rIdC", "chart", "chart.xml")
                    .Part(
                        "word/chart.xml",
                        $"<a:x {Names}>{Times(2_000, _ => $"<a:p><a:r><a:t>{new string('x', 200)}</a:t></a:r></a:p>")}</a:x>"
                    )
                    .Bytes(),
            "chart"
        );
        yield return Read(
            "many columns and rows",
            () =>
                new WordFile(
                    P("Words.") + $"<w:tbl>{Times(60, _ => $"<w:tr>{Times(900, _ => "<w:tc><w:p/></w:tc>")}</w:tr>")}</w:tbl>"
                ).Bytes(),
            null
        );
    }
}

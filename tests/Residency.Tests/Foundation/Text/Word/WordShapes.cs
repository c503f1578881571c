using System.IO.Compression;
using static Residency.Tests.Foundation.Text.Word.WordFile;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Texts in the shapes that programs write.</summary>
internal static class WordShapes
{
    public static readonly byte[] Png = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "figures", "lamp-use.png"));

    /// <summary>A text with all that a Word file can hold, in the shapes of Word 2016 to 365.</summary>
    public static WordFile Whole(bool packed, Func<string, string>? change = null)
    {
        var body = Start + Lists + Tables + Tracked + Pictures + Notes + Formulas + Fields + Boxes;
        return new WordFile(change is null ? body : change(body))
        {
            Compression = packed ? CompressionLevel.Optimal : CompressionLevel.NoCompression,
        }
            .Aside("styles", Styles)
            .Aside("numbering", Numbering)
            .Aside("footnotes", FootnoteParts)
            .Aside("endnotes", $"<w:endnote w:id=\"2\">{P("The last word.")}</w:endnote>")
            .Aside("comments", Comments)
            .Aside(
                "commentsExtended",
                "<w15:commentEx w15:paraId=\"0A\" w15:done=\"0\"/><w15:commentEx w15:paraId=\"0B\" w15:paraIdParent=\"0A\" w15:done=\"0\"/>"
            )
            .Refer("rIdLink", "hyperlink", "https://example.org/tides?a=1&amp;b=2", isOutside: true)
            .Refer("rIdPicture", "image", "media/image1.png")
            .Refer("rIdHeader", "header", "header1.xml")
            .Part("word/media/image1.png", Png)
            .Part("word/header1.xml", $"<w:hdr {Names}>{P("Draft, not for print")}</w:hdr>")
            .Part(
                "docProps/core.xml",
                "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Document1</dc:title><dc:creator>Ada Brook;Noor Field</dc:creator><cp:keywords>tides, lamps</cp:keywords></cp:coreProperties>"
            );
    }

    // As Word writes it: proofErr and rsid everywhere, the title in its own style, headings by outline of the style.
    private const string Start =
        "<w:p w:rsidR=\"00A77B3E\"><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:proofErr w:type=\"spellStart\"/><w:r><w:t>Lamps</w:t></w:r><w:proofErr w:type=\"spellEnd\"/><w:r w:rsidRPr=\"1\"><w:t xml:space=\"preserve\"> by the sea</w:t></w:r></w:p>"
        + "<w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr><w:bookmarkStart w:id=\"0\" w:name=\"_Ref1\"/><w:r><w:t>The harbour</w:t></w:r><w:bookmarkEnd w:id=\"0\"/></w:p>"
        + "<w:p><w:r><w:t xml:space=\"preserve\">Words </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>strong</w:t></w:r><w:r><w:rPr><w:b w:val=\"0\"/><w:i/></w:rPr><w:t xml:space=\"preserve\"> and stressed</w:t></w:r><w:r><w:tab/><w:t>after a tab,</w:t><w:br/><w:t>after a break</w:t><w:noBreakHyphen/><w:t>end</w:t></w:r>"
        + "<w:hyperlink r:id=\"rIdLink\" w:history=\"1\"><w:r><w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr><w:t xml:space=\"preserve\"> tide table</w:t></w:r></w:hyperlink>"
        + "<w:r><w:rPr><w:lang w:val=\"cy-GB\"/></w:rPr><w:t xml:space=\"preserve\"> bore da</w:t></w:r></w:p>"
        + "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>Deeper</w:t></w:r></w:p>";

    private const string Lists =
        "<w:p><w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>first</w:t></w:r></w:p>"
        + "<w:p><w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>inner</w:t></w:r></w:p>"
        + "<w:p><w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>second</w:t></w:r></w:p>"
        + "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr><w:r><w:t>fifth</w:t></w:r></w:p>";

    private const string Tables =
        "<w:p><w:pPr><w:pStyle w:val=\"Caption\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Table </w:t></w:r><w:fldSimple w:instr=\" SEQ Table \\* ARABIC \"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t>: Lamps by place</w:t></w:r></w:p>"
        + "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblLook w:val=\"04A0\" w:firstRow=\"1\"/></w:tblPr><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
        + "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>Place</w:t></w:r></w:p></w:tc><w:tc><w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:t>Lamps</w:t></w:r></w:p></w:tc></w:tr>"
        + "<w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>Hall</w:t></w:r></w:p></w:tc><w:tc><w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr>"
        + "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:t>14</w:t></w:r></w:p></w:tc></w:tr>"
        + "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>all of them</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";

    private const string Tracked =
        "<w:p><w:r><w:t xml:space=\"preserve\">We </w:t></w:r><w:del w:id=\"1\" w:author=\"Noor Field\" w:date=\"2026-02-03T04:05:06Z\"><w:r><w:delText>never</w:delText></w:r></w:del><w:ins w:id=\"2\" w:author=\"Noor Field\" w:date=\"2026-02-03T04:05:06Z\"><w:r><w:t>rarely</w:t></w:r></w:ins>"
        + "<w:commentRangeStart w:id=\"0\"/><w:r><w:t xml:space=\"preserve\"> counted them</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>"
        + "<w:p><w:moveFrom w:id=\"3\" w:author=\"Ada Brook\"><w:r><w:t>moved words</w:t></w:r></w:moveFrom></w:p>"
        + "<w:p><w:moveTo w:id=\"4\" w:author=\"Ada Brook\"><w:r><w:t>moved words</w:t></w:r></w:moveTo></w:p>";

    private static readonly string Pictures =
        $"<w:p>{Picture("r:embed=\"rIdPicture\"", "Lamps in use from six to midnight")}</w:p>"
        + "<w:p><w:pPr><w:pStyle w:val=\"Caption\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Figure </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> SEQ Figure \\* ARABIC </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\">. Lamps in use</w:t></w:r></w:p>";

    private const string Notes =
        "<w:p><w:r><w:t>A claim</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:t xml:space=\"preserve\"> and another</w:t></w:r><w:r><w:endnoteReference w:id=\"2\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>";

    private const string Formulas =
        "<w:p><m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></m:oMathPara></w:p>"
        + "<w:p><w:r><w:t xml:space=\"preserve\">where </w:t></w:r><m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath><w:r><w:t xml:space=\"preserve\"> grows</w:t></w:r></w:p>";

    private const string Fields =
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Contents 1</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        + "<w:p><w:r><w:t xml:space=\"preserve\">See </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> REF _Ref1 \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>The har</w:t></w:r><w:r><w:t>bour</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>"
        + "<w:p><w:sdt><w:sdtPr><w:alias w:val=\"Name\"/></w:sdtPr><w:sdtContent><w:r><w:t>kept from a form</w:t></w:r></w:sdtContent></w:sdt></w:p>";

    private const string Boxes =
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><wp:docPr id=\"9\" name=\"Box\"/><a:graphic><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>beside the text</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        + "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>beside the text</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        + "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdHeader\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr>";

    // German Word: ids are translated, names are not.
    private const string Styles =
        "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault></w:docDefaults>"
        + "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Standard\"><w:name w:val=\"Normal\"/></w:style>"
        + "<w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Standard\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>"
        + "<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>"
        + "<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/></w:style>"
        + "<w:style w:type=\"paragraph\" w:styleId=\"Caption\"><w:name w:val=\"caption\"/></w:style>"
        + "<w:style w:type=\"paragraph\" w:styleId=\"ListParagraph\"><w:name w:val=\"List Paragraph\"/></w:style>"
        + "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:u w:val=\"single\"/></w:rPr></w:style>"
        + "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>";

    private const string Numbering =
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"·\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/></w:lvl></w:abstractNum>"
        + "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"5\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1)\"/></w:lvl></w:abstractNum>"
        + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>";

    private const string FootnoteParts =
        "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
        + "<w:footnote w:id=\"1\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> From the log of 2025.</w:t></w:r></w:p></w:footnote>";

    private const string Comments =
        "<w:comment w:id=\"0\" w:author=\"Noor Field\" w:date=\"2026-02-03T04:05:06Z\" w:initials=\"NF\"><w:p w14:paraId=\"0A\"><w:r><w:annotationRef/></w:r><w:r><w:t>By hand?</w:t></w:r></w:p></w:comment>"
        + "<w:comment w:id=\"1\" w:author=\"Ada Brook\" w:date=\"2026-02-04T04:05:06Z\"><w:p w14:paraId=\"0B\"><w:r><w:t>With a clicker.</w:t></w:r></w:p></w:comment>";
}

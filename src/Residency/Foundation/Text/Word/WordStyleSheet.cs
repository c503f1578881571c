using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>The styles of the files that are written. Their names say to every reader what a paragraph is for.</summary>
internal static class WordStyleSheet
{
    internal const string Body = "BodyText";
    internal const string Title = "Title";
    internal const string Subtitle = "Subtitle";
    internal const string Author = "Author";
    internal const string Date = "Date";
    internal const string Abstract = "Abstract";
    internal const string Quotation = "Quote";
    internal const string Attribution = "QuoteAttribution";
    internal const string Code = "SourceCode";
    internal const string CodeCaption = "CodeCaption";
    internal const string PictureCaption = "ImageCaption";
    internal const string TableCaption = "TableCaption";
    internal const string Picture = "CaptionedFigure";
    internal const string Term = "DefinitionTerm";
    internal const string Definition = "Definition";
    internal const string Callout = "Callout";
    internal const string CalloutTitle = "CalloutTitle";
    internal const string Note = "FootnoteText";
    internal const string NoteSign = "FootnoteReference";
    internal const string RemarkText = "CommentText";
    internal const string RemarkSign = "CommentReference";
    internal const string Letters = "VerbatimChar";
    internal const string Tex = "TexFormula";
    internal const string TexDisplay = "TexDisplay";
    internal const string Link = "Hyperlink";
    internal const string Table = "TableGrid";

    /// <summary>The style of a heading; 1 is the title of a section.</summary>
    internal static string Heading(int level) => $"Heading{level}";

    /// <summary>The style of the title of a callout, which names what the callout is for.</summary>
    internal static string TitleOf(CalloutKind kind) => CalloutTitle + kind;

    internal static XElement Part(string? language)
    {
        var styles = XElement.Parse(Sheet);
        var defaults = styles.Descendants(OpenXml.W + "rPrDefault").Single().Element(OpenXml.W + "rPr");
        if (TextLanguage.Tag(language) is { } tag)
        {
            defaults!.Add(OpenXml.Value("lang", tag)); // the sheet below has it
        }

        for (var level = 1; level <= 6; level++)
        {
            styles.Add(HeadingStyle(level));
        }

        foreach (var kind in Enum.GetValues<CalloutKind>())
        {
            styles.Add(
                new XElement(
                    OpenXml.W + "style",
                    new XAttribute(OpenXml.W + "type", "paragraph"),
                    new XAttribute(OpenXml.W + "customStyle", "1"),
                    new XAttribute(OpenXml.W + "styleId", TitleOf(kind)),
                    OpenXml.Value("name", $"Callout Title {kind}"),
                    OpenXml.Value("basedOn", CalloutTitle),
                    OpenXml.Value("next", Callout)
                )
            );
        }

        return styles;
    }

    private static XElement HeadingStyle(int level) =>
        new(
            OpenXml.W + "style",
            new XAttribute(OpenXml.W + "type", "paragraph"),
            new XAttribute(OpenXml.W + "styleId", Heading(level)),
            OpenXml.Value("name", $"heading {level}"),
            OpenXml.Value("basedOn", "Normal"),
            OpenXml.Value("next", Body),
            new XElement(OpenXml.W + "qFormat"),
            new XElement(
                OpenXml.W + "pPr",
                new XElement(OpenXml.W + "keepNext"),
                new XElement(
                    OpenXml.W + "spacing",
                    new XAttribute(OpenXml.W + "before", 320 - level * 30),
                    new XAttribute(OpenXml.W + "after", 100)
                ),
                OpenXml.Value("outlineLvl", $"{level - 1}")
            ),
            new XElement(
                OpenXml.W + "rPr",
                new XElement(OpenXml.W + "b"),
                new XElement(OpenXml.W + "bCs"),
                OpenXml.Value("sz", $"{34 - level * 2}")
            )
        );

    private const string Sheet = """
        <w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
          <w:docDefaults>
            <w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Georgia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr></w:rPrDefault>
            <w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault>
          </w:docDefaults>
          <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
          <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>
          <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
          <w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/><w:qFormat/></w:style>
          <w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/><w:pPr><w:spacing w:after="160"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="40"/></w:rPr></w:style>
          <w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/><w:rPr><w:i/><w:sz w:val="26"/></w:rPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="Author"><w:name w:val="Author"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/></w:style>
          <w:style w:type="paragraph" w:styleId="Date"><w:name w:val="Date"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="Abstract"><w:name w:val="Abstract"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:pPr><w:ind w:left="360" w:right="360"/></w:pPr></w:style>
          <w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/><w:pPr><w:ind w:left="567" w:right="567"/></w:pPr><w:rPr><w:i/><w:iCs/></w:rPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="QuoteAttribution"><w:name w:val="Quote Attribution"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:pPr><w:ind w:left="567" w:right="567"/><w:jc w:val="right"/></w:pPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="SourceCode"><w:name w:val="Source Code"/><w:basedOn w:val="Normal"/><w:pPr><w:wordWrap w:val="0"/></w:pPr><w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:noProof/><w:sz w:val="20"/></w:rPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="CodeCaption"><w:name w:val="Code Caption"/><w:basedOn w:val="Normal"/></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="CaptionedFigure"><w:name w:val="Captioned Figure"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/></w:pPr></w:style>
          <w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/><w:qFormat/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="ImageCaption"><w:name w:val="Image Caption"/><w:basedOn w:val="Caption"/></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="TableCaption"><w:name w:val="Table Caption"/><w:basedOn w:val="Caption"/><w:pPr><w:keepNext/></w:pPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="DefinitionTerm"><w:name w:val="Definition Term"/><w:basedOn w:val="Normal"/><w:next w:val="Definition"/><w:pPr><w:keepNext/></w:pPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="Definition"><w:name w:val="Definition"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="567"/></w:pPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="Callout"><w:name w:val="Callout"/><w:basedOn w:val="Normal"/><w:pPr><w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="808080"/></w:pBdr><w:ind w:left="284"/></w:pPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="CalloutTitle"><w:name w:val="Callout Title"/><w:basedOn w:val="Callout"/><w:next w:val="Callout"/><w:pPr><w:keepNext/></w:pPr></w:style>
          <w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>
          <w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
          <w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>
          <w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/><w:rPr><w:sz w:val="16"/></w:rPr></w:style>
          <w:style w:type="character" w:customStyle="1" w:styleId="VerbatimChar"><w:name w:val="Verbatim Char"/><w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/></w:rPr></w:style>
          <w:style w:type="character" w:customStyle="1" w:styleId="TexFormula"><w:name w:val="Tex Formula"/></w:style>
          <w:style w:type="character" w:customStyle="1" w:styleId="TexDisplay"><w:name w:val="Tex Display"/></w:style>
          <w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0B5394"/><w:u w:val="single"/></w:rPr></w:style>
          <w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr></w:style>
        </w:styles>
        """;
}

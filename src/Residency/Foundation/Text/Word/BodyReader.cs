using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Reads what stands under each other: paragraphs, tables, and what holds them.</summary>
internal sealed class BodyReader(WordReading reading)
{
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "bookmarkEnd",
        "proofErr",
        "permStart",
        "permEnd",
        "sectPr",
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "customXmlInsRangeStart",
        "customXmlInsRangeEnd",
        "customXmlDelRangeStart",
        "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart",
        "customXmlMoveFromRangeEnd",
        "customXmlMoveToRangeStart",
        "customXmlMoveToRangeEnd",
        "tcPr",
        "sdtPr",
        "sdtEndPr",
        "customXmlPr",
    };

    private readonly LineReader _lines = new(reading);

    /// <summary>Whether paragraphs count for the places in the report; those of notes do not.</summary>
    internal bool IsCounting { get; set; } = true;

    /// <summary>What the elements hold, in reading order.</summary>
    internal List<Piece> Read(IEnumerable<XElement> elements, WordPlace place)
    {
        var pieces = new List<Piece>();
        foreach (var element in elements)
        {
            One(element, place, pieces);
        }

        return pieces;
    }

    /// <summary>What a cell, a note or a box holds, put together.</summary>
    internal Sequence<Block> Blocks(XElement parent, WordPlace place) =>
        new Grouping(reading).Nested(Read(parent.Elements(), place));

    private void One(XElement element, WordPlace place, List<Piece> pieces)
    {
        if (element.Name == OpenXml.Mc + "AlternateContent")
        {
            pieces.AddRange(Read(OpenXml.Chosen(element), place));
            return;
        }

        if (element.Name.Namespace == OpenXml.M)
        {
            // A formula may stand where a paragraph should.
            Paragraph(new XElement(OpenXml.W + "p", element), place, pieces);
            return;
        }

        switch (element.Name.Namespace == OpenXml.W ? element.Name.LocalName : "")
        {
            case "p":
                Paragraph(element, place, pieces);
                break;
            case "tbl":
                Table(element, place, pieces);
                break;
            case "sdt":
                Control(element, place, pieces);
                break;
            case "customXml" or "smartTag":
                pieces.AddRange(Read(element.Elements(), place));
                break;
            case "ins" or "moveTo":
                pieces.AddRange(Read(element.Elements(), place.Within(Suggestion.Inserted(element))));
                break;
            case "del" or "moveFrom":
                pieces.AddRange(Read(element.Elements(), place.Within(Suggestion.Deleted(element))));
                break;
            case "bookmarkStart":
                reading.Bookmark((string?)element.Attribute(OpenXml.W + "name"));
                break;
            case "commentRangeStart":
                reading.Remarks.Begin((string?)element.Attribute(OpenXml.W + "id"));
                break;
            case "commentRangeEnd":
                reading.Remarks.End((string?)element.Attribute(OpenXml.W + "id"));
                break;
            case "altChunk":
                reading.Problem(
                    "embedded file",
                    "A file that stands inside the text was left out. Open the text in Word, save it again, and import that."
                );
                break;
            case "subDoc":
                reading.Warn("subdocument", "Another file that belongs here was left out. Import it on its own.");
                break;
            case var name when Silent.Contains(name):
                break;
            default:
                Unknown(element, place, pieces);
                break;
        }
    }

    private void Paragraph(XElement paragraph, WordPlace place, List<Piece> pieces)
    {
        reading.Paragraph += IsCounting ? 1 : 0;
        var properties = paragraph.Element(OpenXml.W + "pPr");
        var look = Look(properties);
        CountFormats(properties);
        var line = _lines.Read(paragraph, place);
        reading.Remarks.Add("\n");
        if (look.Role == ParagraphRole.TableOfContents && line.Said.Any())
        {
            reading.Count(
                ReportSeverity.Note,
                "table of contents",
                "A table of contents was left out: readers see one made from the titles."
            );
            return;
        }

        var list = look.Role == ParagraphRole.Heading ? null : ListPlaceOf(properties, look, line.Said.Any());
        var sign = EdgeSigns.Of(properties);
        foreach (var (block, role) in BlocksOf(line, look, list))
        {
            reading.Settle(block.Id);
            pieces.Add(
                new Piece(block, role, reading.Paragraph)
                {
                    Sign = sign,
                    Level = role == ParagraphRole.Heading ? look.Level : 0,
                    List = list,
                    Caption = look.Caption ?? Captions.OfCount(line.Counted),
                }
            );
        }

        if (
            line.HasRule
            || !line.Said.Any() && properties?.Element(OpenXml.W + "pBdr")?.Element(OpenXml.W + "bottom") is not null
        )
        {
            pieces.Add(new Piece(new ThematicBreak(reading.NewId()), ParagraphRole.Body, reading.Paragraph));
        }

        foreach (var (content, inside) in line.Boxes)
        {
            reading.Note("text box", "A box beside the text was put after its paragraph.");
            pieces.AddRange(Read(content.Elements(), inside));
        }
    }

    private IEnumerable<(Block Block, ParagraphRole Role)> BlocksOf(Line line, ParagraphLook look, ListPlace? list)
    {
        if (line.IsFormulas)
        {
            return line
                .Said.Select(inline => ((Block)new FormulaBlock(reading.NewId(), ((Formula)inline).Tex), ParagraphRole.Body))
                .ToList();
        }

        if (line.IsPictures)
        {
            return line.Said.Select(inline => (FigureOf((InlineImage)inline), ParagraphRole.Body)).ToList();
        }

        var content = line.Content();
        if (content.IsEmpty)
        {
            return [];
        }

        if (CodeOf(line, look, list) is { } code)
        {
            return [(new CodeBlock(reading.NewId(), code), ParagraphRole.Code)];
        }

        if (look.Role == ParagraphRole.Caption && line.Counted is not null)
        {
            content = Captions.WithoutNumber(content, reading);
        }

        return content.IsEmpty
            ? []
            : [(new Paragraph(reading.NewId(), content), look.Role == ParagraphRole.Code ? ParagraphRole.Body : look.Role)];
    }

    private Block FigureOf(InlineImage image)
    {
        if (!image.Marks.IsEmpty)
        {
            reading.Note("link", "The link of a picture was left out.");
        }

        var isDecoration = image.Alternative.Length == 0 && reading.Pictures.Decorative.Contains(image.File);
        return new Figure(reading.NewId(), image.File, [])
        {
            Alternative = image.Alternative.Length > 0 ? image.Alternative : null,
            Decorative = isDecoration,
        };
    }

    // Code is a block of its own only when nothing but words stands in it, so that nothing is lost.
    private static string? CodeOf(Line line, ParagraphLook look, ListPlace? list)
    {
        var isCode =
            look.Role == ParagraphRole.Code
            || look.Role == ParagraphRole.Body
                && list is null or { Sign: ListSign.None }
                && (line.IsTypewriter || look.IsTypewriter);
        return
            isCode
            && line.Inlines.TrueForAll(inline =>
                inline is Run or LineBreak && inline.Marks.All(mark => mark is Code or Strong or Emphasis or Language)
            )
            ? string.Concat(line.Inlines.Select(inline => inline is Run run ? run.Text : "\n")).Trim('\n').TrimEnd()
            : null;
    }

    internal ParagraphLook Look(XElement? properties)
    {
        var look = reading.Styles.Paragraph(properties.Val("pStyle"));
        return OpenXml.Number(properties.Val("outlineLvl")) switch
        {
            >= 0 and <= 8 and var level when look.Role is ParagraphRole.Body or ParagraphRole.Heading => look with
            {
                Role = ParagraphRole.Heading,
                Level = level + 1,
            },
            9 when look.Role == ParagraphRole.Heading => look with { Role = ParagraphRole.Body, Level = 0 },
            _ => look,
        };
    }

    internal ListPlace? ListPlaceOf(XElement? properties, ParagraphLook look, bool hasWords)
    {
        var direct = properties?.Element(OpenXml.W + "numPr");
        var list = direct.Val("numId") ?? look.NumberingId;
        if (list is null or "0" || !hasWords)
        {
            // LibreOffice writes further paragraphs of an entry as list paragraphs without a list, set in as far as the entry.
            var indent = properties?.Element(OpenXml.W + "ind");
            var isSetIn =
                (
                    OpenXml.Number((string?)indent?.Attribute(OpenXml.W + "start"))
                    ?? OpenXml.Number((string?)indent?.Attribute(OpenXml.W + "left"))
                ) > 0;
            return hasWords && isSetIn && direct.Val("numId") == "0" && look.Role == ParagraphRole.Body
                ? new ListPlace("", Math.Clamp(OpenXml.Number(direct.Val("ilvl")) ?? 0, 0, 8), ListSign.None, 1)
                : null;
        }

        var level = Math.Clamp(OpenXml.Number(direct.Val("ilvl")) ?? look.NumberingLevel, 0, 8);
        var sign = reading.Numbering.SignOf(list, level);
        return new ListPlace(
            reading.Numbering.Identity(list),
            level,
            sign,
            sign == ListSign.Number ? reading.Numbering.Next(list, level) : 1
        );
    }

    internal void CountFormats(XElement? properties)
    {
        if (properties?.Element(OpenXml.W + "pPrChange") is not null)
        {
            reading.Count(ReportSeverity.Note, "tracked format", "A suggested change of the form of words was taken as done.");
        }
    }

    private void Table(XElement table, WordPlace place, List<Piece> pieces)
    {
        var start = reading.Paragraph;
        if (new TableReader(reading, this).Read(table, place) is { } block)
        {
            reading.Settle(block.Id);
            pieces.Add(new Piece(block, ParagraphRole.Body, start + 1));
        }
    }

    private void Control(XElement control, WordPlace place, List<Piece> pieces)
    {
        var properties = control.Element(OpenXml.W + "sdtPr");
        if (
            properties
                ?.Descendants(OpenXml.W + "docPartGallery")
                .Any(gallery => (string?)gallery.Attribute(OpenXml.W + "val") == "Table of Contents") == true
        )
        {
            reading.Note("table of contents", "A table of contents was left out: readers see one made from the titles.");
            reading.Paragraph += IsCounting ? control.Descendants(OpenXml.W + "p").Count() : 0;
            return;
        }

        if (properties.Switch("showingPlcHdr") == true)
        {
            reading.Note("content control", "An empty field of a form was left out.");
            return;
        }

        pieces.AddRange(Read(control.Element(OpenXml.W + "sdtContent")?.Elements() ?? [], place));
    }

    private void Unknown(XElement element, WordPlace place, List<Piece> pieces)
    {
        var words = element.Descendants(OpenXml.W + "t").Any();
        reading.Warn(
            element.Name.LocalName,
            words
                ? "This part of the file is not understood; its words were kept without their form."
                : "This part of the file is not understood and was left out."
        );
        if (words)
        {
            pieces.AddRange(
                Read(element.Descendants(OpenXml.W + "p").Where(paragraph => !paragraph.Ancestors(OpenXml.W + "p").Any()), place)
            );
        }
    }
}

using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Reads what stands in a paragraph.</summary>
internal sealed class LineReader(WordReading reading)
{
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "pPr",
        "proofErr",
        "permStart",
        "permEnd",
        "bookmarkEnd",
        "sdtPr",
        "sdtEndPr",
        "smartTagPr",
        "customXmlPr",
        "rPr",
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
        "fldData",
    };

    private readonly RunReader _runs = new(reading);

    internal Line Read(XElement paragraph, WordPlace place)
    {
        var look = reading.Styles.Paragraph(paragraph.Element(OpenXml.W + "pPr").Val("pStyle"));
        var line = new Line();
        Inside(paragraph, new LineSpot(line, place, null, look.IsTypewriter));
        foreach (var field in reading.Fields.DropCode())
        {
            reading.Problem(
                "field",
                $"A field does not end in its paragraph; its code was left out: “{Short(field.Code.ToString())}”."
            );
        }

        return line;
    }

    private void Inside(XElement parent, LineSpot spot)
    {
        foreach (var child in parent.Elements())
        {
            One(child, spot);
        }
    }

    private void One(XElement child, LineSpot spot)
    {
        if (child.Name.Namespace == OpenXml.M)
        {
            Formula(child, spot);
            return;
        }

        if (child.Name == OpenXml.Mc + "AlternateContent")
        {
            foreach (var chosen in OpenXml.Chosen(child))
            {
                One(chosen, spot);
            }

            return;
        }

        if (child.Name.Namespace == OpenXml.W)
        {
            Piece(child, spot);
        }
        else
        {
            Unknown(child, spot);
        }
    }

    private void Piece(XElement child, LineSpot spot)
    {
        switch (child.Name.LocalName)
        {
            case "r":
                _runs.Read(child, spot);
                break;
            case "hyperlink":
                Inside(child, spot with { Link = Links.Of(child, spot.Place.Part, reading) });
                break;
            case "fldSimple":
                SimpleField(child, spot);
                break;
            case "ins" or "moveTo":
                Inside(child, spot with { Place = spot.Place.Within(Suggestion.Inserted(child)) });
                break;
            case "del" or "moveFrom":
                Inside(child, spot with { Place = spot.Place.Within(Suggestion.Deleted(child)) });
                break;
            case "smartTag" or "customXml" or "dir" or "bdo":
                Inside(child, spot);
                break;
            case "sdt":
                Control(child, spot);
                break;
            case "bookmarkStart":
                reading.Bookmark((string?)child.Attribute(OpenXml.W + "name"));
                break;
            case "commentRangeStart":
                reading.Remarks.Begin((string?)child.Attribute(OpenXml.W + "id"));
                break;
            case "commentRangeEnd":
                reading.Remarks.End((string?)child.Attribute(OpenXml.W + "id"));
                break;
            case "subDoc":
                reading.Warn("subdocument", "Another file that belongs here was left out. Import it on its own.");
                break;
            case var name when Silent.Contains(name):
                break;
            default:
                Unknown(child, spot);
                break;
        }
    }

    private void SimpleField(XElement element, LineSpot spot)
    {
        reading.Fields.Begin();
        reading.Fields.Code((string?)element.Attribute(OpenXml.W + "instr") ?? "");
        _runs.Separated(reading.Fields.Separate(), spot);
        Inside(element, spot);
        _runs.Ended(reading.Fields.End());
    }

    private void Control(XElement control, LineSpot spot)
    {
        var properties = control.Element(OpenXml.W + "sdtPr");
        if (properties.Switch("showingPlcHdr") == true)
        {
            reading.Note("content control", $"An empty field of a form was left out: “{Short(control.Value)}”.");
            return;
        }

        if (control.Element(OpenXml.W + "sdtContent") is { } content)
        {
            Inside(content, spot);
        }
    }

    private void Formula(XElement element, LineSpot spot)
    {
        if (element.Name.LocalName == "oMathPara")
        {
            foreach (var formula in element.Elements(OpenXml.M + "oMath"))
            {
                AddFormula(formula, spot, isDisplayed: true);
            }
        }
        else
        {
            AddFormula(element, spot, isDisplayed: false);
        }
    }

    private void AddFormula(XElement element, LineSpot spot, bool isDisplayed)
    {
        var tex = new OmmlTex(reading).Write(element);
        if (tex.Length == 0 || reading.Fields.IsInCode || reading.Fields.IsInGenerated)
        {
            return;
        }

        reading.Remarks.Add(tex);
        var formula = new Formula(tex) { Marks = Marks.Tidy(spot.Place.Tracked) };
        if (isDisplayed)
        {
            spot.Line.AddDisplayed(formula);
        }
        else
        {
            spot.Line.Add(formula);
        }
    }

    private void Unknown(XElement element, LineSpot spot)
    {
        var words = string.Concat(element.DescendantsAndSelf(OpenXml.W + "t").Select(text => text.Value));
        reading.Warn(
            element.Name.LocalName,
            words.Length > 0
                ? "This part of the file is not understood; its words were kept without their form."
                : "This part of the file is not understood and was left out."
        );
        _runs.Words(words, RunLook.Plain, spot);
    }

    private static string Short(string words) => words.Length <= 80 ? words.Trim() : words[..80].Trim() + "…";
}

/// <summary>Where in a line something stands.</summary>
/// <param name="Link">The link in which it stands; null outside links.</param>
/// <param name="IsTypewriter">Whether the whole paragraph is in a typewriter face.</param>
internal sealed record LineSpot(Line Line, WordPlace Place, LinkTarget? Link, bool IsTypewriter);

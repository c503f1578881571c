using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Reads runs: words that look alike, with what stands between them.</summary>
internal sealed class RunReader(WordReading reading)
{
    private readonly PictureReader _pictures = new(reading);

    internal void Read(XElement run, LineSpot spot)
    {
        var properties = run.Element(OpenXml.W + "rPr");
        var look = RunLook.Of(properties).Over(reading.Styles.Run(properties.Val("rStyle")));
        if (properties is not null)
        {
            CountFormats(properties);
        }

        foreach (var child in run.Elements())
        {
            One(child, look, spot);
        }
    }

    /// <summary>Adds words that look so to the line.</summary>
    internal void Words(string words, RunLook look, LineSpot spot)
    {
        words = reading.Clean(words);
        if (words.Length == 0 || IsUnseen)
        {
            return;
        }

        if (look.IsHidden == true)
        {
            reading.Count(ReportSeverity.Warning, "hidden text", "Hidden words were left out.");
            return;
        }

        words = Symbols.Map(words, look.Font);
        var marks = MarksOf(look, spot, words);
        if (look.IsTex)
        {
            AddTex(words, look, spot);
            return;
        }

        var link = spot.Link ?? (reading.Fields.Link is { } field ? Links.Of(field, reading) : null);
        if (!spot.Place.Tracked.Any(mark => mark is Deleted))
        {
            reading.Remarks.Add(words);
        }

        spot.Line.Add(
            link switch
            {
                null => new Run(words) { Marks = marks },
                _ when CitationLink.Read(link) is { } citation => citation with
                {
                    Marks = Marks.Tidy(marks.Where(mark => mark is not Link)),
                },
                { IsInside: true } => new CrossReference(link.Target, words) { Marks = marks },
                _ => new Run(words) { Marks = Marks.Tidy([.. marks, new Link(link.Target)]) },
            }
        );
    }

    // A formula that could not be written in the way of Word.
    private void AddTex(string words, RunLook look, LineSpot spot)
    {
        var formula = new Formula(words) { Marks = Marks.Tidy(spot.Place.Tracked) };
        reading.Count(ReportSeverity.Note, "formula", "A formula stands in the file as TeX; it was read as such.");
        reading.Remarks.Add(words);
        if (look.IsDisplayed)
        {
            spot.Line.AddDisplayed(formula);
        }
        else
        {
            spot.Line.Add(formula);
        }
    }

    /// <summary>What the beginning of a field's result means for the line.</summary>
    internal void Separated(Field? field, LineSpot spot)
    {
        switch (field?.Kind)
        {
            case "SEQ" when field.Words.Count > 0:
                spot.Line.Counted ??= field.Words[0];
                break;
            case "TOC":
                reading.Note("table of contents", "A table of contents was left out: readers see one made from the titles.");
                break;
            case "INDEX" or "TOA":
                reading.Warn("index", "An index with page numbers was left out.");
                break;
            case "ADDIN":
                reading.Count(ReportSeverity.Note, "citation field", "A citation of a reference manager was kept as words.");
                break;
        }
    }

    /// <summary>What the end of a field means.</summary>
    internal void Ended(Field? field)
    {
        if (field is null)
        {
            reading.Note("field", "The end of a field without a beginning was left out.");
        }
        else if (!field.HasResult && field.Kind is not ("" or "XE" or "TC" or "RD" or "TA" or "SEQ" or "TOC" or "ADDIN"))
        {
            reading.Warn(
                "field",
                $"A field of the kind {field.Kind[..Math.Min(field.Kind.Length, 40)]} has no result; it was left out."
            );
        }
    }

    private bool IsUnseen => reading.Fields.IsInCode || reading.Fields.IsInGenerated;

    private void One(XElement child, RunLook look, LineSpot spot)
    {
        if (child.Name == OpenXml.Mc + "AlternateContent")
        {
            foreach (var chosen in OpenXml.Chosen(child))
            {
                One(chosen, look, spot);
            }

            return;
        }

        switch (child.Name.Namespace == OpenXml.W ? child.Name.LocalName : "")
        {
            case "t" or "delText":
                Words(child.Value, look, spot);
                break;
            case "instrText" or "delInstrText":
                reading.Fields.Code(child.Value);
                break;
            case "fldChar":
                FieldSign(child, spot);
                break;
            case "tab" or "ptab":
                Words(" ", look with { Font = null }, spot);
                break;
            case "br":
                Break(child, spot);
                break;
            case "cr":
                AddBreak(spot);
                break;
            case "footnoteReference":
                Note("footnote", child, spot);
                break;
            case "endnoteReference":
                Note("endnote", child, spot);
                break;
            case "commentReference":
                reading.Remarks.Sign((string?)child.Attribute(OpenXml.W + "id"));
                break;
            case "drawing" or "pict" or "object" when !IsUnseen:
                _pictures.Read(child, spot);
                break;
            case "drawing" or "pict" or "object":
                break;
            case "ruby":
                Ruby(child, look, spot);
                break;
            default:
                Sign(child, look, spot);
                break;
        }
    }

    // Single characters, and what is neither words nor a thing.
    private void Sign(XElement child, RunLook look, LineSpot spot)
    {
        switch (child.Name.Namespace == OpenXml.W ? child.Name.LocalName : "")
        {
            case "noBreakHyphen":
                Words("\u2011", look, spot);
                break;
            case "softHyphen":
                Words("\u00AD", look, spot);
                break;
            case "sym":
                Words(Symbols.Of(child, reading), look with { Font = null }, spot);
                break;
            case "rPr"
            or "lastRenderedPageBreak"
            or "annotationRef"
            or "footnoteRef"
            or "endnoteRef"
            or "separator"
            or "continuationSeparator":
                break;
            case "pgNum" or "dayShort" or "monthShort" or "yearShort" or "dayLong" or "monthLong" or "yearLong":
                reading.Note("field", $"A {child.Name.LocalName} field has no fixed words and was left out.");
                break;
            default:
                Unknown(child, look, spot);
                break;
        }
    }

    private void FieldSign(XElement sign, LineSpot spot)
    {
        switch ((string?)sign.Attribute(OpenXml.W + "fldCharType"))
        {
            case "begin":
                reading.Fields.Begin();
                if (sign.Element(OpenXml.W + "ffData")?.Element(OpenXml.W + "checkBox") is { } box)
                {
                    var isChecked = (box.Switch("checked") ?? box.Switch("default")) == true;
                    spot.Line.Add(new Run(isChecked ? "☒" : "☐"));
                }

                break;
            case "separate":
                Separated(reading.Fields.Separate(), spot);
                break;
            case "end":
                Ended(reading.Fields.End());
                break;
            default:
                reading.Problem("field", "A sign of a field is not understood and was left out.");
                break;
        }
    }

    private void Break(XElement sign, LineSpot spot)
    {
        if ((string?)sign.Attribute(OpenXml.W + "type") is "page" or "column")
        {
            reading.Count(ReportSeverity.Note, "page break", "A break of a page or column was left out.");
            Words(" ", RunLook.Plain, spot);
        }
        else
        {
            AddBreak(spot);
        }
    }

    private void AddBreak(LineSpot spot)
    {
        if (!IsUnseen)
        {
            reading.Remarks.Add("\n");
            spot.Line.Add(new LineBreak { Marks = Marks.Tidy(spot.Place.Tracked) });
        }
    }

    private void Note(string kind, XElement sign, LineSpot spot)
    {
        if (IsUnseen)
        {
            return;
        }

        if (reading.Notes.Refer(kind, (string?)sign.Attribute(OpenXml.W + "id"), reading.Paragraph) is { } name)
        {
            spot.Line.Add(new FootnoteReference(name) { Marks = Marks.Tidy(spot.Place.Tracked) });
        }
        else
        {
            reading.Problem(kind, $"The file does not hold the {kind} that is referred to here; the sign was left out.");
        }
    }

    private void Ruby(XElement ruby, RunLook look, LineSpot spot)
    {
        foreach (var run in ruby.Element(OpenXml.W + "rubyBase")?.Elements(OpenXml.W + "r") ?? [])
        {
            Read(run, spot);
        }

        var aid = string.Concat(ruby.Element(OpenXml.W + "rt")?.Descendants(OpenXml.W + "t").Select(text => text.Value) ?? []);
        if (aid.Length > 0)
        {
            Words($" ({aid})", look, spot);
            reading.Count(ReportSeverity.Note, "reading aid", "A reading aid above words was kept in brackets after them.");
        }
    }

    private void Unknown(XElement child, RunLook look, LineSpot spot)
    {
        var words = string.Concat(child.DescendantsAndSelf(OpenXml.W + "t").Select(text => text.Value));
        reading.Warn(
            child.Name.LocalName,
            words.Length > 0
                ? "This part of the file is not understood; its words were kept without their form."
                : "This part of the file is not understood and was left out."
        );
        Words(words, look, spot);
    }

    private Sequence<Mark> MarksOf(RunLook look, LineSpot spot, string words)
    {
        var marks = new List<Mark>(spot.Place.Tracked);
        AddIf(look.IsBold == true, new Strong());
        AddIf(look.IsItalic == true, new Emphasis());
        AddIf(look.IsStruck == true, new Struck());
        AddIf(look.Height == "subscript", new Subscript());
        AddIf(look.Height == "superscript", new Superscript());
        AddIf(look.IsTypewriter == true && !spot.IsTypewriter, new Code());
        AddIf(
            look.Language is { } language && words.Any(char.IsLetter) && TextLanguage.IsOther(language, reading.Language),
            new Language(TextLanguage.Tag(look.Language) ?? "")
        );
        return Marks.Tidy(marks.Where(mark => mark is not Language { Tag: "" }));

        void AddIf(bool holds, Mark mark)
        {
            if (holds)
            {
                marks.Add(mark);
            }
        }
    }

    private void CountFormats(XElement properties)
    {
        if (properties.Element(OpenXml.W + "rPrChange") is not null)
        {
            reading.Count(ReportSeverity.Note, "tracked format", "A suggested change of the form of words was taken as done.");
        }

        if (properties.Val("u") is { } line && line != "none" && properties.Val("rStyle") is null)
        {
            reading.Count(ReportSeverity.Note, "underline", "An underline was left out.");
        }

        if (properties.Val("highlight") is { } colour && colour != "none")
        {
            reading.Count(ReportSeverity.Note, "highlight", "A coloured mark was left out.");
        }

        if (properties.Switch("smallCaps") == true || properties.Switch("caps") == true)
        {
            reading.Count(ReportSeverity.Note, "capitals", "Words shown in capitals are shown as they were typed.");
        }
    }
}

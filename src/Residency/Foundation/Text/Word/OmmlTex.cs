using System.Text;
using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Writes formulas of Word (Office MathML) as TeX.</summary>
internal sealed class OmmlTex(WordReading reading)
{
    private const int LongestFormula = 20_000;
    private const int MostColumns = 100;

    /// <summary>The TeX of a formula without signs around it; empty for an empty formula.</summary>
    internal string Write(XElement formula)
    {
        if (formula.Value.Length > LongestFormula)
        {
            reading.Problem("formula", $"A formula of more than {LongestFormula} signs was left out.");
            return "";
        }

        return Inside(formula).Trim();
    }

    private string Inside(XElement? parent)
    {
        var tex = new StringBuilder();
        foreach (var child in parent?.Elements() ?? [])
        {
            TexSigns.Join(tex, One(child));
        }

        return tex.ToString();
    }

    private string One(XElement element)
    {
        if (element.Name == OpenXml.Mc + "AlternateContent")
        {
            return string.Concat(OpenXml.Chosen(element).Select(One));
        }

        if (element.Name.Namespace == OpenXml.W)
        {
            return OfWord(element);
        }

        return element.Name.LocalName switch
        {
            "r" => Run(element),
            "f" => Fraction(element),
            "sSup" => $"{Body(element, "e")}^{Group(element, "sup")}",
            "sSub" => $"{Body(element, "e")}_{Group(element, "sub")}",
            "sSubSup" => $"{Body(element, "e")}_{Group(element, "sub")}^{Group(element, "sup")}",
            "sPre" => $"{{}}_{Group(element, "sub")}^{Group(element, "sup")}{Body(element, "e")}",
            "rad" => Root(element),
            "d" => Delimited(element),
            "nary" => Large(element),
            "func" => Function(element),
            "acc" => $"{TexSigns.Accent(element.Element(OpenXml.M + "accPr").MathVal("chr") ?? "\u0302")}{Group(element, "e")}",
            "bar" => element.Element(OpenXml.M + "barPr").MathVal("pos") == "top"
                ? $"\\overline{Group(element, "e")}"
                : $"\\underline{Group(element, "e")}",
            "limLow" => Limit(element, "_", "\\underset"),
            "limUpp" => Limit(element, "^", "\\overset"),
            "m" => Matrix(element),
            "eqArr" => $"\\begin{{aligned}}{Rows(element.Elements(OpenXml.M + "e").Select(Inside))}\\end{{aligned}}",
            "groupChr" => Grouped(element),
            "borderBox" => $"\\boxed{Group(element, "e")}",
            "phant" => $"\\phantom{Group(element, "e")}",
            "box" or "e" or "oMath" or "num" or "den" or "sub" or "sup" or "lim" or "fName" or "deg" => element.Name.LocalName
            == "box"
                ? Body(element, "e")
                : Inside(element),
            "oMathPara" => string.Join("\\\\", element.Elements(OpenXml.M + "oMath").Select(Inside)),
            var name when name.EndsWith("Pr", StringComparison.Ordinal) => "",
            _ => Unknown(element),
        };
    }

    private string OfWord(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "ins" or "moveTo":
                reading.Count(ReportSeverity.Warning, "tracked formula", "A suggested change in a formula was taken as done.");
                return Inside(element);
            case "del" or "moveFrom":
                reading.Count(ReportSeverity.Warning, "tracked formula", "A suggested change in a formula was taken as done.");
                return "";
            case "r":
                return Text(string.Concat(element.Elements(OpenXml.W + "t").Select(text => text.Value)));
            case "sdt":
                return Inside(element.Element(OpenXml.W + "sdtContent"));
            case "bookmarkStart":
                reading.Bookmark((string?)element.Attribute(OpenXml.W + "name"));
                return "";
            case "bookmarkEnd" or "proofErr" or "commentRangeStart" or "commentRangeEnd" or "rPr" or "permStart" or "permEnd":
                return "";
            default:
                return Inside(element);
        }
    }

    private string Unknown(XElement element)
    {
        reading.Warn(
            "formula",
            $"The part “{element.Name.LocalName}” of a formula is not understood; its signs were kept. Compare the formula with the file."
        );
        return element.HasElements ? Inside(element) : Text(element.Value);
    }

    private string Run(XElement run)
    {
        var words = reading.Clean(
            string.Concat(
                run.Elements()
                    .Where(child => child.Name == OpenXml.M + "t" || child.Name == OpenXml.W + "t")
                    .Select(text => text.Value)
            )
        );
        var properties = run.Element(OpenXml.M + "rPr");
        if (words.Length == 0)
        {
            return "";
        }

        if (properties?.Element(OpenXml.M + "nor") is not null)
        {
            return Text(words);
        }

        var aligned = properties?.Element(OpenXml.M + "aln") is not null ? "&" : "";
        var tex = TexSigns.Write(words);
        var script = properties.MathVal("scr") switch
        {
            "double-struck" => "\\mathbb",
            "script" => "\\mathcal",
            "fraktur" => "\\mathfrak",
            "sans-serif" => "\\mathsf",
            "monospace" => "\\mathtt",
            _ => null,
        };
        var style = properties.MathVal("sty") switch
        {
            "p" when words.Any(char.IsLetter) => "\\mathrm",
            "b" => "\\mathbf",
            "bi" => "\\boldsymbol",
            _ => null,
        };
        return aligned + ((script ?? style) is { } command ? $"{command}{{{tex}}}" : tex);
    }

    private static string Text(string words) => words.Length == 0 ? "" : $"\\text{{{TexSigns.Escape(words)}}}";

    private string Fraction(XElement element)
    {
        var (above, below) = (Inside(element.Element(OpenXml.M + "num")), Inside(element.Element(OpenXml.M + "den")));
        return element.Element(OpenXml.M + "fPr").MathVal("type") switch
        {
            "noBar" => $"\\genfrac{{}}{{}}{{0pt}}{{}}{{{above}}}{{{below}}}",
            "lin" or "skw" => $"{{{above}}}/{{{below}}}",
            _ => $"\\frac{{{above}}}{{{below}}}",
        };
    }

    private string Root(XElement element)
    {
        var degree = Inside(element.Element(OpenXml.M + "deg"));
        var isHidden =
            element.Element(OpenXml.M + "radPr")?.Element(OpenXml.M + "degHide") is { } hide
            && OpenXml.IsOn((string?)hide.Attribute(OpenXml.M + "val"));
        return degree.Length > 0 && !isHidden ? $"\\sqrt[{degree}]{Group(element, "e")}" : $"\\sqrt{Group(element, "e")}";
    }

    private string Delimited(XElement element)
    {
        var properties = element.Element(OpenXml.M + "dPr");
        var (begin, end) = (properties.MathVal("begChr") ?? "(", properties.MathVal("endChr") ?? ")");
        var parts = element.Elements(OpenXml.M + "e").ToList();
        if (
            parts is [var only]
            && only.Elements().Where(child => !child.Name.LocalName.EndsWith("Pr", StringComparison.Ordinal)).ToList()
                is [var inner]
        )
        {
            if (inner.Name == OpenXml.M + "eqArr" && (begin, end) == ("{", ""))
            {
                return $"\\begin{{cases}}{Rows(inner.Elements(OpenXml.M + "e").Select(Inside))}\\end{{cases}}";
            }

            if (
                inner.Name == OpenXml.M + "f"
                && inner.Element(OpenXml.M + "fPr").MathVal("type") == "noBar"
                && (begin, end) == ("(", ")")
            )
            {
                return $"\\binom{Group(inner, "num")}{Group(inner, "den")}";
            }
        }

        var between = $" {TexSigns.Middle(properties.MathVal("sepChr") ?? "|")} ";
        return $"\\left{TexSigns.Delimiter(begin)}{string.Join(between, parts.Select(Inside))}\\right{TexSigns.Delimiter(end)}";
    }

    private string Large(XElement element)
    {
        var properties = element.Element(OpenXml.M + "naryPr");
        var tex = new StringBuilder(TexSigns.Large(properties.MathVal("chr") ?? "∫"));
        if (properties.MathVal("limLoc") == "undOvr" && tex.ToString().StartsWith("\\int", StringComparison.Ordinal))
        {
            tex.Append("\\limits");
        }

        Script("sub", "_");
        Script("sup", "^");
        TexSigns.Join(tex, Group(element, "e"));
        return tex.ToString();

        void Script(string name, string sign)
        {
            if (Inside(element.Element(OpenXml.M + name)) is { Length: > 0 } inside)
            {
                tex.Append(sign).Append('{').Append(inside).Append('}');
            }
        }
    }

    private string Function(XElement element)
    {
        var name = element.Element(OpenXml.M + "fName");
        var argument = Body(element, "e");
        var written = Inside(name);
        var words = string.Concat(name?.Descendants(OpenXml.M + "t").Take(1).Select(text => text.Value) ?? []).Trim();
        var head = TexSigns.IsFunction(words)
            ? written.Replace($"\\mathrm{{{words}}}", $"\\{words}", StringComparison.Ordinal)
            : written;
        if (head == words && TexSigns.IsFunction(words))
        {
            head = "\\" + words;
        }

        var tex = new StringBuilder(head);
        TexSigns.Join(tex, argument);
        return tex.ToString();
    }

    // Below a function name such as lim, TeX sets a simple subscript where it belongs.
    private string Limit(XElement element, string sign, string command)
    {
        var body = element.Element(OpenXml.M + "e");
        var words = (body?.Value ?? "").Trim();
        var limit = Inside(element.Element(OpenXml.M + "lim"));
        if (TexSigns.IsFunction(words))
        {
            return $"\\{words}{sign}{{{limit}}}";
        }

        return body?.Elements().FirstOrDefault()?.Name == OpenXml.M + "groupChr"
            ? $"{Inside(body)}{sign}{{{limit}}}"
            : $"{command}{{{limit}}}{Group(element, "e")}";
    }

    private string Grouped(XElement element)
    {
        var properties = element.Element(OpenXml.M + "groupChrPr");
        var isAbove = properties.MathVal("pos") == "top";
        return (properties.MathVal("chr") ?? "⏟") switch
        {
            "⏟" => $"\\underbrace{Group(element, "e")}",
            "⏞" => $"\\overbrace{Group(element, "e")}",
            var sign when isAbove => $"\\overset{{{TexSigns.Write(sign)}}}{Group(element, "e")}",
            var sign => $"\\underset{{{TexSigns.Write(sign)}}}{Group(element, "e")}",
        };
    }

    private string Matrix(XElement element)
    {
        var rows = Rows(
            element.Elements(OpenXml.M + "mr").Select(row => string.Join(" & ", row.Elements(OpenXml.M + "e").Select(Inside)))
        );
        var columns =
            element
                .Element(OpenXml.M + "mPr")
                ?.Element(OpenXml.M + "mcs")
                ?.Elements(OpenXml.M + "mc")
                .Select(column => column.Element(OpenXml.M + "mcPr").MathVal("mcJc"))
                .Take(MostColumns)
                .Select(alignment =>
                    alignment switch
                    {
                        "left" => 'l',
                        "right" => 'r',
                        _ => 'c',
                    }
                )
                .ToArray()
            ?? [];
        return Array.TrueForAll(columns, column => column == 'c')
            ? $"\\begin{{matrix}}{rows}\\end{{matrix}}"
            : $"\\begin{{array}}{{{new string(columns)}}}{rows}\\end{{array}}";
    }

    private static string Rows(IEnumerable<string> rows) => string.Join(" \\\\ ", rows);

    private string Group(XElement element, string child) => $"{{{Inside(element.Element(OpenXml.M + child))}}}";

    // A single sign needs no braces; anything longer does, or a script would belong to its last sign only.
    private string Body(XElement element, string child)
    {
        var inside = Inside(element.Element(OpenXml.M + child));
        return TexSigns.IsOne(inside) ? inside : $"{{{inside}}}";
    }
}

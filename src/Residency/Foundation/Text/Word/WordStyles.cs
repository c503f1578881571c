using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>The styles of a file, each joined with those on which it is based.</summary>
internal sealed class WordStyles
{
    private const int LongestChain = 32;
    private readonly Dictionary<string, Style> _styles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParagraphLook> _paragraphs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RunLook> _runs = new(StringComparer.Ordinal);
    private readonly string? _usualParagraph;

    internal WordStyles(WordPart? part)
    {
        foreach (var style in part?.Root.Elements(OpenXml.W + "style") ?? [])
        {
            var id = (string?)style.Attribute(OpenXml.W + "styleId") ?? "";
            _styles.TryAdd(id, Style.Of(style));
            if (
                (string?)style.Attribute(OpenXml.W + "type") == "paragraph"
                && (string?)style.Attribute(OpenXml.W + "default") is { } value
                && OpenXml.IsOn(value)
            )
            {
                _usualParagraph = id;
            }
        }

        var usual = RunLook.Of(
            part?.Root.Element(OpenXml.W + "docDefaults")?.Element(OpenXml.W + "rPrDefault")?.Element(OpenXml.W + "rPr")
        );
        Language = (_usualParagraph is null ? RunLook.Plain : Run(_usualParagraph)).Over(usual).Language;
    }

    /// <summary>The language of words that name none.</summary>
    internal string? Language { get; }

    /// <summary>The look of a paragraph style; body for one that is not there.</summary>
    internal ParagraphLook Paragraph(string? id)
    {
        id ??= _usualParagraph;
        if (id is null)
        {
            return ParagraphLook.Body;
        }

        if (!_paragraphs.TryGetValue(id, out var look))
        {
            _paragraphs[id] = look = ReadParagraph(id);
        }

        return look;
    }

    /// <summary>What a character style, or the letters of a paragraph style, look like.</summary>
    internal RunLook Run(string? id)
    {
        if (id is null)
        {
            return RunLook.Plain;
        }

        if (!_runs.TryGetValue(id, out var look))
        {
            look = Chain(id).Aggregate(RunLook.Plain, (look, style) => look.Over(style.Letters));
            if (
                look.IsTypewriter is null
                && Chain(id)
                    .Any(style =>
                        style.Name.ToLowerInvariant()
                            is "verbatim char"
                                or "html code"
                                or "source text"
                                or "code"
                                or "inline code"
                    )
            )
            {
                look = look with { IsTypewriter = true };
            }

            if (Chain(id).FirstOrDefault()?.Name is "Tex Formula" or "Tex Display")
            {
                look = look with { IsTex = true, IsDisplayed = Chain(id).First().Name == "Tex Display" };
            }

            _runs[id] = look;
        }

        return look;
    }

    /// <summary>Whether a table style sets the first row apart.</summary>
    internal bool MarksFirstRow(string? id) => id is not null && Chain(id).Any(style => style.MarksFirstRow);

    private ParagraphLook ReadParagraph(string id)
    {
        var look = ParagraphLook.Body;
        var chain = Chain(id).ToList();
        foreach (var style in chain)
        {
            if (StyleNames.Read(style.Name) is var (role, level))
            {
                look = new ParagraphLook(role, level)
                {
                    Caption = chain.Select(step => StyleNames.Caption(step.Name)).FirstOrDefault(kind => kind is not null),
                };
                break;
            }

            if (style.Outline is >= 0 and <= 8 and var outline)
            {
                look = new ParagraphLook(ParagraphRole.Heading, outline + 1);
                break;
            }
        }

        return look with
        {
            NumberingId = chain.Select(style => style.NumberingId).FirstOrDefault(found => found is not null),
            NumberingLevel = chain.Select(style => style.NumberingLevel).FirstOrDefault(found => found is not null) ?? 0,
            IsTypewriter = Run(id).IsTypewriter == true,
        };
    }

    private IEnumerable<Style> Chain(string id)
    {
        var next = id;
        for (var step = 0; step < LongestChain && next is not null && _styles.TryGetValue(next, out var style); step++)
        {
            yield return style;
            next = style.BasedOn;
        }
    }

    /// <summary>What one style says, looked up once: many others may be based on it.</summary>
    private sealed record Style(string Name, string? BasedOn, RunLook Letters)
    {
        internal int? Outline { get; init; }

        internal string? NumberingId { get; init; }

        internal int? NumberingLevel { get; init; }

        internal bool MarksFirstRow { get; init; }

        internal static Style Of(XElement style)
        {
            var paragraph = style.Element(OpenXml.W + "pPr");
            var numbering = paragraph?.Element(OpenXml.W + "numPr");
            var name = style.Val("name") ?? (string?)style.Attribute(OpenXml.W + "styleId") ?? "";
            return new Style(name, style.Val("basedOn"), RunLook.Of(style.Element(OpenXml.W + "rPr")))
            {
                Outline = OpenXml.Number(paragraph.Val("outlineLvl")),
                NumberingId = numbering.Val("numId"),
                NumberingLevel = OpenXml.Number(numbering.Val("ilvl")),
                MarksFirstRow = style
                    .Elements(OpenXml.W + "tblStylePr")
                    .Any(part => (string?)part.Attribute(OpenXml.W + "type") == "firstRow"),
            };
        }
    }
}

using System.Text.RegularExpressions;

namespace Residency.Foundation.Text.Word;

/// <summary>What names of styles mean. Word keeps English names whatever its language; other programs translate them.</summary>
internal static partial class StyleNames
{
    private static readonly Dictionary<string, ParagraphRole> Roles = new(StringComparer.Ordinal)
    {
        ["title"] = ParagraphRole.Title,
        ["titel"] = ParagraphRole.Title,
        ["titre"] = ParagraphRole.Title,
        ["título"] = ParagraphRole.Title,
        ["titolo"] = ParagraphRole.Title,
        ["subtitle"] = ParagraphRole.Subtitle,
        ["untertitel"] = ParagraphRole.Subtitle,
        ["sous-titre"] = ParagraphRole.Subtitle,
        ["subtítulo"] = ParagraphRole.Subtitle,
        ["sottotitolo"] = ParagraphRole.Subtitle,
        ["ondertitel"] = ParagraphRole.Subtitle,
        ["author"] = ParagraphRole.Author,
        ["authors"] = ParagraphRole.Author,
        ["autor"] = ParagraphRole.Author,
        ["auteur"] = ParagraphRole.Author,
        ["autore"] = ParagraphRole.Author,
        ["date"] = ParagraphRole.Date,
        ["abstract"] = ParagraphRole.Abstract,
        ["zusammenfassung"] = ParagraphRole.Abstract,
        ["résumé"] = ParagraphRole.Abstract,
        ["quote"] = ParagraphRole.Quotation,
        ["intense quote"] = ParagraphRole.Quotation,
        ["block text"] = ParagraphRole.Quotation,
        ["block quotation"] = ParagraphRole.Quotation,
        ["block quote"] = ParagraphRole.Quotation,
        ["quotations"] = ParagraphRole.Quotation,
        ["quotation"] = ParagraphRole.Quotation,
        ["zitat"] = ParagraphRole.Quotation,
        ["intensives zitat"] = ParagraphRole.Quotation,
        ["citation"] = ParagraphRole.Quotation,
        ["citation intense"] = ParagraphRole.Quotation,
        ["cita"] = ParagraphRole.Quotation,
        ["citazione"] = ParagraphRole.Quotation,
        ["citaat"] = ParagraphRole.Quotation,
        ["source code"] = ParagraphRole.Code,
        ["code"] = ParagraphRole.Code,
        ["code block"] = ParagraphRole.Code,
        ["html preformatted"] = ParagraphRole.Code,
        ["preformatted text"] = ParagraphRole.Code,
        ["macro text"] = ParagraphRole.Code,
        ["macro"] = ParagraphRole.Code,
        ["caption"] = ParagraphRole.Caption,
        ["image caption"] = ParagraphRole.Caption,
        ["table caption"] = ParagraphRole.Caption,
        ["figure"] = ParagraphRole.Caption,
        ["illustration"] = ParagraphRole.Caption,
        ["beschriftung"] = ParagraphRole.Caption,
        ["légende"] = ParagraphRole.Caption,
        ["leyenda"] = ParagraphRole.Caption,
        ["didascalia"] = ParagraphRole.Caption,
        ["bijschrift"] = ParagraphRole.Caption,
        ["definition term"] = ParagraphRole.Term,
        ["definition"] = ParagraphRole.Definition,
        ["list continue"] = ParagraphRole.ListContinuation,
        ["list contents"] = ParagraphRole.ListContinuation,
    };

    /// <summary>The role and level that a name tells; null when it tells none.</summary>
    internal static (ParagraphRole Role, int Level)? Read(string name)
    {
        var plain = name.Trim().ToLowerInvariant();
        if (Roles.TryGetValue(plain, out var role))
        {
            return (role, 0);
        }

        if (TableOfContents().IsMatch(plain))
        {
            return (ParagraphRole.TableOfContents, 0);
        }

        if (ListContinue().IsMatch(plain))
        {
            return (ParagraphRole.ListContinuation, 0);
        }

        return Heading().Match(plain) is { Success: true } heading
            ? (ParagraphRole.Heading, heading.Groups["level"].Value[0] - '0')
            : null;
    }

    /// <summary>What a caption of this style is under; null when the name does not say.</summary>
    internal static CaptionKind? Caption(string name) =>
        name.Trim().ToLowerInvariant() switch
        {
            "image caption" or "figure" or "illustration" => CaptionKind.Figure,
            "table caption" or "table" => CaptionKind.Table,
            _ => null,
        };

    [GeneratedRegex(
        @"^(?:heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|címsor|başlık|заголовок|επικεφαλίδα|标题|標題|見出し|제목|عنوان|teitl|pennawd)\s*(?<level>[1-9])$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Heading();

    [GeneratedRegex(
        @"^(?:toc|contents|verzeichnis|tm|index)\s*[0-9]$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex TableOfContents();

    [GeneratedRegex(@"^list continue [0-9]$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListContinue();
}

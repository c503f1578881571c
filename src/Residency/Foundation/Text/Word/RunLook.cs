using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>How words look, as far as it is said; null where it is not.</summary>
internal sealed record RunLook
{
    internal static readonly RunLook Plain = new();

    private static readonly string[] Typewriters =
    [
        "courier",
        "consolas",
        "menlo",
        "monaco",
        "lucida console",
        "lucida sans typewriter",
        "andale mono",
        "mono",
        "inconsolata",
        "sf mono",
        "fira code",
        "cascadia",
        "source code",
        "anonymous pro",
        "fixedsys",
        "letter gothic",
        "ocr a",
        "terminal",
    ];

    internal bool? IsBold { get; init; }

    internal bool? IsItalic { get; init; }

    internal bool? IsStruck { get; init; }

    internal bool? IsHidden { get; init; }

    internal bool? IsTypewriter { get; init; }

    /// <summary>"superscript", "subscript" or "baseline".</summary>
    internal string? Height { get; init; }

    internal string? Language { get; init; }

    internal string? Font { get; init; }

    /// <summary>Whether the words are TeX, as our own files say.</summary>
    internal bool IsTex { get; init; }

    /// <summary>Whether they are a formula on a line of its own.</summary>
    internal bool IsDisplayed { get; init; }

    /// <summary>Reads run properties; null gives a look that says nothing.</summary>
    internal static RunLook Of(XElement? properties)
    {
        if (properties is null)
        {
            return Plain;
        }

        var fonts = properties.Element(OpenXml.W + "rFonts");
        var font = (string?)fonts?.Attribute(OpenXml.W + "ascii") ?? (string?)fonts?.Attribute(OpenXml.W + "hAnsi");
        var language = properties.Element(OpenXml.W + "lang");
        var isRightToLeft = properties.Switch("rtl") == true;
        return new RunLook
        {
            IsBold = properties.Switch(isRightToLeft ? "bCs" : "b"),
            IsItalic = properties.Switch(isRightToLeft ? "iCs" : "i"),
            IsStruck = properties.Switch("strike") ?? properties.Switch("dstrike"),
            IsHidden = properties.Switch("vanish"),
            Height = properties.Val("vertAlign"),
            Language = (string?)language?.Attribute(OpenXml.W + (isRightToLeft ? "bidi" : "val")),
            Font = font,
            IsTypewriter = font is null
                ? null
                : Array.Exists(Typewriters, name => font.Contains(name, StringComparison.OrdinalIgnoreCase)),
        };
    }

    /// <summary>This look where it says something, the other where it does not.</summary>
    internal RunLook Over(RunLook other) =>
        new()
        {
            IsBold = IsBold ?? other.IsBold,
            IsItalic = IsItalic ?? other.IsItalic,
            IsStruck = IsStruck ?? other.IsStruck,
            IsHidden = IsHidden ?? other.IsHidden,
            IsTypewriter = IsTypewriter ?? other.IsTypewriter,
            Height = Height ?? other.Height,
            Language = Language ?? other.Language,
            Font = Font ?? other.Font,
            IsTex = IsTex || other.IsTex,
            IsDisplayed = IsDisplayed || other.IsDisplayed,
        };
}

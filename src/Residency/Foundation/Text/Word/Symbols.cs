using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Signs of fonts that have signs in the places of letters, as characters that every font has.</summary>
/// <remarks>Source of the Symbol table: Unicode mapping file SYMBOL.TXT of Adobe; of Wingdings: the mapping in Unicode 7.0.</remarks>
internal static class Symbols
{
    private const int PrivateArea = 0xF000;

    // From 0x20 to 0x7E of the font Symbol.
    private const string SymbolLow =
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";

    // From 0xA1 to 0xFE of the font Symbol; a space stands where there is no character.
    private const string SymbolHigh =
        "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

    private static readonly Dictionary<int, string> Wingdings = new()
    {
        [0x22] = "✂",
        [0x28] = "☎",
        [0x2A] = "✉",
        [0x36] = "⌛",
        [0x4A] = "☺",
        [0x4C] = "☹",
        [0x6C] = "●",
        [0x6E] = "■",
        [0x6F] = "□",
        [0x71] = "❑",
        [0x72] = "❒",
        [0x75] = "◆",
        [0x76] = "❖",
        [0x77] = "⬥",
        [0xA7] = "▪",
        [0xA8] = "◻",
        [0xAB] = "★",
        [0xD8] = "➢",
        [0xDF] = "←",
        [0xE0] = "→",
        [0xE1] = "↑",
        [0xE2] = "↓",
        [0xE7] = "⇐",
        [0xE8] = "⇒",
        [0xE9] = "⇑",
        [0xEA] = "⇓",
        [0xF0] = "⇨",
        [0xFB] = "✗",
        [0xFC] = "✓",
        [0xFD] = "☒",
        [0xFE] = "☑",
    };

    /// <summary>The character of a w:sym element.</summary>
    internal static string Of(XElement sign, WordReading reading)
    {
        var font = (string?)sign.Attribute(OpenXml.W + "font");
        if (
            !int.TryParse(
                (string?)sign.Attribute(OpenXml.W + "char"),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var code
            )
            || code is 0 or > 0xFFFF
            || char.IsSurrogate((char)code)
        )
        {
            reading.Warn("symbol", "A symbol names no character and was left out.");
            return "";
        }

        var mapped = Map(((char)code).ToString(), font);
        if (mapped.Length == 1 && mapped[0] >= '\uE000' && mapped[0] <= '\uF8FF')
        {
            reading.Warn(
                "symbol",
                $"A symbol of the font {font ?? "without a name"} has no character of its own; it may not be shown."
            );
        }

        return mapped;
    }

    /// <summary>The words with signs of such a font as characters; other fonts change nothing.</summary>
    internal static string Map(string words, string? font)
    {
        var isSymbol = string.Equals(font, "Symbol", StringComparison.OrdinalIgnoreCase);
        var isWingdings = string.Equals(font, "Wingdings", StringComparison.OrdinalIgnoreCase);
        if (!isSymbol && !isWingdings)
        {
            return words;
        }

        var mapped = new StringBuilder();
        foreach (var sign in words)
        {
            var code = sign >= PrivateArea && sign <= PrivateArea + 0xFF ? sign - PrivateArea : sign;
            mapped.Append(
                code > 0xFF ? sign.ToString() : (isSymbol ? Greek(code) : Wingdings.GetValueOrDefault(code)) ?? sign.ToString()
            );
        }

        return mapped.ToString();
    }

    private static string? Greek(int code) =>
        code switch
        {
            >= 0x20 and <= 0x7E => SymbolLow[code - 0x20].ToString(),
            >= 0xA1 when code - 0xA1 < SymbolHigh.Length && SymbolHigh[code - 0xA1] != ' ' => SymbolHigh[code - 0xA1].ToString(),
            _ => null,
        };
}

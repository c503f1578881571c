using System.Text;

namespace Residency.Foundation.Text.Formulas;

/// <summary>The alphabets of mathematics: MathML Core has characters for them and no attribute.</summary>
/// <remarks>Source: Unicode, Mathematical Alphanumeric Symbols, https://www.unicode.org/charts/PDF/U1D400.pdf; the gaps are letters that stood in Letterlike Symbols before.</remarks>
internal static class TexLetters
{
    private static readonly Dictionary<string, Alphabet> Alphabets = new(StringComparer.Ordinal)
    {
        ["mathbf"] = new(0x1D400, 0x1D41A, 0x1D7CE, ""),
        ["boldsymbol"] = new(0x1D468, 0x1D482, 0x1D7CE, ""),
        ["bm"] = new(0x1D468, 0x1D482, 0x1D7CE, ""),
        ["mathbb"] = new(0x1D538, 0x1D552, 0x1D7D8, "CℂHℍNℕPℙQℚRℝZℤ"),
        ["mathcal"] = new(0x1D49C, 0x1D4B6, 0, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"),
        ["mathscr"] = new(0x1D49C, 0x1D4B6, 0, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"),
        ["mathfrak"] = new(0x1D504, 0x1D51E, 0, "CℭHℌIℑRℜZℨ"),
        ["mathsf"] = new(0x1D5A0, 0x1D5BA, 0x1D7E2, ""),
        ["mathtt"] = new(0x1D670, 0x1D68A, 0x1D7F6, ""),
    };

    internal static bool Knows(string command) => Alphabets.ContainsKey(command);

    /// <summary>The words in an alphabet; letters that it has not stay as they are.</summary>
    internal static string Write(string command, string words)
    {
        var alphabet = Alphabets[command];
        var written = new StringBuilder();
        foreach (var rune in words.EnumerateRunes())
        {
            written.Append(alphabet.Of(rune));
        }

        return written.ToString();
    }

    private sealed record Alphabet(int Capital, int Small, int Digit, string Gaps)
    {
        internal Rune Of(Rune letter)
        {
            if (!letter.IsAscii)
            {
                return letter;
            }

            var plain = (char)letter.Value;
            var gap = Gaps.IndexOf(plain, StringComparison.Ordinal);
            return gap >= 0 ? new Rune(Gaps[gap + 1])
                : char.IsAsciiLetterUpper(plain) ? new Rune(Capital + plain - 'A')
                : char.IsAsciiLetterLower(plain) ? new Rune(Small + plain - 'a')
                : char.IsAsciiDigit(plain) && Digit > 0 ? new Rune(Digit + plain - '0')
                : letter;
        }
    }
}

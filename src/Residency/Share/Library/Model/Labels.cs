using System.Globalization;
using System.Text;

namespace Residency.Share.Library.Model;

/// <summary>Small turns of words that several pages of the library need.</summary>
public static class Labels
{
    /// <summary>The key of a value: lower-case letters and digits of any script without accents, joined by hyphens.</summary>
    public static string Key(string value)
    {
        var key = new StringBuilder(value.Length);
        foreach (var rune in value.ToLowerInvariant().Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                key.Append(rune.ToString());
            }
            else if (key.Length > 0 && key[^1] != '-' && Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                key.Append('-');
            }
        }

        return key.ToString().TrimEnd('-');
    }

    /// <summary>Genre and year over a card: "Round-table · 2026".</summary>
    public static string Kicker(string genre, DateTimeOffset publishedAt)
    {
        var words =
            genre.Length == 0
                ? "Case study"
                : string.Create(
                    genre.Length,
                    genre,
                    (chars, text) =>
                    {
                        text.AsSpan().CopyTo(chars);
                        chars[0] = char.ToUpperInvariant(chars[0]);
                    }
                );
        return $"{words} · {publishedAt.Year.ToString(CultureInfo.InvariantCulture)}";
    }
}

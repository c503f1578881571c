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
}

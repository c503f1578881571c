using System.Globalization;
using System.Resources;

namespace Residency.Foundation.Text;

/// <summary>Turns the two letters that are stored for a country into the name that people read.</summary>
/// <remarks>The names are those of the Unicode CLDR; what the operating system knows of other languages differs.</remarks>
public static class CountryName
{
    private static readonly ResourceManager s_names = new("Residency.Foundation.Text.Countries", typeof(CountryName).Assembly);

    /// <summary>The name in the language of the page for an ISO 3166-1 code; the words themselves when they are no known code.</summary>
    /// <param name="code">Two letters in any case, such as "KE".</param>
    public static string Of(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Length == 2 && code.All(char.IsAsciiLetter)
            ? s_names.GetString(code.ToUpperInvariant(), CultureInfo.CurrentUICulture) ?? code
            : code;
    }
}

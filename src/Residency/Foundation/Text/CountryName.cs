using System.Globalization;

namespace Residency.Foundation.Text;

/// <summary>Turns the two letters that are stored for a country into the name that people read.</summary>
public static class CountryName
{
    /// <summary>The name for an ISO 3166-1 code; the words themselves when they are no known code.</summary>
    /// <param name="code">Two letters in any case, such as "KE".</param>
    public static string Of(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length != 2 || !code.All(char.IsAsciiLetter))
        {
            return code;
        }

        try
        {
            // RegionInfo answers for codes that nobody uses with the code itself or "Unknown Region".
            var name = new RegionInfo(code.ToUpperInvariant()).DisplayName;
            return name.Length > 2 && !name.StartsWith("Unknown", StringComparison.Ordinal) ? name : code;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }
}

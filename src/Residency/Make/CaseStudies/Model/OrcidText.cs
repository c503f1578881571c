namespace Residency.Make.CaseStudies.Model;

/// <summary>Reads ORCID iDs of people from outside.</summary>
/// <remarks>ISO 7064 MOD 11-2; https://support.orcid.org/hc/en-us/articles/360006897674.</remarks>
internal static class OrcidText
{
    /// <summary>Sixteen characters in groups of four; null when the text is no iD or its check digit is wrong.</summary>
    public static string? Normalise(string? text)
    {
        var bare = (text ?? "").Trim();
        var slash = bare.LastIndexOf('/');
        bare = (slash < 0 ? bare : bare[(slash + 1)..]).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        if (bare.Length != 16 || !bare[..15].All(char.IsAsciiDigit))
        {
            return null;
        }

        var sum = bare[..15].Aggregate(0, (total, digit) => (total + (digit - '0')) * 2 % 11);
        var check = (12 - sum) % 11;
        return bare[15] == (check == 10 ? 'X' : (char)('0' + check))
            ? $"{bare[..4]}-{bare[4..8]}-{bare[8..12]}-{bare[12..]}"
            : null;
    }
}

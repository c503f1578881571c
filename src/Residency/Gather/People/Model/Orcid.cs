namespace Residency.Gather.People.Model;

/// <summary>An ORCID iD whose check digit is right, such as 0000-0002-1825-0097.</summary>
/// <remarks>
/// ISO 7064 MOD 11-2 over the first fifteen digits; the last may be X. Source:
/// https://support.orcid.org/hc/en-us/articles/360006897674 (structure of the ORCID identifier).
/// </remarks>
public readonly record struct Orcid
{
    private Orcid(string value) => Value = value;

    /// <summary>Sixteen characters in four groups joined by hyphens.</summary>
    public string Value { get; }

    /// <summary>Reads an iD with or without hyphens or as an https address; null when it is not one.</summary>
    public static Orcid? Parse(string? text)
    {
        var bare = (text ?? "").Trim();
        foreach (var prefix in (string[])["https://orcid.org/", "http://orcid.org/", "orcid.org/"])
        {
            if (bare.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                bare = bare[prefix.Length..];
            }
        }

        bare = bare.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (bare.Length != 16 || bare[..15].Any(c => !char.IsAsciiDigit(c)))
        {
            return null;
        }

        var sum = bare[..15].Aggregate(0, (total, digit) => (total + (digit - '0')) * 2 % 11);
        var check = (12 - sum) % 11;
        return bare[15] == (check == 10 ? 'X' : (char)('0' + check))
            ? new Orcid($"{bare[..4]}-{bare[4..8]}-{bare[8..12]}-{bare[12..]}")
            : null;
    }

    public override string ToString() => Value ?? "";
}

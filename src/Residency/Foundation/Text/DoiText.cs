namespace Residency.Foundation.Text;

/// <summary>Reads DOIs as people paste them.</summary>
/// <remarks>Source: the DOI Handbook, chapter 2 (numbering): 10, a registrant of digits that dots may divide, a slash, a suffix.</remarks>
public static class DoiText
{
    private const string Resolver = "https://doi.org/";

    private static readonly string[] s_prefixes =
    [
        Resolver,
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
        "https://www.doi.org/",
        "doi.org/",
        "doi:",
    ];

    /// <summary>Lower case and bare, such as 10.5281/zenodo.1; null when the text is no DOI.</summary>
    /// <remarks>The handbook says that DOIs are compared without case. At most 300 characters.</remarks>
    public static string? Normalise(string? text)
    {
        var bare = (text ?? "").Trim();
        if (s_prefixes.FirstOrDefault(prefix => bare.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } prefix)
        {
            bare = bare[prefix.Length..].TrimStart();
            // An address writes as %28 what the DOI itself writes as a bracket.
            bare = prefix.Contains('/', StringComparison.Ordinal) ? Uri.UnescapeDataString(bare) : bare;
        }

        var slash = bare.IndexOf('/', StringComparison.Ordinal);
        var isDoi =
            bare.Length <= 300
            && bare.StartsWith("10.", StringComparison.Ordinal)
            && slash is >= 7 and <= 12
            && bare[3..slash].Split('.').All(part => part.Length > 0 && part.All(char.IsAsciiDigit))
            && slash < bare.Length - 1
            && !bare.Any(sign => char.IsWhiteSpace(sign) || char.IsControl(sign));
        return isDoi ? bare.ToLowerInvariant() : null;
    }

    /// <summary>The address at which a DOI is resolved.</summary>
    /// <param name="doi">A bare DOI, as <see cref="Normalise"/> gives it.</param>
    public static string Address(string doi) => Resolver + string.Join('/', doi.Split('/').Select(Escape));

    // Brackets and the like are legal in paths and easier to read; what would end a path is not left as it is.
    private static string Escape(string part) =>
        Uri.EscapeDataString(part)
            .Replace("%28", "(", StringComparison.Ordinal)
            .Replace("%29", ")", StringComparison.Ordinal)
            .Replace("%3A", ":", StringComparison.Ordinal)
            .Replace("%3B", ";", StringComparison.Ordinal);
}

namespace Residency.Foundation.Text.Myst;

/// <summary>The fourteen roles of the CRediT taxonomy in their official words.</summary>
/// <remarks>Source: ANSI/NISO Z39.104-2022, https://credit.niso.org.</remarks>
internal static class CreditRoles
{
    private static readonly string[] Official =
    [
        "Conceptualization",
        "Data curation",
        "Formal analysis",
        "Funding acquisition",
        "Investigation",
        "Methodology",
        "Project administration",
        "Resources",
        "Software",
        "Supervision",
        "Validation",
        "Visualization",
        "Writing – original draft",
        "Writing – review & editing",
    ];

    private static readonly Dictionary<string, string> ByLetters = Official.ToDictionary(Letters, StringComparer.Ordinal);

    /// <summary>The official words of a role, whatever its case, dashes and spelling of -ise; null when it is none.</summary>
    internal static string? Find(string role) =>
        ByLetters.GetValueOrDefault(Letters(role.Replace("isation", "ization", StringComparison.OrdinalIgnoreCase)));

    private static string Letters(string role) =>
        new([
            .. role.Replace("and", "", StringComparison.OrdinalIgnoreCase)
                .Where(char.IsAsciiLetter)
                .Select(char.ToLowerInvariant),
        ]);
}

using System.Text.RegularExpressions;

namespace Residency.Foundation.Text.Myst;

/// <summary>Finds the DOI in an address or a key, wherever tools of MyST see one and would look it up.</summary>
/// <remarks>They follow the npm package doi-utils: resolvers, some repositories and journals, a DOI in the path or the query.</remarks>
internal static partial class DoiAddresses
{
    /// <summary>The DOI without resolver; null when no tool sees one.</summary>
    internal static string? Find(string text)
    {
        var bare = text.StartsWith("doi:", StringComparison.Ordinal) ? text[4..] : text;
        if (Whole().IsMatch(bare))
        {
            return bare;
        }

        var full = text.StartsWith("http", StringComparison.Ordinal) ? text : "http://" + text;
        return Uri.TryCreate(full, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? InAddress(address)
            : null;
    }

    private static string? InAddress(Uri address)
    {
        var path = address.AbsolutePath.TrimStart('/');
        if (address.Host.Contains("doi.org", StringComparison.OrdinalIgnoreCase))
        {
            return path.Length > 0 ? path : null;
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var inPath = parts.Zip(parts.Skip(1), (one, next) => $"{one}/{next}").FirstOrDefault(pair => Whole().IsMatch(pair));
        if (inPath is not null)
        {
            return address.Host.EndsWith("biorxiv.org", StringComparison.OrdinalIgnoreCase)
                ? Version().Replace(inPath, "")
                : inPath;
        }

        var found =
            address.Host.EndsWith("elifesciences.org", StringComparison.OrdinalIgnoreCase)
            && Elife().Match(path) is { Success: true } article
                ? $"10.7554/eLife.{article.Groups["number"].Value}"
            : address.Host.EndsWith("zenodo.org", StringComparison.OrdinalIgnoreCase)
            && Zenodo().Match(path) is { Success: true } record
                ? $"10.5281/zenodo.{record.Groups["number"].Value}"
            : System.Web.HttpUtility.ParseQueryString(address.Query)["id"] ?? "";
        return Whole().IsMatch(found) ? found : null;
    }

    [GeneratedRegex(
        @"^10\.\d{4,9}/[-._;()/:A-Z0-9]+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Whole();

    [GeneratedRegex(@"v\d*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();

    [GeneratedRegex(
        @"^(?:articles|reviewed-preprints)/(?<number>\d+)$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Elife();

    [GeneratedRegex(@"^(?:record|badge/latestdoi)/(?<number>.+)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Zenodo();
}

namespace Residency.Foundation.Ui;

/// <summary>Says which one of several links the reader stands on.</summary>
public static class Whereabouts
{
    /// <summary>The links with <see cref="NavigationItem.Current"/> set: true for at most one, the closest above the path.</summary>
    /// <param name="links">Addresses within the site; those of other sites are never current.</param>
    /// <param name="path">The path of the page that is shown.</param>
    /// <remarks>A link that already says whether it is current keeps its word and counts.</remarks>
    public static IReadOnlyList<NavigationItem> Mark(IReadOnlyList<NavigationItem> links, string path)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(path);
        var closest = links.Any(link => link.Current == true)
            ? null
            : links.Where(link => link.Current is null && IsAbove(link.Href, path)).MaxBy(link => PathOf(link.Href).Length);
        return [.. links.Select(link => link with { Current = link.Current ?? ReferenceEquals(link, closest) })];
    }

    private static bool IsAbove(string href, string path)
    {
        var there = PathOf(href);
        var here = path.TrimEnd('/');
        return there.Length > 0
            && here.StartsWith(there, StringComparison.OrdinalIgnoreCase)
            && (here.Length == there.Length || here[there.Length] == '/');
    }

    private static string PathOf(string href) => href.Split('?', '#')[0].TrimEnd('/');
}

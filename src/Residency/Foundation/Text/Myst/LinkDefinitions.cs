using Markdig.Syntax;

namespace Residency.Foundation.Text.Myst;

/// <summary>Definitions of link references, for pieces of the text that are parsed on their own.</summary>
/// <remarks>A piece gets those that it may mean and no others: all of them for each piece would take the square of the file.</remarks>
internal sealed class LinkDefinitions
{
    // A label with escaped signs is spelt in several ways, so it goes with every piece; nobody needs many of those.
    private const int MostEscaped = 20;

    private readonly Dictionary<string, string> _lines = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _escaped = [];

    internal void Add(LinkReferenceDefinition definition)
    {
        var title = definition.Title is { Length: > 0 } words
            ? $" \"{words.Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : "";
        var label = definition.Label ?? "";
        var line = $"[{label}]: <{definition.Url}>{title}";
        if (!label.Contains('\\', StringComparison.Ordinal))
        {
            _lines.TryAdd(Spelt(label), line);
        }
        else if (_escaped.Count < MostEscaped)
        {
            _escaped.Add(line);
        }
    }

    /// <summary>The lines that define what the text names in square brackets.</summary>
    internal IReadOnlyList<string> For(string text)
    {
        if (_lines.Count == 0 && _escaped.Count == 0)
        {
            return [];
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = -1;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '[')
            {
                open = at;
            }
            else if (text[at] == ']' && open >= 0)
            {
                if (_lines.TryGetValue(Spelt(text[(open + 1)..at]), out var line))
                {
                    found.Add(line);
                }

                open = -1;
            }
        }

        return [.. found, .. _escaped];
    }

    private static string Spelt(string label) =>
        string.Join(' ', label.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

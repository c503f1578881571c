namespace Residency.Foundation.Text.Myst;

/// <summary>Takes words and lists out of YAML, however the file spells them.</summary>
internal static class YamlReading
{
    /// <summary>The words under a key on one line; null when there are none.</summary>
    internal static string? WordAt(YamlMap map, string key) =>
        map.Entries.FirstOrDefault(entry => entry.Key == key).Value is { } value ? Line(value) : null;

    /// <summary>The words of each entry under a key.</summary>
    internal static Sequence<string> List(YamlMap map, string key) =>
        Items(map, key).Select(item => item.InWords().Trim()).Where(word => word.Length > 0).ToSequence();

    /// <summary>The entries under a key; a single value is a list of one.</summary>
    internal static IReadOnlyList<YamlTree> Items(YamlMap map, string key) =>
        Items(map.Entries.FirstOrDefault(entry => entry.Key == key).Value);

    /// <summary>The entries of a list; a single value is a list of one.</summary>
    internal static IReadOnlyList<YamlTree> Items(YamlTree? value) =>
        value switch
        {
            null => [],
            YamlList list => list.Items,
            _ => [value],
        };

    // A single word may be a list divided by commas or semicolons.
    internal static Sequence<string> Words(YamlTree value) =>
        (value is YamlWord word ? word.Text.Split(',', ';') : Items(value).Select(item => item.InWords()))
            .Select(item => item.Trim())
            .Where(item => item.Length > 0)
            .ToSequence();

    /// <summary>The words on one line; null when there are none.</summary>
    internal static string? Line(YamlTree value) =>
        string.Join(' ', value.InWords().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } line
            ? line
            : null;

    /// <summary>The beginning of long words, for reports.</summary>
    internal static string Shorten(string words) => words.Length <= 120 ? words : words[..120] + "…";
}

using Residency.Foundation.Text;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>Which marks a live text may hold, and how they may be written.</summary>
internal static class LiveMarkRules
{
    private const int LongestAuthor = 400;
    private const int LongestDate = 40;
    private const int LongestAddress = 20_000;
    private const int MostMarks = 20;

    /// <summary>Whether a format may begin, change or end so.</summary>
    /// <param name="value">Null ends it.</param>
    internal static bool Allows(string format, object? value)
    {
        // Names with an addition of y-prosemirror would put a second mark of a kind on a piece, which only some readers see.
        return IsKind(format)
            && value switch
            {
                null => true,
                true => IsPlain(format),
                IReadOnlyDictionary<string, object?> members => Members(format, members),
                _ => false,
            };
    }

    /// <summary>Whether a list of marks may stand on something in a line that is no text.</summary>
    internal static bool AllowsList(object value) =>
        value is object?[] { Length: <= MostMarks } all
        && all.All(one =>
            one is IReadOnlyDictionary<string, object?> members
            && members.GetValueOrDefault("kind") is string kind
            && IsKind(kind)
            && Members(kind, members.Where(pair => pair.Key != "kind").ToDictionary(pair => pair.Key, pair => pair.Value))
        );

    /// <summary>Whether a suggestion about a block may be written so.</summary>
    internal static bool AllowsSuggested(object value) =>
        value is IReadOnlyDictionary<string, object?> members
        && members.GetValueOrDefault("change") is "insert" or "delete"
        && members.All(pair => pair.Key == "change" || By(pair.Key, pair.Value));

    private static bool IsPlain(string kind) =>
        kind is "strong" or "emphasis" or "struck" or "subscript" or "superscript" or "code";

    private static bool IsKind(string kind) =>
        IsPlain(kind) || kind is "inserted" or "deleted" or "link" or "language" or "abbreviation";

    private static bool Members(string kind, IReadOnlyDictionary<string, object?> members) =>
        kind switch
        {
            "inserted" or "deleted" => members.ContainsKey("author") && members.All(pair => By(pair.Key, pair.Value)),
            "link" => members is { Count: 1 }
                && members.GetValueOrDefault("address") is string { Length: <= LongestAddress } address
                && DocumentRules.Allows(address),
            "language" => members is { Count: 1 } && LiveNodes.AreWords(members.GetValueOrDefault("tag"), LongestAuthor),
            "abbreviation" => members is { Count: 1 }
                && LiveNodes.AreWords(members.GetValueOrDefault("expansion"), LongestAddress),
            _ => members.Count == 0,
        };

    private static bool By(string name, object? value) =>
        (name, value) switch
        {
            ("author", _) => LiveNodes.AreWords(value, LongestAuthor),
            ("date" or "person", null) => true,
            ("date", string date) => date.Length <= LongestDate && LiveMarks.IsDate(date, out _),
            ("person", string person) => DocumentRules.AllowsPerson(person),
            _ => false,
        };
}

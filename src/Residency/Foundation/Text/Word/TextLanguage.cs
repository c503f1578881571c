using System.Text.RegularExpressions;

namespace Residency.Foundation.Text.Word;

/// <summary>Finds the language of a text, and words in another one.</summary>
internal static partial class TextLanguage
{
    /// <summary>A tag in its usual form; null when it is no language tag.</summary>
    internal static string? Tag(string? value) =>
        value is not null && Form().IsMatch(value) && !value.StartsWith("x-", StringComparison.OrdinalIgnoreCase) ? value : null;

    /// <summary>Whether words are in a language other than that of the text; the kinds of one language are the same here.</summary>
    internal static bool IsOther(string language, string? text) =>
        Tag(language) is not null
        && text is not null
        && !string.Equals(First(language), First(text), StringComparison.OrdinalIgnoreCase);

    /// <summary>The language in which most letters of the text stand; null when nothing says it.</summary>
    internal static string? MostOf(WordPart part, WordStyles styles)
    {
        var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var run in part.Root.Descendants(OpenXml.W + "r"))
        {
            var properties = run.Element(OpenXml.W + "rPr");
            var look = RunLook.Of(properties).Over(styles.Run(properties.Val("rStyle")));
            if (Tag(look.Language ?? styles.Language) is { } tag)
            {
                counts[tag] = counts.GetValueOrDefault(tag) + run.Elements(OpenXml.W + "t").Sum(text => text.Value.Length);
            }
        }

        return counts.Count == 0
            ? null
            : counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key;
    }

    private static string First(string tag) => tag.Split('-')[0];

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}

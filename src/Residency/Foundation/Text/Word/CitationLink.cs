using System.Globalization;
using System.Text;

namespace Residency.Foundation.Text.Word;

/// <summary>Carries a citation as a link: to its DOI, or to a place that only this reader understands. Programs keep links.</summary>
/// <remarks>After the sign "cite;" stand the parts, each with a letter: k the key where the address is none, f the form, p and s the words around it.</remarks>
internal static class CitationLink
{
    private const string Sign = "cite;";
    private const string Resolver = "https://doi.org/";

    /// <summary>The address of a link outside, or null and the name of a place inside.</summary>
    internal static (string? Address, string? Anchor) Of(Citation citation)
    {
        var isDoi =
            DoiText.Normalise(citation.Key) == citation.Key && Uri.TryCreate(Resolver + citation.Key, UriKind.Absolute, out _);
        var said = new StringBuilder(Sign);
        Add(said, 'k', isDoi && citation.Key.All(IsPlainInAddress) ? null : citation.Key);
        Add(said, 'f', citation.Form == CitationForm.Narrative ? "n" : null);
        Add(said, 'p', citation.Prefix);
        Add(said, 's', citation.Suffix);
        return isDoi ? ($"{Resolver}{citation.Key}#{said}", null) : (null, said.ToString());
    }

    /// <summary>The citation that a link carries; null for other links.</summary>
    internal static Citation? Read(LinkTarget link)
    {
        var at = link.IsInside
            ? (link.Target.StartsWith(Sign, StringComparison.Ordinal) ? 0 : -1)
            : link.Target.IndexOf("#" + Sign, StringComparison.Ordinal) + 1;
        if (at < 0 || !link.IsInside && at == 0)
        {
            return null;
        }

        var parts = link.Target[(at + Sign.Length)..]
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part.Length > 1 && part[1] == '=')
            .ToLookup(part => part[0], part => Unescape(part[2..]));
        var before = link.IsInside ? "" : link.Target[..(at - 1)];
        var key =
            parts['k'].FirstOrDefault()
            ?? (before.StartsWith(Resolver, StringComparison.OrdinalIgnoreCase) ? before[Resolver.Length..] : "");
        return key.Length == 0
            ? null
            : new Citation(key)
            {
                Form = parts['f'].Contains("n", StringComparer.Ordinal) ? CitationForm.Narrative : CitationForm.Parenthetical,
                Prefix = parts['p'].FirstOrDefault(),
                Suffix = parts['s'].FirstOrDefault(),
            };
    }

    private static bool IsPlainInAddress(char sign) => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '/' or '-' or '_';

    private static void Add(StringBuilder said, char letter, string? value)
    {
        if (value is null)
        {
            return;
        }

        said.Append(letter).Append('=');
        foreach (var sign in value)
        {
            // Programs take apart and put together what addresses escape with a percent sign; they leave this alone.
            said.Append(
                char.IsAsciiLetterOrDigit(sign)
                    ? sign.ToString()
                    : string.Create(CultureInfo.InvariantCulture, $"_{(int)sign:x4}")
            );
        }

        said.Append(';');
    }

    private static string Unescape(string said)
    {
        var words = new StringBuilder();
        for (var i = 0; i < said.Length; i++)
        {
            if (
                said[i] == '_'
                && i + 4 < said.Length
                && int.TryParse(said.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sign)
            )
            {
                words.Append((char)sign);
                i += 4;
            }
            else
            {
                words.Append(said[i]);
            }
        }

        return words.ToString();
    }
}

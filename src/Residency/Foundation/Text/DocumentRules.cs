namespace Residency.Foundation.Text;

/// <summary>Something in a document that the rules do not allow.</summary>
/// <param name="BlockId">The block or section it stands in.</param>
/// <param name="What">What is wrong, in words.</param>
public sealed record DocumentProblem(string BlockId, string What);

/// <summary>What a document must keep beyond its types.</summary>
public static class DocumentRules
{
    /// <summary>How deep blocks may stand in blocks.</summary>
    public const int DeepestNesting = 100;

    private const int LongestId = 64;

    private static readonly string[] Schemes = ["http", "https", "mailto"];

    /// <summary>Everything that is wrong, in reading order; empty when the document may be kept.</summary>
    public static IReadOnlyList<DocumentProblem> Check(Document document)
    {
        var check = new DocumentCheck();
        check.Document(document);
        return check.Problems;
    }

    /// <summary>Whether a link or a picture may use this address.</summary>
    /// <remarks>http, https, mailto, a fragment or a relative address; never a script, a data address or white space that hides one.</remarks>
    public static bool Allows(string address)
    {
        if (address.Length == 0 || address.Any(char.IsControl) || address != address.Trim())
        {
            return false;
        }

        var colon = address.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            || address.AsSpan(0, colon).IndexOfAny("/?#") >= 0
            || Schemes.Contains(address[..colon], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a suggestion may name a person so: an id, or a word, a colon and an id.</summary>
    internal static bool AllowsPerson(string person)
    {
        var colon = person.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? AllowsId(person) : AllowsId(person[..colon]) && AllowsId(person[(colon + 1)..]);
    }

    /// <summary>Whether an id is short and plain enough to stand in an address.</summary>
    internal static bool AllowsId(string id) =>
        id.Length is > 0 and <= LongestId && id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_');
}

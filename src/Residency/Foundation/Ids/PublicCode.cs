using System.Security.Cryptography;

namespace Residency.Foundation.Ids;

/// <summary>The short permanent code by which the public knows an edition or a page, such as <c>k3m9-x2pa</c>.</summary>
/// <remarks>
/// Seven random characters and one check character from an alphabet of 31 without look-alikes (no 0, 1, i, l, o).
/// The check is a weighted sum modulo the prime 31: it finds every single mistyped character and every swap of two
/// neighbours. About 2.7 × 10^10 codes; uniqueness is kept by an index where codes are stored.
/// </remarks>
public readonly record struct PublicCode
{
    private const string Alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
    private const int Body = 7;

    private PublicCode(string value) => Value = value;

    /// <summary>Eight lower-case characters with a hyphen in the middle.</summary>
    public string Value { get; }

    /// <summary>Draws a new code from the system's random source.</summary>
    public static PublicCode New()
    {
        Span<char> code = stackalloc char[Body];
        for (var i = 0; i < Body; i++)
        {
            code[i] = Alphabet[RandomNumberGenerator.GetInt32(Alphabet.Length)];
        }

        return Complete(code);
    }

    /// <summary>Reads a code as people type it (case and hyphen do not matter); <c>null</c> when the check fails.</summary>
    public static PublicCode? Parse(string? text)
    {
        var bare = (text ?? "").Replace("-", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
        if (bare.Length != Body + 1 || bare.Any(c => !Alphabet.Contains(c, StringComparison.Ordinal)))
        {
            return null;
        }

        var whole = Complete(bare.AsSpan(0, Body));
        return whole.Value[^1] == bare[^1] ? whole : null;
    }

    public override string ToString() => Value ?? "";

    private static PublicCode Complete(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            sum += (i + 2) * Alphabet.IndexOf(body[i], StringComparison.Ordinal);
        }

        var check = Alphabet[sum % Alphabet.Length];
        return new PublicCode($"{body[..4]}-{body[4..]}{check}");
    }
}

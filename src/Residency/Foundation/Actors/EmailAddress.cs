using Residency.Foundation.Results;

namespace Residency.Foundation.Actors;

/// <summary>An address at which a person can be reached, safe in a mail header and in an SMTP command.</summary>
/// <remarks>Narrower than RFC 5322 on purpose: no quoted local part, no comment, no control or non-ASCII character.</remarks>
public readonly record struct EmailAddress
{
    private const string LocalMarks = "!#$%&'*+-/=?^_`{|}~.";

    private EmailAddress(string text) => Text = text;

    /// <summary>As typed, trimmed; at most 254 characters (RFC 5321, section 4.5.3.1).</summary>
    public string Text { get; }

    /// <summary>In lower case, for comparing.</summary>
    public string Key => Text.ToLowerInvariant();

    /// <summary>What to say when <see cref="Parse"/> finds none.</summary>
    public static Refusal Unusable => new Refusal.Invalid("Email", "Enter an e-mail address such as name@example.org.");

    /// <summary>With most of its local part hidden, for pages that others may look at: <c>j…@example.org</c>.</summary>
    public string Masked => $"{Text[0]}…{Text[Text.IndexOf('@', StringComparison.Ordinal)..]}";

    /// <summary>Reads an address; null when it is not one that we would write to.</summary>
    public static EmailAddress? Parse(string? text)
    {
        var bare = (text ?? "").Trim(' ');
        var at = bare.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64 || bare.Length > 254 || at != bare.LastIndexOf('@'))
        {
            return null;
        }

        var (local, domain) = (bare[..at], bare[(at + 1)..]);
        return
            IsDotted(local, c => char.IsAsciiLetterOrDigit(c) || LocalMarks.Contains(c, StringComparison.Ordinal))
            && IsDotted(domain, c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            && domain.Contains('.', StringComparison.Ordinal)
            && domain.Split('.').All(label => label.Length <= 63 && label[0] != '-' && label[^1] != '-')
            ? new EmailAddress(bare)
            : null;
    }

    public override string ToString() => Text ?? "";

    private static bool IsDotted(string text, Func<char, bool> allows) =>
        text.Length > 0
        && text.All(allows)
        && text[0] != '.'
        && text[^1] != '.'
        && !text.Contains("..", StringComparison.Ordinal);
}

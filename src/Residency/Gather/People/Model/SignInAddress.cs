using Residency.Foundation.Results;

namespace Residency.Gather.People.Model;

/// <summary>An address at which a person can be reached, safe in a mail header.</summary>
/// <remarks>Stricter than RFC 5322 on purpose: no quotes, comments, non-ASCII or control characters.</remarks>
public readonly record struct SignInAddress
{
    private const string LocalMarks = "!#$%&'*+-/=?^_`{|}~.";

    private SignInAddress(string text) => Text = text;

    /// <summary>As typed, trimmed; at most 254 characters (RFC 5321, section 4.5.3.1).</summary>
    public string Text { get; }

    /// <summary>In lower case, for comparing.</summary>
    public string Key => Text.ToLowerInvariant();

    /// <summary>What to say when <see cref="Parse"/> finds none.</summary>
    public static Refusal Unusable => new Refusal.Invalid("Email", "Enter an e-mail address such as name@example.org.");

    /// <summary>Reads an address; null when it is not one that we would write to.</summary>
    public static SignInAddress? Parse(string? text)
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
            && domain.Split('.') is { Length: > 1 } labels
            && labels.All(label => label.Length <= 63 && label[0] != '-' && label[^1] != '-')
            ? new SignInAddress(bare)
            : null;
    }

    /// <summary>The address with most of its local part hidden, for pages that others may look at: <c>j…@example.org</c>.</summary>
    public string Masked => $"{Text[0]}…{Text[Text.IndexOf('@', StringComparison.Ordinal)..]}";

    public override string ToString() => Text ?? "";

    private static bool IsDotted(string text, Func<char, bool> allows) =>
        text.Length > 0
        && text.All(allows)
        && text[0] != '.'
        && text[^1] != '.'
        && !text.Contains("..", StringComparison.Ordinal);
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Residency.Foundation.Actors;

/// <summary>A secret of 256 random bits for a link or a cookie. Only its hash is ever stored.</summary>
/// <remarks>Base64url without padding (RFC 4648 section 5), 43 characters.</remarks>
public readonly record struct LinkSecret
{
    private LinkSecret(string text) => Text = text;

    /// <summary>What stands in the link or the cookie. Never log it.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the text as 64 lower-case hexadecimal digits.</summary>
    public string Hash => HashOf(Text);

    /// <summary>Draws a new secret from the system's random source.</summary>
    public static LinkSecret New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Reads a secret from a link or a cookie; null when it cannot be one of ours.</summary>
    public static LinkSecret? Parse(string? text) =>
        text is { Length: 43 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? new LinkSecret(text) : null;

    /// <summary>SHA-256 of a text as 64 lower-case hexadecimal digits.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Shows nothing, so that a secret cannot slip into a log.</summary>
    public override string ToString() => "***";
}

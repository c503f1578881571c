using System.Security.Cryptography;

namespace Residency.Foundation.Ui;

/// <summary>The number, used once, that the scripts of this answer carry to be allowed to run.</summary>
public sealed class PageNonce
{
    /// <summary>128 random bits in base64, made once a request.</summary>
    public string Value { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
}

namespace Residency.Foundation.Files;

/// <summary>The name of a content: its SHA-256 as 64 lower-case hexadecimal digits. Equal contents are kept once.</summary>
public readonly record struct FileHash
{
    private FileHash(string value) => Value = value;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Value { get; }

    /// <summary>Names a content by its digest of 32 bytes.</summary>
    public static FileHash Of(ReadOnlySpan<byte> digest) => new(Convert.ToHexStringLower(digest));

    /// <summary>Reads a stored name; null when it is none, so that it can never lead out of the store.</summary>
    public static FileHash? Parse(string? text) =>
        text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower) ? new FileHash(text) : null;

    public override string ToString() => Value ?? "";
}

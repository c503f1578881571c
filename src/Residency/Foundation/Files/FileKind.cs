namespace Residency.Foundation.Files;

/// <summary>A kind of file that is kept. What it really is decides, not what its name or the sender says.</summary>
/// <param name="MediaType">As it is served.</param>
/// <param name="Ending">The ending of its names, with the dot.</param>
/// <param name="IsPicture">Shown in pages; everything else is only handed over for saving.</param>
public sealed record FileKind(string MediaType, string Ending, bool IsPicture)
{
    public static readonly FileKind Png = new("image/png", ".png", IsPicture: true);
    public static readonly FileKind Jpeg = new("image/jpeg", ".jpg", IsPicture: true);
    public static readonly FileKind Gif = new("image/gif", ".gif", IsPicture: true);
    public static readonly FileKind WebP = new("image/webp", ".webp", IsPicture: true);

    /// <summary>Never shown in a page: it may carry scripts.</summary>
    public static readonly FileKind Svg = new("image/svg+xml", ".svg", IsPicture: false);
    public static readonly FileKind Pdf = new("application/pdf", ".pdf", IsPicture: false);
    public static readonly FileKind Word = new(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".docx",
        IsPicture: false
    );
    public static readonly FileKind Zip = new("application/zip", ".zip", IsPicture: false);
    public static readonly FileKind Text = new("text/plain; charset=utf-8", ".txt", IsPicture: false);

    /// <summary>The four kinds that pages show.</summary>
    public static IReadOnlyList<FileKind> Pictures { get; } = [Png, Jpeg, Gif, WebP];

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<FileKind> All { get; } = [.. Pictures, Svg, Pdf, Word, Zip, Text];

    /// <summary>The kind with a stored media type.</summary>
    public static FileKind Of(string mediaType) => All.Single(kind => kind.MediaType == mediaType);

    /// <summary>Tells the kind from the first bytes; null when it is none of ours.</summary>
    /// <param name="head">The first 1024 bytes, or all of a smaller file.</param>
    /// <param name="name">Decides only between kinds that begin alike: archives and texts.</param>
    public static FileKind? Recognise(ReadOnlySpan<byte> head, string name)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return Png;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return Jpeg;
        }

        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
        {
            return Gif;
        }

        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
        {
            return WebP;
        }

        if (head.StartsWith("%PDF-"u8))
        {
            return Pdf;
        }

        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
        {
            return Ends(name, ".docx") ? Word : Zip;
        }

        if (!IsText(head))
        {
            return null;
        }

        return head.IndexOf("<svg"u8) >= 0 ? Svg
            : Ends(name, ".svg") ? null
            : Text;
    }

    private static bool Ends(string name, string ending) => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (var one in head)
        {
            if (one < 0x20 && one is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f'))
            {
                return false;
            }
        }

        // The cut at the end may split a character of up to four bytes.
        for (var cut = 0; cut < 4 && cut <= head.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut]))
            {
                return true;
            }
        }

        return false;
    }
}

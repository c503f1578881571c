using System.Buffers.Binary;

namespace Residency.Foundation.Files;

/// <summary>Width and height of a picture in pixels, read from its header without decoding it.</summary>
/// <param name="Width">At least 1.</param>
/// <param name="Height">At least 1.</param>
public sealed record PictureSize(int Width, int Height)
{
    /// <summary>Width times height.</summary>
    public long Pixels => (long)Width * Height;

    /// <summary>Reads the header; null when it is broken.</summary>
    public static PictureSize? Read(FileKind kind, ReadOnlySpan<byte> picture)
    {
        var size =
            kind == FileKind.Png ? OfPng(picture)
            : kind == FileKind.Jpeg ? OfJpeg(picture)
            : kind == FileKind.Gif ? OfGif(picture)
            : kind == FileKind.WebP ? OfWebP(picture)
            : null;
        return size is { Width: > 0, Height: > 0 } ? size : null;
    }

    // PNG, section 11.2.2: the first chunk is IHDR.
    private static PictureSize? OfPng(ReadOnlySpan<byte> png) =>
        png.Length >= 33 && png[12..].StartsWith("IHDR"u8)
            ? new PictureSize(BinaryPrimitives.ReadInt32BigEndian(png[16..]), BinaryPrimitives.ReadInt32BigEndian(png[20..]))
            : null;

    private static PictureSize? OfGif(ReadOnlySpan<byte> gif) =>
        gif.Length >= 13
            ? new PictureSize(
                BinaryPrimitives.ReadUInt16LittleEndian(gif[6..]),
                BinaryPrimitives.ReadUInt16LittleEndian(gif[8..])
            )
            : null;

    // ITU T.81, B.2.2: the frame header SOF0–SOF15 without DHT, JPG and DAC.
    private static PictureSize? OfJpeg(ReadOnlySpan<byte> jpeg)
    {
        var at = 2;
        while (at + 9 < jpeg.Length && jpeg[at] == 0xFF)
        {
            var marker = jpeg[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return new PictureSize(
                    BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 5)..])
                );
            }

            at += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
        }

        return null;
    }

    // RFC 9649, sections 2.5 to 2.7.
    private static PictureSize? OfWebP(ReadOnlySpan<byte> webp)
    {
        if (webp.Length < 30)
        {
            return null;
        }

        var chunk = webp[12..];
        if (chunk.StartsWith("VP8X"u8))
        {
            return new PictureSize(1 + Read24(webp[24..]), 1 + Read24(webp[27..]));
        }

        if (chunk.StartsWith("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(webp[21..]);
            return new PictureSize((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        return chunk.StartsWith("VP8 "u8)
            ? new PictureSize(
                BinaryPrimitives.ReadUInt16LittleEndian(webp[26..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(webp[28..]) & 0x3FFF
            )
            : null;
    }

    private static int Read24(ReadOnlySpan<byte> three) => three[0] | (three[1] << 8) | (three[2] << 16);
}

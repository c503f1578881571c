using System.Buffers.Binary;

namespace Residency.Foundation.Files;

/// <summary>Takes out of a picture what it tells beyond the picture: place, camera, person, remarks.</summary>
/// <remarks>
/// Parts of the file are left out; nothing is decoded or compressed again, so that the picture stays the same to the
/// pixel. Colour profiles stay; of EXIF only the orientation stays, without which photographs lie on their side.
/// </remarks>
public static class PictureCleaning
{
    private static readonly string[] KeptOfPng =
    [
        "IHDR",
        "PLTE",
        "IDAT",
        "IEND",
        "tRNS",
        "cHRM",
        "gAMA",
        "iCCP",
        "sBIT",
        "sRGB",
        "cICP",
        "bKGD",
        "hIST",
        "pHYs",
        "sPLT",
        "acTL",
        "fcTL",
        "fdAT",
    ];

    /// <summary>The picture without its remarks; null when the file is broken or cut off.</summary>
    public static byte[]? Clean(FileKind kind, ReadOnlySpan<byte> picture) =>
        kind == FileKind.Png ? Png(picture)
        : kind == FileKind.Jpeg ? Jpeg(picture)
        : kind == FileKind.WebP ? WebP(picture)
        : picture.ToArray();

    // PNG, section 5.3: length, type, content, checksum.
    private static byte[]? Png(ReadOnlySpan<byte> png)
    {
        var kept = new MemoryStream(png.Length);
        kept.Write(png[..8]);
        var at = 8;
        while (at + 12 <= png.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            if (length > png.Length - at - 12)
            {
                return null;
            }

            var chunk = png.Slice(at, (int)length + 12);
            var name = System.Text.Encoding.ASCII.GetString(chunk.Slice(4, 4));
            if (KeptOfPng.Contains(name, StringComparer.Ordinal))
            {
                kept.Write(chunk);
            }

            if (name == "IEND")
            {
                return kept.ToArray();
            }

            at += chunk.Length;
        }

        return null;
    }

    // ITU T.81, B.1.1: markers with lengths up to the scan, which is copied whole.
    private static byte[]? Jpeg(ReadOnlySpan<byte> jpeg)
    {
        var kept = new MemoryStream(jpeg.Length);
        kept.Write(jpeg[..2]);
        var at = 2;
        while (at + 4 <= jpeg.Length && jpeg[at] == 0xFF)
        {
            var marker = jpeg[at + 1];
            if (marker == 0xFF)
            {
                at++; // a marker may be filled up with further FF
                continue;
            }

            if (marker == 0xDA)
            {
                var end = jpeg.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]); // what follows the end is no picture
                if (end < at)
                {
                    return null;
                }

                kept.Write(jpeg[at..(end + 2)]);
                return kept.ToArray();
            }

            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (length < 4 || at + length > jpeg.Length)
            {
                return null;
            }

            var segment = jpeg.Slice(at, length);
            if (marker == 0xE1 && ExifOrientation.Read(segment) is { } orientation and > 1)
            {
                kept.Write(ExifOrientation.Segment(orientation));
            }
            else if (!IsRemark(marker))
            {
                kept.Write(segment);
            }

            at += length;
        }

        return null;
    }

    // Of the application segments stay JFIF (0), the colour profile (2) and Adobe's colour mark (14).
    private static bool IsRemark(byte marker) => marker is 0xFE || (marker is >= 0xE0 and <= 0xEF and not (0xE0 or 0xE2 or 0xEE));

    // RFC 9649, section 2.3: chunks of RIFF, filled up to an even length.
    private static byte[]? WebP(ReadOnlySpan<byte> webp)
    {
        var kept = new MemoryStream(webp.Length);
        kept.Write(webp[..12]);
        var at = 12;
        while (at + 8 <= webp.Length)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(webp[(at + 4)..]);
            if (length > webp.Length - at - 8)
            {
                return null;
            }

            var whole = Math.Min(8 + (int)length + (int)(length & 1), webp.Length - at);
            var chunk = webp.Slice(at, whole);
            if (!chunk.StartsWith("EXIF"u8) && !chunk.StartsWith("XMP "u8))
            {
                var start = (int)kept.Position;
                kept.Write(chunk);
                if (chunk.StartsWith("VP8X"u8) && whole > 8)
                {
                    kept.GetBuffer()[start + 8] &= 0b1111_0011; // the flags that announce both
                }
            }

            at += whole;
        }

        var clean = kept.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(clean.AsSpan(4), (uint)clean.Length - 8);
        return at == webp.Length ? clean : null;
    }
}

/// <summary>The one entry of EXIF without which a photograph lies on its side.</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112; // EXIF 2.32, section 4.6.4

    /// <summary>The orientation 1–8 of an APP1 segment; null when it tells none.</summary>
    public static ushort? Read(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 24 || !segment[4..].StartsWith("Exif\0\0"u8))
        {
            return null;
        }

        var tiff = segment[10..];
        var isLittle = tiff.StartsWith("II"u8);
        var directory = (long)Read32(tiff[4..], isLittle);
        if (directory + 2 > tiff.Length)
        {
            return null;
        }

        var entries = Read16(tiff[(int)directory..], isLittle);
        for (var i = 0; i < entries; i++)
        {
            var at = (int)directory + 2 + (i * 12);
            if (at + 12 > tiff.Length)
            {
                return null;
            }

            if (Read16(tiff[at..], isLittle) == Tag)
            {
                var value = Read16(tiff[(at + 8)..], isLittle);
                return value is >= 1 and <= 8 ? value : null;
            }
        }

        return null;
    }

    /// <summary>An APP1 segment that tells the orientation and nothing else.</summary>
    public static byte[] Segment(ushort orientation) =>
        [
            0xFF,
            0xE1,
            0x00,
            0x22,
            (byte)'E',
            (byte)'x',
            (byte)'i',
            (byte)'f',
            0,
            0,
            (byte)'M',
            (byte)'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            (byte)(orientation >> 8),
            (byte)orientation,
            0,
            0,
            0,
            0,
            0,
            0,
        ];

    private static ushort Read16(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Read32(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}

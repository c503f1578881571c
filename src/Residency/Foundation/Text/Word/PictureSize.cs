using System.Buffers.Binary;

namespace Residency.Foundation.Text.Word;

/// <summary>Finds out how large a picture is, as far as its first bytes say.</summary>
internal static class PictureSize
{
    /// <summary>Width and height in pixels; null when the format is not known or the bytes lie.</summary>
    internal static (int Width, int Height)? Of(ReadOnlySpan<byte> file)
    {
        var size =
            file.Length >= 24 && file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])
                ? (BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]))
            : file.Length >= 10 && file.StartsWith("GIF8"u8)
                ? (BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]))
            : file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? OfJpeg(file)
            : (0, 0);
        return size is (> 0 and < 100_000, > 0 and < 100_000) ? size : null;
    }

    // Segments follow each other until one that says how the picture is stored. Source: ITU-T T.81, annex B.
    private static (int Width, int Height) OfJpeg(ReadOnlySpan<byte> file)
    {
        for (var at = 2; at + 9 < file.Length && file[at] == 0xFF; )
        {
            var kind = file[at + 1];
            if (kind is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (
                    BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..])
                );
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return (0, 0);
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Residency.Foundation.Files;

namespace Residency.Tests.Foundation.Files;

public sealed class PictureCleaningTests
{
    private const string Secret = "51.4779 N Ada Lovelace";

    [Fact]
    public void Remarks_leave_a_png_and_its_pixels_stay()
    {
        var plain = Pictures.Png(3, 2);
        var told = Pictures.Png(
            3,
            2,
            ("tEXt", $"Author\0{Secret}"),
            ("iTXt", $"GPS\0\0\0\0\0{Secret}"),
            ("eXIf", Secret),
            ("tIME", "1234567")
        );

        PictureCleaning.Clean(FileKind.Png, told).ShouldBe(plain);
        PictureSize.Read(FileKind.Png, told).ShouldBe(new PictureSize(3, 2));
    }

    [Fact]
    public void Remarks_leave_a_jpeg_and_only_its_orientation_stays()
    {
        var told = Pictures.Jpeg(
            640,
            480,
            Pictures.Exif(6, Secret),
            Pictures.Segment(0xFE, Secret),
            Pictures.Segment(0xED, Secret)
        );

        var clean = PictureCleaning.Clean(FileKind.Jpeg, told).ShouldNotBeNull();

        Encoding.Latin1.GetString(clean).ShouldNotContain(Secret);
        clean.ShouldBe(Pictures.Jpeg(640, 480, Pictures.Exif(6, "")));
        PictureSize.Read(FileKind.Jpeg, clean).ShouldBe(new PictureSize(640, 480));
    }

    [Fact]
    public void What_follows_the_end_of_a_jpeg_is_cut_off()
    {
        byte[] told = [.. Pictures.Jpeg(8, 8), .. Encoding.ASCII.GetBytes(Secret)];

        PictureCleaning.Clean(FileKind.Jpeg, told).ShouldBe(Pictures.Jpeg(8, 8));
    }

    [Fact]
    public void Remarks_leave_a_webp_with_the_flags_that_announce_them()
    {
        var clean = PictureCleaning.Clean(FileKind.WebP, Pictures.WebP(10, 20, Secret)).ShouldNotBeNull();

        Encoding.Latin1.GetString(clean).ShouldNotContain(Secret);
        BinaryPrimitives.ReadUInt32LittleEndian(clean.AsSpan(4)).ShouldBe((uint)clean.Length - 8);
        (clean[20] & 0b1100).ShouldBe(0);
        PictureSize.Read(FileKind.WebP, clean).ShouldBe(new PictureSize(10, 20));
    }

    [Fact]
    public void A_picture_cut_anywhere_is_refused_or_whole_but_never_breaks_the_reader()
    {
        foreach (
            var (kind, whole) in new[]
            {
                (FileKind.Png, Pictures.Png(3, 2, ("tEXt", Secret))),
                (FileKind.Jpeg, Pictures.Jpeg(64, 48, Pictures.Exif(3, Secret))),
                (FileKind.WebP, Pictures.WebP(10, 20, Secret)),
            }
        )
        {
            for (var length = 16; length < whole.Length; length++)
            {
                var clean = PictureCleaning.Clean(kind, whole.AsSpan(0, length));
                Encoding.Latin1.GetString(clean ?? []).ShouldNotContain(Secret);
                _ = PictureSize.Read(kind, whole.AsSpan(0, length));
            }
        }
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "x.png", "image/svg+xml")]
    [InlineData("<html><script>alert(1)</script></html>", "x.png", "text/plain; charset=utf-8")]
    [InlineData("%PDF-1.7", "x.png", "application/pdf")]
    [InlineData("PK\u0003\u0004", "x.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("PK\u0003\u0004", "x.png", "application/zip")]
    [InlineData("MZ\u0000\u0001", "x.png", null)]
    [InlineData("\u007fELF\u0001", "x.txt", null)]
    public void A_file_is_what_it_begins_with_and_not_what_it_is_called(string content, string name, string? mediaType) =>
        (FileKind.Recognise(Encoding.Latin1.GetBytes(content), name)?.MediaType).ShouldBe(mediaType);
}

/// <summary>Small pictures made by hand.</summary>
internal static class Pictures
{
    public static byte[] Png(int width, int height, params (string Name, string Content)[] remarks)
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 0);
        Chunk(png, "IHDR", header);
        foreach (var (name, content) in remarks)
        {
            Chunk(png, name, Encoding.Latin1.GetBytes(content));
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(new byte[(width + 1) * height]);
        }

        Chunk(png, "IDAT", packed.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    public static byte[] Jpeg(int width, int height, params byte[][] segments) =>
        [
            0xFF,
            0xD8,
            .. Segment(0xE0, "JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0"),
            .. segments.SelectMany(segment => segment),
            0xFF,
            0xC0,
            0,
            11,
            8,
            (byte)(height >> 8),
            (byte)height,
            (byte)(width >> 8),
            (byte)width,
            1,
            1,
            0x11,
            0,
            0xFF,
            0xDA,
            0,
            8,
            1,
            1,
            0,
            0,
            63,
            0,
            0x12,
            0x34,
            0xFF,
            0x00,
            0x56,
            0xFF,
            0xD9,
        ];

    public static byte[] Segment(byte marker, string content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. Encoding.Latin1.GetBytes(content)];

    public static byte[] Exif(byte orientation, string secret) =>
        Segment(0xE1, $"Exif\0\0MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0{(char)orientation}\0\0\0\0\0\0{secret}");

    public static byte[] WebP(int width, int height, string secret)
    {
        byte[] flags = [0b1100, 0, 0, 0, (byte)(width - 1), 0, 0, (byte)(height - 1), 0, 0];
        byte[] chunks =
        [
            .. Riff("VP8X", flags),
            .. Riff("VP8L", [0x2F, 0, 0, 0, 0, 7, 7]),
            .. Riff("EXIF", Encoding.Latin1.GetBytes(secret)),
            .. Riff("XMP ", Encoding.Latin1.GetBytes(secret + "!")),
        ];
        var size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, chunks.Length + 4);
        return [.. "RIFF"u8, .. size, .. "WEBP"u8, .. chunks];
    }

    private static byte[] Riff(string name, byte[] content)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, content.Length);
        return [.. Encoding.ASCII.GetBytes(name), .. size, .. content, .. content.Length % 2 == 0 ? Array.Empty<byte>() : [0]];
    }

    private static void Chunk(Stream png, string name, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. content];
        var four = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(four, content.Length);
        png.Write(four);
        png.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(four, Checksum(named));
        png.Write(four);
    }

    // PNG, annex D: CRC-32 with the polynomial EDB88320.
    private static uint Checksum(byte[] bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Puts pictures into the file.</summary>
internal sealed class PictureWriter(WordWriting writing)
{
    // Twentieths of a point are too coarse for drawings: a centimetre has 360,000 units, a pixel of a screen 9,525.
    private const long UnitsOfPixel = 9_525;
    private const long WidestPicture = 5_760_000;
    private const long HighestPicture = 7_200_000;
    private static readonly XNamespace Decorative = "http://schemas.microsoft.com/office/drawing/2017/decorative";
    private const string DecorativeSign = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}";

    // One clear pixel, for a picture whose bytes are not at hand.
    private static readonly byte[] s_nothing = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    internal XElement Write(string file, string alternative, bool isDecorative)
    {
        var content = writing.Text.Picture(file) is { Length: > 0 } found ? found : s_nothing;
        var part = $"media/{Convert.ToHexStringLower(SHA256.HashData(content.Span))[..16]}{EndingOf(content.Span, file)}";
        writing.Media.TryAdd(part, content);
        var (width, height) = Extent(content.Span);
        var id = writing.NextId();
        return new XElement(
            OpenXml.W + "r",
            new XElement(
                OpenXml.W + "drawing",
                new XElement(
                    OpenXml.Wp + "inline",
                    new XElement(OpenXml.Wp + "extent", new XAttribute("cx", width), new XAttribute("cy", height)),
                    new XElement(
                        OpenXml.Wp + "docPr",
                        new XAttribute("id", id),
                        new XAttribute("name", string.Create(CultureInfo.InvariantCulture, $"Picture {id}")),
                        new XAttribute("descr", OpenXml.Legal(alternative)),
                        isDecorative ? Decoration() : null
                    ),
                    new XElement(
                        OpenXml.A + "graphic",
                        new XElement(
                            OpenXml.A + "graphicData",
                            new XAttribute("uri", OpenXml.Pic.NamespaceName),
                            Picture(writing.Relate("image", part), width, height)
                        )
                    )
                )
            )
        );
    }

    private static XElement Picture(string relation, long width, long height) =>
        new(
            OpenXml.Pic + "pic",
            new XElement(
                OpenXml.Pic + "nvPicPr",
                new XElement(OpenXml.Pic + "cNvPr", new XAttribute("id", 0), new XAttribute("name", "")),
                new XElement(OpenXml.Pic + "cNvPicPr")
            ),
            new XElement(
                OpenXml.Pic + "blipFill",
                new XElement(OpenXml.A + "blip", new XAttribute(OpenXml.R + "embed", relation)),
                new XElement(OpenXml.A + "stretch", new XElement(OpenXml.A + "fillRect"))
            ),
            new XElement(
                OpenXml.Pic + "spPr",
                new XElement(
                    OpenXml.A + "xfrm",
                    new XElement(OpenXml.A + "off", new XAttribute("x", 0), new XAttribute("y", 0)),
                    new XElement(OpenXml.A + "ext", new XAttribute("cx", width), new XAttribute("cy", height))
                ),
                new XElement(OpenXml.A + "prstGeom", new XAttribute("prst", "rect"), new XElement(OpenXml.A + "avLst"))
            )
        );

    private static XElement Decoration() =>
        new(
            OpenXml.A + "extLst",
            new XElement(
                OpenXml.A + "ext",
                new XAttribute("uri", DecorativeSign),
                new XElement(
                    Decorative + "decorative",
                    new XAttribute(XNamespace.Xmlns + "adec", Decorative),
                    new XAttribute("val", "1")
                )
            )
        );

    private static (long Width, long Height) Extent(ReadOnlySpan<byte> content)
    {
        var (pixelsWide, pixelsHigh) = PictureSize.Of(content) ?? (480, 320);
        var (width, height) = (pixelsWide * UnitsOfPixel, pixelsHigh * UnitsOfPixel);
        if (width > WidestPicture)
        {
            (width, height) = (WidestPicture, Math.Max(1, height * WidestPicture / width));
        }

        return height > HighestPicture ? (Math.Max(1, width * HighestPicture / height), HighestPicture) : (width, height);
    }

    private static string EndingOf(ReadOnlySpan<byte> content, string file) =>
        content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? ".png"
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? ".jpeg"
        : content.StartsWith("GIF8"u8) ? ".gif"
        : content.StartsWith("RIFF"u8) ? ".webp"
        : file.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) ? ".svg"
        : ".png";
}

using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Residency.Make.Publishing.Draw;

/// <summary>How wide the letters of one TrueType font are, and which ones it has.</summary>
/// <remarks>Source: https://learn.microsoft.com/typography/opentype/spec, tables head, hhea, hmtx and cmap format 4.</remarks>
public sealed class TypeFace
{
    private readonly Dictionary<int, int> _widths = [];
    private readonly double _unitsPerEm;

    private TypeFace(byte[] font)
    {
        var tables = TablesOf(font);
        _unitsPerEm = U16(font, tables["head"] + 18);
        var measured = U16(font, tables["hhea"] + 34);
        var glyphs = GlyphsOf(font, tables["cmap"]);
        foreach (var (character, glyph) in glyphs)
        {
            _widths[character] = U16(font, tables["hmtx"] + (4 * Math.Min(glyph, measured - 1)));
        }
    }

    /// <summary>Reads a font that is shipped with the product.</summary>
    public static TypeFace Read(string file) => new(File.ReadAllBytes(file));

    /// <summary>Whether every letter of the text can be drawn, from left to right.</summary>
    public bool Covers(string text) =>
        text.EnumerateRunes().All(rune => _widths.ContainsKey(rune.Value) && IsLeftToRight(rune)) && text.Length > 0;

    /// <summary>The width of a line.</summary>
    /// <param name="text">One line.</param>
    /// <param name="size">Size of the letters in pixels.</param>
    /// <returns>Pixels, without kerning: a little more than what is drawn.</returns>
    public double WidthOf(string text, double size) =>
        text.EnumerateRunes().Sum(rune => _widths.GetValueOrDefault(rune.Value, (int)_unitsPerEm)) * size / _unitsPerEm;

    // Hebrew, Arabic and their neighbours need shaping over the whole line; they are not in our fonts anyhow.
    private static bool IsLeftToRight(Rune rune) =>
        rune.Value is < 0x0590 or > 0x08FF
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate);

    private static Dictionary<string, int> TablesOf(byte[] font) =>
        Enumerable
            .Range(0, U16(font, 4))
            .ToDictionary(
                n => Encoding.ASCII.GetString(font, 12 + (16 * n), 4),
                n => (int)BinaryPrimitives.ReadUInt32BigEndian(font.AsSpan(12 + (16 * n) + 8)),
                StringComparer.Ordinal
            );

    private static Dictionary<int, int> GlyphsOf(byte[] font, int cmap)
    {
        for (var n = 0; n < U16(font, cmap + 2); n++)
        {
            var at = cmap + (int)BinaryPrimitives.ReadUInt32BigEndian(font.AsSpan(cmap + 4 + (8 * n) + 4));
            if (U16(font, at) == 4)
            {
                return Segments(font, at);
            }
        }

        throw new InvalidDataException("A shipped font has no table of characters in format 4.");
    }

    private static Dictionary<int, int> Segments(byte[] font, int at)
    {
        var glyphs = new Dictionary<int, int>();
        var twice = U16(font, at + 6);
        for (var n = 0; n < twice; n += 2)
        {
            var (end, start) = (U16(font, at + 14 + n), U16(font, at + 16 + twice + n));
            var (delta, offsetAt) = (U16(font, at + 16 + (2 * twice) + n), at + 16 + (3 * twice) + n);
            var offset = U16(font, offsetAt);
            for (var character = start; character <= end && character != 0xFFFF; character++)
            {
                var listed = offset == 0 ? character : U16(font, offsetAt + offset + (2 * (character - start)));
                var glyph = offset != 0 && listed == 0 ? 0 : (listed + delta) & 0xFFFF;
                if (glyph != 0)
                {
                    glyphs[character] = glyph;
                }
            }
        }

        return glyphs;
    }

    private static int U16(byte[] font, int at) => BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(at));
}

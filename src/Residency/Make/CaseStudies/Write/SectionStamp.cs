using System.Buffers.Text;
using System.IO.Compression;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Write;

/// <summary>The section from which somebody's typing began, in a form field: so that a save can tell their change from others'.</summary>
/// <remarks>
/// Nobody gains by forging one: only what differs from it counts as the sender's change, and that is read from what they
/// typed; what stands in it otherwise is never written.
/// </remarks>
internal static class SectionStamp
{
    // As long as a section can be as JSON, several times over.
    private const int Longest = 8_000_000;

    /// <summary>Writes it down.</summary>
    public static string Of(Section section)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(DocumentJson.Write(new Document([section])));
        }

        return Base64Url.EncodeToString(packed.ToArray());
    }

    /// <summary>Reads it; null when it is none.</summary>
    public static Section? Read(string stamp)
    {
        if (!Base64Url.IsValid(stamp))
        {
            return null;
        }

        try
        {
            using var packed = new MemoryStream(Base64Url.DecodeFromChars(stamp));
            using var deflate = new DeflateStream(packed, CompressionMode.Decompress);
            using var json = new MemoryStream();
            var part = new byte[16_384];
            for (var length = deflate.Read(part); length > 0; length = deflate.Read(part))
            {
                if (json.Length + length > Longest)
                {
                    return null;
                }

                json.Write(part, 0, length);
            }

            var read = DocumentJson.Read(json.ToArray());
            return read.IsDone && read.Value.Sections is [var only] ? only : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}

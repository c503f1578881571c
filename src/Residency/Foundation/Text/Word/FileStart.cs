using System.Text;
using Residency.Foundation.Results;

namespace Residency.Foundation.Text.Word;

/// <summary>Recognises files that are named like Word files but are something else, to say what to do with them.</summary>
internal static class FileStart
{
    private const int Looked = 64 * 1024;

    /// <summary>Why the file is not read; null when it is an archive, as Word files are.</summary>
    internal static Refusal? Refuse(Stream file)
    {
        var bytes = new byte[(int)Math.Min(file.Length, Looked)];
        file.Position = 0;
        file.ReadExactly(bytes);
        ReadOnlySpan<byte> start = bytes;
        return start switch
        {
            _ when start.IsEmpty => Say("The file is empty. Check that it was saved, then hand it in again."),
            _ when start.StartsWith("PK\u0003\u0004"u8) => Archive(start),
            _ when start.StartsWith("PK\u0005\u0006"u8) => Say(
                "The file holds nothing. Open it in Word, save it again as .docx, and hand in the new file."
            ),
            _ when start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) => Compound(
                start,
                file
            ),
            _ when start.StartsWith("{\\rtf"u8) => Say(
                "The file is rich text (RTF). Open it in Word or LibreOffice and save it as .docx."
            ),
            _ when start.StartsWith("%PDF"u8) => Say("The file is a PDF. Hand in the Word file (.docx) from which it was made."),
            _ when start.IndexOf("pkg:package"u8) >= 0 => Say(
                "The file is a Word XML document in one piece. Open it in Word and save it as .docx."
            ),
            _ => Say("The file is named like a Word file but is none. Open it in the program that made it and save it as .docx."),
        };
    }

    private static Refusal? Archive(ReadOnlySpan<byte> start) =>
        start.IndexOf("mimetypeapplication/vnd.oasis.opendocument"u8) is >= 0 and < 100
            ? Say("The file is an OpenDocument text (ODT). Open it in LibreOffice or Word and save it as .docx.")
            : null;

    // Word 97–2003 and files with a password use the same container; only the latter name an encrypted package in its directory.
    private static Refusal Compound(ReadOnlySpan<byte> start, Stream file)
    {
        var name = Encoding.Unicode.GetBytes("EncryptedPackage");
        var isEncrypted = start.IndexOf(name) >= 0;
        if (!isEncrypted)
        {
            var end = new byte[(int)Math.Min(file.Length, Looked)];
            file.Position = file.Length - end.Length;
            file.ReadExactly(end);
            isEncrypted = end.AsSpan().IndexOf(name) >= 0;
        }

        return isEncrypted
            ? Say(
                "The file is protected by a password. Open it in Word, take the password off (File, Info, Protect Document), and save it."
            )
            : Say("The file is in the format of Word 97–2003 (.doc). Open it in Word or LibreOffice and save it as .docx.");
    }

    private static Refusal Say(string words) => new Refusal.Invalid("file", words);
}

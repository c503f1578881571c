using Residency.Foundation.Results;
using Residency.Foundation.Text.Plain;

namespace Residency.Foundation.Text;

/// <summary>Text without marks.</summary>
public static class PlainText
{
    /// <summary>Reads a file in UTF-8, at most 4 MB; the report names every line that was taken as a title.</summary>
    /// <remarks>Refuses as invalid what is too large or not UTF-8 (naming the byte).</remarks>
    public static Result<TextImport> Read(ReadOnlySpan<byte> file) => PlainReader.Read(file);

    /// <summary>The words of a document for those who want nothing but words: titles underlined, links numbered, footnotes at the end.</summary>
    public static string Write(Document document, FrontMatter matter) => new PlainWriter(document).Write(matter);
}

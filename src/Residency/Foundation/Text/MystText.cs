using Residency.Foundation.Results;
using Residency.Foundation.Text.Myst;

namespace Residency.Foundation.Text;

/// <summary>Markdown and MyST, as books made with MyST write it.</summary>
public static class MystText
{
    /// <summary>Reads a file in UTF-8, at most 4 MB, and says what it could not keep.</summary>
    /// <remarks>Refuses as invalid what is too large, not UTF-8 (naming the byte) or nested more than 100 deep. The same file gives the same document, ids included.</remarks>
    public static Result<TextImport> Read(ReadOnlySpan<byte> file) => MystReader.Read(file);

    /// <summary>Writes a text so that <see cref="Read"/> gives the same document and front matter again.</summary>
    public static string Write(Document document, FrontMatter matter) => MystWriter.Write(document, matter);
}

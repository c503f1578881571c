using Residency.Foundation.Results;
using Residency.Foundation.Text.Word;

namespace Residency.Foundation.Text;

/// <summary>Files of Word (.docx), also as LibreOffice, Google Docs and pandoc write them.</summary>
public static class WordText
{
    /// <summary>Reads a file and says what it could not keep; the place of a report line is the number of a paragraph.</summary>
    /// <param name="file">Can seek; stays open.</param>
    /// <param name="limits">What the file may cost.</param>
    /// <remarks>Refuses as invalid what is no such file, is damaged, encrypted or costs more than the limits, naming the part. Opens nothing outside the file. The same file gives the same document, ids included.</remarks>
    public static Result<WordImport> Read(Stream file, WordLimits limits) => WordReader.Read(file, limits);

    /// <summary>Reads a file that was made of a text here and came back.</summary>
    /// <param name="file">Can seek; stays open.</param>
    /// <param name="limits">What the file may cost.</param>
    /// <remarks>Refuses what <see cref="Read"/> refuses.</remarks>
    public static Result<ReturnedWord> ReadBack(Stream file, WordLimits limits) => WordReader.ReadBack(file, limits);

    /// <summary>Writes a text with its suggestions as tracked changes and its remarks in the margin. The same text gives the same bytes.</summary>
    /// <param name="text">What is written.</param>
    /// <param name="file">Stays open; need not seek.</param>
    /// <remarks>What Word has no words for is listed in README.md beside this file.</remarks>
    public static void Write(WordOutgoing text, Stream file) => WordWriter.Write(text, file);
}

/// <summary>What a Word file became.</summary>
/// <param name="Text">The document, what describes it, and what happened to the rest.</param>
/// <param name="Pictures">The pictures that the document names, in the order in which they are met.</param>
public sealed record WordImport(TextImport Text, IReadOnlyList<WordPicture> Pictures);

/// <summary>A picture that lay in the file.</summary>
/// <param name="Name">As the document names it.</param>
/// <param name="Content">Its bytes as they stood; nobody has checked that they are a picture.</param>
/// <param name="ContentType">What the file says that they are.</param>
/// <param name="Alternative">What the picture shows; empty when the file does not say.</param>
public sealed record WordPicture(string Name, ReadOnlyMemory<byte> Content, string ContentType, string Alternative);

/// <summary>What reading a file may cost. Sizes are counted on the bytes that come out, not on what the file claims.</summary>
public sealed record WordLimits
{
    /// <summary>The limits for files that people hand in.</summary>
    public static WordLimits Usual { get; } = new();

    /// <summary>How many parts a file may have.</summary>
    public int MostParts { get; init; } = 10_000;

    /// <summary>All parts together, in bytes.</summary>
    public long LargestWhole { get; init; } = 500L << 20;

    /// <summary>One part, in bytes.</summary>
    public long LargestPart { get; init; } = 64L << 20;

    /// <summary>All parts of words and settings (XML) together, in bytes; a book of a thousand pages has about 20 MB.</summary>
    public long LargestXml { get; init; } = 32L << 20;

    /// <summary>The list of parts at the end of the file, in bytes.</summary>
    public int LargestDirectory { get; init; } = 1 << 20;

    /// <summary>How many times larger than in the file a part of more than 1 MB, or the whole of more than 16 MB, may be.</summary>
    public int LargestRatio { get; init; } = 200;

    /// <summary>How deep elements may stand in each other.</summary>
    public int DeepestElement { get; init; } = 256;

    /// <summary>How many elements and attributes one part may have.</summary>
    public int MostElements { get; init; } = 1_000_000;

    /// <summary>How many lines of the report stand one by one; more of the same kind are counted.</summary>
    public int LongestReport { get; init; } = 500;
}

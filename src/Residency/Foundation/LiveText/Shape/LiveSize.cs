using Residency.Yjs;
using Residency.Yjs.Structs;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>Keeps an open live text from growing beyond what browsers and people can handle.</summary>
/// <remarks>Counts the whole text only when, since it last did, enough was written to go beyond a limit.</remarks>
/// <param name="doc">The open live text.</param>
public sealed class LiveSize(YDoc doc)
{
    /// <summary>UTF-16 code units in all.</summary>
    public const int MostLetters = 2_000_000;

    /// <summary>Blocks in all, wherever they stand, with entries of lists and cells.</summary>
    public const int MostBlocks = 20_000;

    private long _countAt;

    /// <summary>Whether the text is small enough, after a change.</summary>
    /// <returns>Null when it is, else why not.</returns>
    public string? Check()
    {
        var written = Written();
        if (written < _countAt)
        {
            return null;
        }

        var (letters, blocks) = Count(doc);
        // A block takes one unit, so units bound both.
        _countAt = written + Math.Max(1, Math.Min(MostLetters - letters, MostBlocks - blocks));
        return TooMuch(letters, blocks);
    }

    /// <summary>Whether a live text is small enough.</summary>
    internal static string? Check(YDoc doc)
    {
        var (letters, blocks) = Count(doc);
        return TooMuch(letters, blocks);
    }

    private static string? TooMuch(long letters, long blocks) =>
        letters > MostLetters ? $"The text is longer than {MostLetters} letters."
        : blocks > MostBlocks ? $"The text has more than {MostBlocks} blocks."
        : null;

    private long Written() => doc.UnitCount;

    private static (long Letters, long Blocks) Count(YDoc doc)
    {
        var (letters, blocks) = (0L, 0L);
        foreach (var part in doc.PartsIn(doc.Get<YXmlFragment>(LiveShape.Root)))
        {
            letters += part.Kind == ContentKind.Text ? part.Length : 0;
            blocks +=
                part is { Kind: ContentKind.Type, Value: YXmlElement element } && !LiveNodes.IsInline(element.NodeName) ? 1 : 0;
        }

        return (letters, blocks);
    }
}

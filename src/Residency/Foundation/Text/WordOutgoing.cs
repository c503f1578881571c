namespace Residency.Foundation.Text;

/// <summary>A text on its way into a Word file, with all that the file shall carry.</summary>
/// <param name="Document">The text with its suggestions; the remarks that it holds itself are not written.</param>
/// <param name="Matter">What describes it.</param>
public sealed record WordOutgoing(Document Document, FrontMatter Matter)
{
    /// <summary>The remarks in the margin, each answer after what it answers.</summary>
    public Sequence<ImportedComment> Remarks { get; init; }

    /// <summary>The remarks that are settled, by their ids.</summary>
    public IReadOnlySet<string> Resolved { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Which text and revision the file is made of; null when the file shall not be known again.</summary>
    public WordOrigin? Origin { get; init; }

    /// <summary>The bytes of a picture by its name; null when there are none, then an empty one stands in its place.</summary>
    public Func<string, ReadOnlyMemory<byte>?> Picture { get; init; } = _ => null;

    /// <summary>How a cited work is named in the running text, such as "Lovelace, 1843"; null for its key.</summary>
    public Func<string, string?> Work { get; init; } = _ => null;
}

/// <summary>What a Word file was made of. It stands in the file, so whoever reads it back must ask whether it is so.</summary>
/// <param name="Text">The id of the text.</param>
/// <param name="Revision">The id of the revision.</param>
public sealed record WordOrigin(Guid Text, Guid Revision);

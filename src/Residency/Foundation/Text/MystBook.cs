using Residency.Foundation.Text.Myst;

namespace Residency.Foundation.Text;

/// <summary>Several texts as one project of MyST that tools build without asking anybody outside.</summary>
/// <remarks>Reading a page with <see cref="MystText.Read"/> gives its text again. The same book gives the same bytes.</remarks>
/// <param name="Title">Not empty.</param>
/// <param name="Pages">In the order of the contents.</param>
public sealed record MystBook(string Title, IReadOnlyList<BookPage> Pages)
{
    /// <summary>What the book is, in a sentence or two; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>An SPDX id; empty when each page has its own.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Every file of the project, in the order of their paths.</summary>
    public IReadOnlyList<BookFile> Files() => new BookWriter(this).Write();
}

/// <summary>One text of a book.</summary>
/// <param name="Name">Unique in the book without regard to case: letters, digits and hyphens. Folder and file bear it.</param>
/// <param name="Document">The text.</param>
/// <param name="Matter">What describes it.</param>
public sealed record BookPage(string Name, Document Document, FrontMatter Matter)
{
    /// <summary>The names, as the text writes them, of the pictures whose bytes are at hand, each with its media type.</summary>
    public IReadOnlyDictionary<string, string> Pictures { get; init; } = new Dictionary<string, string>();

    /// <summary>The part of the book in which the text stands; a book of one part names none in its contents.</summary>
    public string Part { get; init; } = "";

    /// <summary>What is known of the works that the text cites.</summary>
    public IReadOnlyList<BookWork> Works { get; init; } = [];
}

/// <summary>A cited work.</summary>
/// <param name="Key">The key by which the text cites it.</param>
/// <param name="Title">May be empty.</param>
/// <param name="Authors">"Family, Given" each.</param>
/// <param name="Year">Null when unknown.</param>
/// <param name="Container">Journal, book or site; may be empty.</param>
/// <param name="Publisher">May be empty.</param>
/// <param name="Doi">Without resolver; null when it has none.</param>
/// <param name="Address">Null when unknown.</param>
public sealed record BookWork(
    string Key,
    string Title,
    IReadOnlyList<string> Authors,
    int? Year,
    string Container,
    string Publisher,
    string? Doi,
    string? Address
);

/// <summary>One file of a book: either its bytes or the picture whose bytes belong there.</summary>
/// <param name="Path">Relative, divided by slashes; plain letters, digits, dots, hyphens and underscores.</param>
public sealed record BookFile(string Path)
{
    /// <summary>The bytes; empty when the file is a picture.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Which picture of which page; null when the bytes are given.</summary>
    public BookPicture? Picture { get; init; }
}

/// <summary>A picture of a page.</summary>
/// <param name="Page">The page's name.</param>
/// <param name="Name">The picture's name as the text writes it.</param>
public sealed record BookPicture(string Page, string Name);

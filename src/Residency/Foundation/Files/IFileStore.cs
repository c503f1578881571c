using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Foundation.Files;

/// <summary>What is needed to keep a file.</summary>
/// <param name="Hub">The hub that owns it.</param>
/// <param name="Name">As its sender calls it; only letters, digits and a few marks are kept.</param>
/// <param name="Gate">The name of the room's <see cref="IFileGate"/>.</param>
/// <param name="Subject">What the gate will need: the id of the thing to which the file belongs.</param>
public sealed record FileWish(HubId Hub, string Name, string Gate, string Subject)
{
    /// <summary>The kinds that are taken; pictures unless said otherwise.</summary>
    public IReadOnlyList<FileKind> Kinds { get; init; } = FileKind.Pictures;

    /// <summary>Who sends it; null for the product itself.</summary>
    public PersonId? By { get; init; }

    /// <summary>Whether anybody may read it at once.</summary>
    public bool IsPublished { get; init; }
}

/// <summary>Keeps files. Rooms load and publish <see cref="StoredFile"/>s through it and save as usual.</summary>
public interface IFileStore
{
    /// <summary>Keeps the content, and adds the file to the present unit of work: it exists when the caller has saved.</summary>
    /// <remarks>Reads the stream once, never more than the limit, and never whole into memory unless it is a picture.</remarks>
    /// <returns>The file; Invalid (field <c>File</c>) when it is empty, too large, of a wrong kind, or a broken picture.</returns>
    /// <exception cref="OutsideException">The store did not take it.</exception>
    Task<Result<StoredFile>> KeepAsync(FileWish wish, Stream content, CancellationToken cancel);

    /// <summary>The file with an id, for changing; null when there is none.</summary>
    Task<StoredFile?> FindAsync(FileId file, CancellationToken cancel);

    /// <summary>The file at an address, for reading; null when there is none.</summary>
    Task<StoredFile?> FindAsync(PublicCode code, CancellationToken cancel);

    /// <summary>Opens the content.</summary>
    /// <exception cref="OutsideException">The content is missing or the store does not answer.</exception>
    Task<Stream> OpenAsync(StoredFile file, CancellationToken cancel);

    /// <summary>How long a content must have lain before it can be dropped: a sender who kept it just now may not have saved yet.</summary>
    static readonly TimeSpan Quarantine = TimeSpan.FromHours(1);

    /// <summary>Removes a content for good when no file has it and none was kept with it within <see cref="Quarantine"/>.</summary>
    /// <param name="hash">The name of the content, as <see cref="StoredFile.Hash"/> tells it.</param>
    /// <exception cref="OutsideException">The store does not answer.</exception>
    Task DropUnusedAsync(string hash, CancellationToken cancel);
}

/// <summary>Decides who may read files that are not published. Registered by the room that keeps them; found by type.</summary>
public interface IFileGate
{
    /// <summary>The name that <see cref="FileWish.Gate"/> carries.</summary>
    string Name { get; }

    /// <summary>Whether the actor may read the file now. What nobody may read is not found.</summary>
    Task<bool> MayReadAsync(Actor actor, StoredFile file, CancellationToken cancel);
}

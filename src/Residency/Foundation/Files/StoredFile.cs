using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Files;

/// <summary>A file of a hub.</summary>
public readonly record struct FileId(Guid Value) : ITypedId<FileId>
{
    public static FileId From(Guid value) => new(value);
}

/// <summary>A file as a hub keeps it. Its content is kept under its hash, once for all files with the same content.</summary>
public sealed class StoredFile
{
    private StoredFile() { }

    public FileId Id { get; private set; }
    public HubId Hub { get; private set; }

    /// <summary>Its address is <c>/files/{code}</c> for ever.</summary>
    public PublicCode Code { get; private set; }

    /// <summary>The name of the content: see <see cref="FileHash"/>.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The name under which it is handed over; safe in a header and as a file name.</summary>
    public string Name { get; private set; } = "";
    public string MediaType { get; private set; } = "";

    /// <summary>Bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Pixels; null for what is no picture.</summary>
    public int? Width { get; private set; }

    /// <summary>Pixels; null for what is no picture.</summary>
    public int? Height { get; private set; }

    /// <summary>The name of the <see cref="IFileGate"/> that decides who may read it.</summary>
    public string Gate { get; private set; } = "";

    /// <summary>What the gate needs to decide: the id of the thing to which the file belongs.</summary>
    public string Subject { get; private set; } = "";
    public PersonId? By { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Since when anybody may read it; null for a file that only the gate opens.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>Its address.</summary>
    public string Href => $"/files/{Code}";

    /// <summary>Lets everybody read it from now on. The content of an address never changes, so caches may keep it.</summary>
    public void Publish(DateTimeOffset now) => PublishedAt ??= now;

    /// <summary>Takes it back to its gate; copies that others made remain.</summary>
    public void Withdraw() => PublishedAt = null;

    internal static StoredFile Keep(
        FileWish wish,
        FileHash hash,
        FileKind kind,
        long length,
        PictureSize? size,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = TypedId.New<FileId>(),
            Hub = wish.Hub,
            Code = PublicCode.New(),
            Hash = hash.Value,
            Name = SafeName(wish.Name, kind),
            MediaType = kind.MediaType,
            Length = length,
            Width = size?.Width,
            Height = size?.Height,
            Gate = wish.Gate,
            Subject = wish.Subject,
            By = wish.By,
            CreatedAt = now,
            PublishedAt = wish.IsPublished ? now : null,
        };

    // Letters, digits and a few marks; the ending says what the file is, not what it was called.
    private static string SafeName(string name, FileKind kind)
    {
        var bare = Path.GetFileNameWithoutExtension(name.Replace('\\', '/').Split('/')[^1]);
        var safe = new string([.. bare.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ' or '.' ? c : '-')]).Trim(
            ' ',
            '.',
            '-'
        );
        return (safe.Length == 0 ? "file" : safe[..Math.Min(safe.Length, 100)].TrimEnd()) + kind.Ending;
    }
}

internal sealed class FilesTables : ITables
{
    public void Map(ModelBuilder model) =>
        model.Entity<StoredFile>(file =>
        {
            file.ToTable("files_files");
            file.Ignore(f => f.Href);
            file.Property(f => f.Hash).HasMaxLength(64);
            file.HasIndex(f => f.Code).IsUnique();
            file.HasIndex(f => f.Hash);
            file.HasIndex(f => new { f.Gate, f.Subject });
            // The table of hubs stands below this one; the id alone is kept.
            file.HasIndex(f => f.Hub);
        });
}

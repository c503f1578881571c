using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Files;

internal sealed class FileStore(AppDb db, IBlobs blobs, FilesSettings settings, StorageSettings storage, TimeProvider clock)
    : IFileStore
{
    private const int Head = 1024;
    private const long MiB = 1 << 20;

    public async Task<Result<StoredFile>> KeepAsync(FileWish wish, Stream content, CancellationToken cancel)
    {
        var folder = Path.Combine(storage.DataFolder, "incoming");
        Directory.CreateDirectory(folder);
        var staged = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            var received = await ReceiveAsync(content, staged, cancel);
            if (!received.IsDone)
            {
                return received.Refusal;
            }

            var (hash, length, head) = received.Value;
            if (FileKind.Recognise(head, wish.Name) is not { } kind || !wish.Kinds.Contains(kind))
            {
                return Wrong(
                    $"This kind of file is not taken here. Send one of: {string.Join(", ", wish.Kinds.Select(k => k.Ending))}."
                );
            }

            PictureSize? size = null;
            if (kind.IsPicture)
            {
                var cleaned = await CleanAsync(kind, staged, length, cancel);
                if (!cleaned.IsDone)
                {
                    return cleaned.Refusal;
                }

                (hash, length, size) = cleaned.Value;
            }

            await blobs.PutAsync(hash, staged, cancel);
            var file = StoredFile.Keep(wish, hash, kind, length, size, clock.GetUtcNow());
            db.Add(file);
            return file;
        }
        finally
        {
            File.Delete(staged);
        }
    }

    public async Task<StoredFile?> FindAsync(FileId file, CancellationToken cancel) =>
        await db.Set<StoredFile>().SingleOrDefaultAsync(row => row.Id == file, cancel);

    public async Task<StoredFile?> FindAsync(PublicCode code, CancellationToken cancel) =>
        await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(row => row.Code == code, cancel);

    public async Task<Stream> OpenAsync(StoredFile file, CancellationToken cancel) =>
        FileHash.Parse(file.Hash) is { } hash && await blobs.OpenAsync(hash, cancel) is { } content
            ? content
            : throw new OutsideException($"opening file {file.Id.Value}: its content is missing");

    public async Task DropUnusedAsync(string hash, CancellationToken cancel)
    {
        if (FileHash.Parse(hash) is { } known && !await db.Set<StoredFile>().AnyAsync(row => row.Hash == hash, cancel))
        {
            await blobs.RemoveAsync(known, clock.GetUtcNow() - IFileStore.Quarantine, cancel);
        }
    }

    private static Refusal Wrong(string why) => new Refusal.Invalid("File", why);

    private async Task<Result<(FileHash Hash, long Length, byte[] Head)>> ReceiveAsync(
        Stream content,
        string staged,
        CancellationToken cancel
    )
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = new List<byte>(Head);
        var length = 0L;
        await using var file = new FileStream(
            staged,
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None,
            64 * 1024,
            useAsync: true
        );
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancel)) > 0)
        {
            length += read;
            if (length > settings.LargestFile * MiB)
            {
                return Wrong($"This file is too large. Send one of at most {settings.LargestFile} MiB.");
            }

            if (head.Count < Head)
            {
                head.AddRange(buffer.AsSpan(0, Math.Min(read, Head - head.Count)));
            }

            digest.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return length == 0
            ? Wrong("This file is empty. Choose another one.")
            : (FileHash.Of(digest.GetHashAndReset()), length, head.ToArray());
    }

    private async Task<Result<(FileHash Hash, long Length, PictureSize? Size)>> CleanAsync(
        FileKind kind,
        string staged,
        long length,
        CancellationToken cancel
    )
    {
        if (length > settings.LargestPicture * MiB)
        {
            return Wrong($"This picture is too large. Send one of at most {settings.LargestPicture} MiB.");
        }

        var picture = await File.ReadAllBytesAsync(staged, cancel);
        if (PictureSize.Read(kind, picture) is not { } size || PictureCleaning.Clean(kind, picture) is not { } clean)
        {
            return Wrong(
                "This picture cannot be read; it may be damaged. Open it in a picture program, save it again and send that."
            );
        }

        if (size.Pixels > settings.MostPixels * 1_000_000L)
        {
            return Wrong($"This picture has too many pixels. Make it smaller: at most {settings.MostPixels} million.");
        }

        await File.WriteAllBytesAsync(staged, clean, cancel);
        return (FileHash.Of(SHA256.HashData(clean)), clean.LongLength, size);
    }
}

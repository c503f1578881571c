using System.Runtime.InteropServices;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Files;

/// <summary>Contents as files in the data folder: <c>files/ab/cd/abcd…</c>.</summary>
public sealed class FolderBlobs(StorageSettings storage, TimeProvider clock) : IBlobs
{
    private readonly string _root = Path.Combine(storage.DataFolder, "files");

    public Task<bool> HasAsync(FileHash hash, CancellationToken cancel) => Task.FromResult(File.Exists(PathOf(hash)));

    public Task PutAsync(FileHash hash, string file, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var path = PathOf(hash);
        try
        {
            if (File.Exists(path))
            {
                // Whoever is about to remove it sees that it is wanted again.
                File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
                return Task.CompletedTask;
            }

            var folder = Path.GetDirectoryName(path)!; // a file stands in a folder
            Directory.CreateDirectory(folder);
            var beside = $"{path}.{Path.GetRandomFileName()}";
            File.Copy(file, beside);
            File.SetLastWriteTimeUtc(beside, clock.GetUtcNow().UtcDateTime);
            Sync(beside);
            File.Move(beside, path, overwrite: true);
            SyncFolder(folder);
            return Task.CompletedTask;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new OutsideException("keeping a file in the data folder", broken);
        }
    }

    public Task<Stream?> OpenAsync(FileHash hash, CancellationToken cancel)
    {
        try
        {
            return Task.FromResult<Stream?>(
                new FileStream(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true)
            );
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task RemoveAsync(FileHash hash, DateTimeOffset unlessPutSince, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            var file = new FileInfo(PathOf(hash));
            if (file.Exists && file.LastWriteTimeUtc < unlessPutSince.UtcDateTime)
            {
                file.Delete();
            }

            return Task.CompletedTask;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new OutsideException("removing a file from the data folder", broken);
        }
    }

    private string PathOf(FileHash hash) => Path.Combine(_root, hash.Value[..2], hash.Value[2..4], hash.Value);

    private static void Sync(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        stream.Flush(flushToDisk: true);
    }

    // A new name is safe only when its folder is synced too, and .NET cannot open a folder.
    private static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Open(path, 0);
        if (folder >= 0)
        {
            _ = FSync(folder);
            _ = Close(folder);
        }
    }

    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(int file);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Residency.Foundation.Safekeeping;

/// <summary>An ordinary ZIP file whose comment is the hash of everything before it, so that no changed byte goes unseen.</summary>
internal sealed class BackupWriter : IAsyncDisposable
{
    internal const int SealLength = 64;

    private readonly FileStream _file;
    private readonly ZipArchive _zip;
    private readonly DateTimeOffset _at;
    private readonly List<BackupPart> _parts = [];

    private BackupWriter(FileStream file, ZipArchive zip, DateTimeOffset at) => (_file, _zip, _at) = (file, zip, at);

    public IReadOnlyList<BackupPart> Parts => _parts;

    public static async Task<BackupWriter> CreateAsync(string path, DateTimeOffset at, CancellationToken cancel)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancel);
        zip.Comment = new string('0', SealLength);
        return new BackupWriter(file, zip, at);
    }

    /// <summary>Adds a part while it is written.</summary>
    public async Task AddAsync(string path, Func<Stream, Task> write, CancellationToken cancel)
    {
        var entry = _zip.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = _at;
        await using var content = await entry.OpenAsync(cancel);
        await using var measured = new MeasuringStream(content);
        await write(measured);
        _parts.Add(new BackupPart(path, measured.Written, measured.Hash()));
    }

    /// <summary>Adds the manifest, writes the seal, and puts all on the disk.</summary>
    public async Task CompleteAsync(BackupManifest manifest, CancellationToken cancel)
    {
        var entry = _zip.CreateEntry(BackupManifest.FileName, CompressionLevel.Fastest);
        entry.LastWriteTime = _at;
        await using (var content = await entry.OpenAsync(cancel))
        {
            await JsonSerializer.SerializeAsync(content, manifest, BackupManifest.Json, cancel);
        }

        await _zip.DisposeAsync();
        var seal = await SealOfAsync(_file, cancel);
        _file.Position = _file.Length - SealLength;
        await _file.WriteAsync(Encoding.ASCII.GetBytes(seal), cancel);
        _file.Flush(flushToDisk: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _zip.DisposeAsync();
        await _file.DisposeAsync();
    }

    /// <summary>The hash over all but the last bytes, in which it stands.</summary>
    internal static async Task<string> SealOfAsync(FileStream file, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var left = file.Length - SealLength;
        file.Position = 0;
        var buffer = new byte[1 << 16];
        while (left > 0)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancel);
            if (read == 0)
            {
                break;
            }

            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Residency.Foundation.Results;

namespace Residency.Foundation.Safekeeping;

/// <summary>A backup that was found whole before anything of it is used.</summary>
internal sealed class BackupReader : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly ZipArchive _zip;

    private BackupReader(FileStream file, ZipArchive zip, BackupManifest manifest) =>
        (_file, _zip, Manifest) = (file, zip, manifest);

    public BackupManifest Manifest { get; }

    /// <summary>Opens a backup and reads every byte of it.</summary>
    /// <returns>The backup, or why it cannot be trusted.</returns>
    public static async Task<Result<BackupReader>> OpenAsync(string path, CancellationToken cancel)
    {
        if (!File.Exists(path))
        {
            return new Refusal.NotFound($"There is no file {path}.");
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        ZipArchive? zip = null;
        try
        {
            if (!await IsSealedAsync(file, cancel))
            {
                await file.DisposeAsync();
                return Broken("it is empty, cut off or changed");
            }

            file.Position = 0;
            zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8, cancel);
            var manifest = await ReadManifestAsync(zip, cancel);
            var wrong = await MistakeAsync(zip, manifest, cancel);
            if (wrong is null)
            {
                return new BackupReader(file, zip, manifest);
            }

            await zip.DisposeAsync();
            return Broken(wrong);
        }
        catch (Exception broken) when (broken is InvalidDataException or JsonException or EndOfStreamException)
        {
            await (zip?.DisposeAsync() ?? ValueTask.CompletedTask);
            await file.DisposeAsync();
            return Broken("it cannot be read as a backup");
        }
    }

    /// <summary>Opens one part.</summary>
    public async Task<Stream> OpenPartAsync(string path, CancellationToken cancel) =>
        await _zip.GetEntry(path)!.OpenAsync(cancel); // every part of the manifest was read before

    public async ValueTask DisposeAsync()
    {
        await _zip.DisposeAsync();
        await _file.DisposeAsync();
    }

    private static Refusal.Invalid Broken(string why) => new("file", $"This backup is not whole: {why}. Use another one.");

    private static async Task<bool> IsSealedAsync(FileStream file, CancellationToken cancel)
    {
        if (file.Length <= BackupWriter.SealLength)
        {
            return false;
        }

        var seal = new byte[BackupWriter.SealLength];
        file.Position = file.Length - seal.Length;
        await file.ReadExactlyAsync(seal, cancel);
        return Encoding.ASCII.GetString(seal) == await BackupWriter.SealOfAsync(file, cancel);
    }

    private static async Task<BackupManifest> ReadManifestAsync(ZipArchive zip, CancellationToken cancel)
    {
        var entry = zip.GetEntry(BackupManifest.FileName) ?? throw new InvalidDataException("no manifest");
        await using var content = await entry.OpenAsync(cancel);
        return await JsonSerializer.DeserializeAsync<BackupManifest>(content, BackupManifest.Json, cancel)
            ?? throw new InvalidDataException("an empty manifest");
    }

    private static async Task<string?> MistakeAsync(ZipArchive zip, BackupManifest manifest, CancellationToken cancel)
    {
        if (manifest.Format > BackupManifest.PresentFormat)
        {
            return "a newer version of the product made it";
        }

        if (
            manifest.Rows.Values.Sum() == 0
            || !manifest.Parts.Any(part => part.Path.StartsWith("database/", StringComparison.Ordinal))
        )
        {
            return "it holds no database";
        }

        var listed = manifest.Parts.Select(part => part.Path).Append(BackupManifest.FileName).Order(StringComparer.Ordinal);
        if (!zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal).SequenceEqual(listed))
        {
            return "its parts are not those that it names";
        }

        foreach (var part in manifest.Parts)
        {
            if (part.Path.Split('/').Any(word => word is ".." or "." or "") || part.Path.Contains('\\', StringComparison.Ordinal))
            {
                return "a part has no proper place";
            }

            await using var content = await zip.GetEntry(part.Path)!.OpenAsync(cancel); // compared above
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) != part.Sha256)
            {
                return $"{part.Path} is damaged";
            }
        }

        return null;
    }
}

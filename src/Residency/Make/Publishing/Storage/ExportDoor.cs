using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Make.Publishing.Model;

namespace Residency.Make.Publishing.Storage;

internal sealed class ExportDoor(AppDb db, ExportedFigures figures) : IExportTexts
{
    // The first day that a ZIP file can name; a real one would make the same texts give other bytes.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Readable by everybody, writable by the owner: what is unpacked has the same rights whoever packed it.
    private const int RegularFile = unchecked((int)0x81A4_0000);

    public async Task<IReadOnlyList<OutgoingText>> EditionsAsync(HubId hub, CancellationToken cancel)
    {
        var editions = await db.Set<Edition>()
            .AsNoTracking()
            .Where(edition => edition.Hub == hub && edition.WithdrawnAt == null)
            .Where(edition => !db.Set<Edition>().Any(later => later.Code == edition.Code && later.Number > edition.Number))
            .OrderBy(edition => edition.PublishedAt)
            .ThenBy(edition => edition.Code)
            .ToListAsync(cancel);
        return [.. editions.Select(edition => Outgoing(edition.AsCard(), EditionContent.FromJson(edition.Content)))];
    }

    public async Task<ExportPackage> PackAsync(
        ExportFormat format,
        ExportHeading heading,
        IReadOnlyList<OutgoingText> texts,
        CancellationToken cancel
    )
    {
        var kept = await figures.KeptAsync(texts, cancel);
        return new OutgoingFiles(kept.Contains).Pack(format, heading, texts);
    }

    public Task<Stream> OpenAsync(ExportedFile file, CancellationToken cancel) =>
        file.Picture is { } picture
            ? figures.OpenAsync(picture, cancel)
            : Task.FromResult<Stream>(new MemoryStream(file.Content.ToArray(), writable: false));

    public async Task WriteZipAsync(ExportPackage package, Stream target, CancellationToken cancel)
    {
        await using var into = new AsyncTarget(target);
        await using var zip = await ZipArchive.CreateAsync(into, ZipArchiveMode.Create, leaveOpen: true, null, cancel);
        foreach (var file in package.Files)
        {
            // Pictures are compressed already.
            var level = file.Picture is null ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
            var entry = zip.CreateEntry($"{package.Name}/{file.Path}", level);
            (entry.LastWriteTime, entry.ExternalAttributes) = (NoTime, RegularFile);
            await using var content = await OpenAsync(file, cancel);
            await using (var packed = await entry.OpenAsync(cancel))
            {
                await content.CopyToAsync(packed, cancel);
            }

            await into.FlushAsync(cancel);
        }
    }

    /// <summary>An edition as it leaves the house.</summary>
    internal static OutgoingText Outgoing(EditionCard edition, EditionContent content) =>
        new(edition.Code, content)
        {
            Edition = edition.Number,
            Revision = edition.Revision,
            PublishedAt = edition.PublishedAt,
        };
}

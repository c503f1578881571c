using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Files;
using Residency.Foundation.Storage;
using Residency.Make.Publishing.Model;

namespace Residency.Make.Publishing.Storage;

/// <summary>Opens the pictures of an edition to everybody, and closes them again when nothing public shows them.</summary>
public sealed class EditionFiles(AppDb db, IFileStore files, TimeProvider clock)
{
    /// <summary>The name of the gate of pictures for link previews; nobody passes it, so a withdrawn one is gone.</summary>
    public const string PreviewGate = "edition-preview";

    /// <summary>Lets everybody see the pictures. Does not save.</summary>
    public async Task PublishAsync(EditionContent content, CancellationToken cancel)
    {
        foreach (var figure in content.Figures)
        {
            if (await files.FindAsync(figure.File, cancel) is { } read && await files.FindAsync(read.Id, cancel) is { } file)
            {
                file.Publish(clock.GetUtcNow());
            }
        }
    }

    /// <summary>Takes back the pictures of withdrawn editions. Does not save.</summary>
    public async Task WithdrawAsync(IReadOnlyList<Edition> editions, CancellationToken cancel)
    {
        var subjects = editions.Select(edition => $"{edition.Id.Value}").ToList();
        var previews = await db.Set<StoredFile>()
            .AsTracking()
            .Where(file => file.Gate == PreviewGate && subjects.Contains(file.Subject))
            .ToListAsync(cancel);
        foreach (var preview in previews)
        {
            preview.Withdraw();
        }

        foreach (
            var figure in editions
                .SelectMany(edition => EditionContent.FromJson(edition.Content).Figures)
                .DistinctBy(figure => figure.File)
        )
        {
            var stillShown = await (
                from shown in db.Set<EditionFile>()
                join edition in db.Set<Edition>() on shown.Edition equals edition.Id
                where shown.FileHash == figure.FileHash && edition.WithdrawnAt == null
                select edition.CaseStudy
            ).ToListAsync(cancel);
            if (
                stillShown.All(caseStudy => editions.Any(edition => edition.CaseStudy == caseStudy))
                && await files.FindAsync(figure.File, cancel) is { } read
                && await files.FindAsync(read.Id, cancel) is { } file
            )
            {
                file.Withdraw();
            }
        }
    }
}

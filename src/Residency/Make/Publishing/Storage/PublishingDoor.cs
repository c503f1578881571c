using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;
using Residency.Make.Publishing.Model;

namespace Residency.Make.Publishing.Storage;

internal sealed class PublishingDoor(AppDb db) : IPublishing
{
    public async Task<IReadOnlyList<EditionCard>> EditionsAsync(PublicCode code, CancellationToken cancel) =>
        await Cards(db.Set<Edition>().Where(edition => edition.Code == code).OrderBy(edition => edition.Number))
            .ToListAsync(cancel);

    public async Task<EditionText?> FindAsync(PublicCode code, int number, CancellationToken cancel)
    {
        var edition = await db.Set<Edition>()
            .AsNoTracking()
            .SingleOrDefaultAsync(row => row.Code == code && row.Number == number, cancel);
        return edition is null ? null : new EditionText(edition.AsCard(), EditionContent.FromJson(edition.Content));
    }

    public async Task<IReadOnlyList<EditionCard>> LatestAsync(HubId hub, CancellationToken cancel) =>
        await Cards(
                db.Set<Edition>()
                    .Where(edition => edition.Hub == hub && edition.WithdrawnAt == null)
                    .Where(edition =>
                        !db.Set<Edition>().Any(later => later.Code == edition.Code && later.Number > edition.Number)
                    )
                    .OrderByDescending(edition => edition.PublishedAt)
            )
            .ToListAsync(cancel);

    public Task<bool> ShowsFileAsync(string fileHash, CancellationToken cancel) =>
        (
            from file in db.Set<EditionFile>()
            join edition in db.Set<Edition>() on file.Edition equals edition.Id
            where file.FileHash == fileHash && edition.WithdrawnAt == null
            select edition.Id
        ).AnyAsync(cancel);

    private static IQueryable<EditionCard> Cards(IQueryable<Edition> editions) =>
        editions
            .AsNoTracking()
            .Select(e => new EditionCard(
                e.Id,
                e.Hub,
                e.CaseStudy,
                e.Code,
                e.Number,
                e.Revision,
                e.Title,
                e.Sha256,
                e.PublishedAt,
                e.WhatChanged,
                e.WithdrawnAt,
                e.WithdrawnReason,
                e.Preview
            ));
}

using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.Publishing;
using Residency.Share.Library.Model;

namespace Residency.Share.Library.Storage;

internal sealed class LibraryDoor(
    AppDb db,
    LibraryQueries queries,
    LibraryShelf shelf,
    OutsideShelf outside,
    IPublishing publishing
) : ILibrary
{
    public async Task<IReadOnlyList<LibraryCard>> NewestAsync(HubId hub, int most, CancellationToken cancel) =>
        [
            .. (await queries.NewestAsync(hub, most, cancel)).Select(entry => new LibraryCard(
                entry.Code.Value,
                entry.Title,
                entry.Summary,
                entry.AuthorLine,
                entry.Organisation,
                entry.Genre,
                entry.PublishedAt
            )),
        ];

    public Task<Result<OutsideWorkId>> ListOutsideAsync(Actor actor, HubId hub, OutsideRecord record, CancellationToken cancel) =>
        outside.AddAsync(actor, hub, record, cancel);

    public Task<int> CountAsync(HubId hub, CancellationToken cancel) =>
        db.Set<LibraryEntry>().CountAsync(entry => entry.Hub == hub, cancel);

    public async Task<int> RebuildAsync(HubId hub, CancellationToken cancel)
    {
        var known = await db.Set<LibraryEntry>().Where(entry => entry.Hub == hub).Select(entry => entry.Code).ToListAsync(cancel);
        var published = (await publishing.LatestAsync(hub, cancel)).Select(edition => edition.Code);
        foreach (var code in known.Union(published).ToList())
        {
            await db.WriteAsync(inner => shelf.RefreshAsync(code, inner), cancel);
            db.ChangeTracker.Clear();
        }

        return await CountAsync(hub, cancel);
    }
}

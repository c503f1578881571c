using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Storage;
using Residency.Make.Publishing.Model;

namespace Residency.Make.Publishing.Draw;

/// <summary>Draws the picture for link previews soon after an edition became public.</summary>
internal sealed class DrawPreviewOnEditionPublished(AppDb db, DrawHandler handler, ILogger<DrawPreviewOnEditionPublished> log)
    : IAfter<EditionPublished>
{
    public async Task OnAsync(EditionPublished fact, CancellationToken cancel)
    {
        var isToDraw = await db.Set<Edition>()
            .AnyAsync(row => row.Id == fact.Edition && row.Preview == null && row.WithdrawnAt == null, cancel);
        if (!isToDraw)
        {
            return;
        }

        // A machine without Node keeps the plain picture: nothing failed, and trying again would not help.
        if (await handler.MissingAsync(cancel) is { } why)
        {
            Log.NothingDrawn(log, fact.Edition.Value, why);
            return;
        }

        await handler.DrawAsync(Actor.System, fact.Edition, cancel);
    }
}

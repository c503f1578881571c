using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Share.Library.Model;

namespace Residency.Share.Library.Inbox;

/// <summary>Shows what readers wrote and notes that it was answered.</summary>
[Needs(LibraryActions.Answer)]
public sealed class AnswerHandler(AppDb db, Ledger ledger, TimeProvider clock)
{
    /// <summary>How many messages a page shows.</summary>
    public const int PageSize = 50;

    /// <summary>One page of the messages, and how many pages there are.</summary>
    /// <remarks>Waiting messages first, the oldest first; then answered ones, the newest first.</remarks>
    public async Task<Result<(IReadOnlyList<ReaderMessage> Messages, int Pages)>> ListAsync(
        Actor actor,
        HubId hub,
        int page,
        CancellationToken cancel
    )
    {
        var may = LibraryAccess.Table.May(actor, LibraryActions.Answer, new HubSubject(hub), clock.GetUtcNow());
        if (!may.IsDone)
        {
            return actor.BelongsTo(hub) ? may.Refusal : new Refusal.NotFound();
        }

        var all = db.Set<ReaderMessage>().AsNoTracking().Where(message => message.Hub == hub);
        var pages = (await all.CountAsync(cancel) + PageSize - 1) / PageSize;
        var messages = await all.OrderBy(message => message.AnsweredAt != null)
            .ThenBy(message => message.AnsweredAt == null ? message.WrittenAt : DateTimeOffset.MinValue)
            .ThenByDescending(message => message.WrittenAt)
            .Skip((Math.Max(page, 1) - 1) * PageSize)
            .Take(PageSize)
            .ToListAsync(cancel);
        return (messages, pages);
    }

    /// <summary>Notes that a message was answered.</summary>
    public async Task<Result> AnswerAsync(Actor actor, HubId hub, ReaderMessageId id, CancellationToken cancel)
    {
        var may = LibraryAccess.Table.May(actor, LibraryActions.Answer, new HubSubject(hub), clock.GetUtcNow());
        if (!may.IsDone)
        {
            return actor.BelongsTo(hub) ? may : new Refusal.NotFound();
        }

        if (
            await db.Set<ReaderMessage>().SingleOrDefaultAsync(message => message.Hub == hub && message.Id == id, cancel)
            is not { } found
        )
        {
            return new Refusal.NotFound();
        }

        var answered = found.Answer(actor.Person, clock.GetUtcNow());
        if (!answered.IsDone)
        {
            return answered;
        }

        ledger.Write(actor, new ReaderAnswered(id) { Hub = hub });
        return await db.SaveAsync(cancel);
    }
}

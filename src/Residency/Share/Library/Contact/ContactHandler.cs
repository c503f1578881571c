using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Share.Library.Model;

namespace Residency.Share.Library.Contact;

/// <summary>Takes in what a reader writes to the hub.</summary>
[Needs(LibraryActions.Write)]
public sealed class ContactHandler(AppDb db, Ledger ledger, TimeProvider clock)
{
    /// <summary>Stores the message; the hub's people find it in their inbox.</summary>
    public async Task<Result<ReaderMessageId>> SendAsync(
        Actor actor,
        HubId hub,
        MessageKind kind,
        ReaderWords words,
        CancellationToken cancel
    )
    {
        var taken = ReaderMessage.Take(hub, kind, words, clock.GetUtcNow());
        if (!taken.IsDone)
        {
            return taken.Refusal;
        }

        db.Add(taken.Value);
        ledger.Write(actor, new ReaderWrote(taken.Value.Id, kind.ToString()) { Hub = hub });
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? taken.Value.Id : saved.Refusal;
    }
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Revisions;

/// <summary>Brings an earlier revision back as a new one. Nothing of the history is lost.</summary>
internal sealed class RestoreRevisionHandler(AppDb db, Ledger ledger, IPeople people, TimeProvider clock)
{
    /// <summary>Brings it back.</summary>
    /// <returns>The number of the new revision; Conflict when the text says the same already; NotFound.</returns>
    public async Task<Result<int>> RestoreAsync(Actor actor, CaseStudyId id, int number, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.HistoryRestore, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        if (await db.RevisionAsync(id, number, cancel) is not { } earlier)
        {
            return new Refusal.NotFound("There is no such revision.");
        }

        var name = actor.Person is { } author ? (await people.FindAsync(author, cancel))?.Name ?? "" : "";
        var wish = new RevisionWish(earlier.Document(), actor.Person, name, now, RevisionSource.Restored)
        {
            Message = $"Revision {number} brought back",
        };
        var revision = db.Cut(ledger, actor, loaded.Value, wish, now);
        if (revision is null)
        {
            return new Refusal.Conflict("The text says this already. There is nothing to bring back.");
        }

        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? revision.Number : saved.Refusal;
    }
}

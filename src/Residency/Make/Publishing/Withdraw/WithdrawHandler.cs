using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies;
using Residency.Make.Publishing.Model;
using Residency.Make.Publishing.Storage;

namespace Residency.Make.Publishing.Withdraw;

/// <summary>Stops offering a published case study and leaves a tombstone with citation and reason.</summary>
[Needs(PublishingActions.Withdraw)]
public sealed class WithdrawHandler(
    AppDb db,
    Ledger ledger,
    TimeProvider clock,
    ICaseStudies caseStudies,
    IPublishCaseStudies moves,
    EditionFiles files
)
{
    /// <summary>Withdraws all editions.</summary>
    /// <returns>NotFound, Forbidden or StepUp; Conflict for a changed version or nothing to withdraw; Invalid without a reason.</returns>
    public async Task<Result> WithdrawAsync(
        Actor actor,
        CaseStudyId caseStudy,
        (int Version, string Reason) wish,
        CancellationToken cancel
    )
    {
        var may = await MayAsync(actor, caseStudy, cancel);
        return may.IsDone ? await db.WriteAsync(inner => RemoveAsync(actor, caseStudy, wish, inner), cancel) : may;
    }

    /// <summary>Whether the actor may withdraw it now.</summary>
    public async Task<Result> MayAsync(Actor actor, CaseStudyId caseStudy, CancellationToken cancel)
    {
        var seen = await caseStudies.MayAsync(actor, CaseStudyActions.View, caseStudy, cancel);
        return seen.IsDone && await caseStudies.FindSubjectAsync(caseStudy, cancel) is { } thing
            ? PublishingAccess.Table.May(actor, PublishingActions.Withdraw, thing, clock.GetUtcNow())
            : new Refusal.NotFound();
    }

    private async Task<Result> RemoveAsync(
        Actor actor,
        CaseStudyId caseStudy,
        (int Version, string Reason) wish,
        CancellationToken cancel
    )
    {
        var editions = await db.Set<Edition>()
            .Where(edition => edition.CaseStudy == caseStudy && edition.WithdrawnAt == null)
            .ToListAsync(cancel);
        if (editions.Count == 0)
        {
            return new Refusal.Conflict("Nothing of this case study is public. There is nothing to withdraw.");
        }

        foreach (var edition in editions)
        {
            var withdrawn = edition.Withdraw(wish.Reason, clock.GetUtcNow());
            if (!withdrawn.IsDone)
            {
                db.ChangeTracker.Clear();
                return withdrawn;
            }
        }

        await files.WithdrawAsync(editions, cancel);
        var moved = await moves.WithdrawAsync(actor, caseStudy, wish.Version, cancel);
        if (!moved.IsDone)
        {
            db.ChangeTracker.Clear();
            return moved;
        }

        // Saved before it is told, so that listeners within the transaction find it.
        var stored = await db.SaveAsync(cancel);
        if (!stored.IsDone)
        {
            return stored;
        }

        ledger.Write(actor, new EditionWithdrawn(caseStudy, editions[0].Code.Value) { Hub = editions[0].Hub });
        var saved = await db.SaveAsync(cancel);
        // A clash here rolls all of it back.
        return saved.IsDone ? saved : throw new OutsideException("withdrawing: the hub's ledger changed meanwhile");
    }
}

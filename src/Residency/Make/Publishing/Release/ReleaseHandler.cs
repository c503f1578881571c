using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies;
using Residency.Make.Publishing.Model;
using Residency.Make.Publishing.Storage;

namespace Residency.Make.Publishing.Release;

/// <summary>What the person who publishes has seen and presents again.</summary>
/// <param name="Version">The case study's version; refused when it changed since.</param>
/// <param name="Sha256">The hash of the text that was shown.</param>
/// <param name="WhatChanged">What differs from the edition before; empty for the first.</param>
public sealed record ReleaseWish(int Version, string Sha256, string WhatChanged);

/// <summary>Freezes the newest revision as an edition and makes it public.</summary>
[Needs(PublishingActions.Publish)]
public sealed class ReleaseHandler(
    AppDb db,
    Ledger ledger,
    TimeProvider clock,
    EditionSources sources,
    IPublishCaseStudies moves,
    EditionFiles files
)
{
    private DateTimeOffset? _asOf;

    /// <summary>Shows what would be published.</summary>
    /// <returns>NotFound when it may not be seen; Conflict when there is no text yet.</returns>
    public async Task<Result<Prepared>> PrepareAsync(Actor actor, CaseStudyId caseStudy, CancellationToken cancel)
    {
        var may = await MayAsync(actor, PublishingActions.Preview, caseStudy, cancel);
        return may.IsDone ? await sources.GatherAsync(caseStudy, cancel) : may.Refusal;
    }

    /// <summary>Publishes.</summary>
    /// <returns>
    /// The edition; NotFound, Forbidden or StepUp; Conflict when the text or its description changed since it was shown,
    /// or a check forbids it; Invalid when what changed is missing.
    /// </returns>
    public async Task<Result<EditionCard>> PublishAsync(
        Actor actor,
        CaseStudyId caseStudy,
        ReleaseWish wish,
        CancellationToken cancel
    )
    {
        var may = await MayAsync(actor, PublishingActions.Publish, caseStudy, cancel);
        if (!may.IsDone)
        {
            return may.Refusal;
        }

        return await db.WriteAsync(inner => FreezeAsync(actor, caseStudy, wish, inner), cancel);
    }

    /// <summary>As <see cref="PublishAsync"/>, with the time of an earlier publication. For histories that are brought along.</summary>
    internal Task<Result<EditionCard>> PublishAsOfAsync(
        Actor actor,
        CaseStudyId caseStudy,
        (ReleaseWish Wish, DateTimeOffset At) told,
        CancellationToken cancel
    )
    {
        _asOf = told.At;
        return PublishAsync(actor, caseStudy, told.Wish, cancel);
    }

    private async Task<Result<EditionCard>> FreezeAsync(
        Actor actor,
        CaseStudyId caseStudy,
        ReleaseWish wish,
        CancellationToken cancel
    )
    {
        var gathered = await sources.GatherAsync(caseStudy, cancel);
        if (!gathered.IsDone)
        {
            return gathered.Refusal;
        }

        var prepared = gathered.Value;
        var ready = IsWhatWasShown(prepared, wish);
        if (!ready.IsDone)
        {
            return ready.Refusal;
        }

        var frozen = Edition.Freeze(
            prepared.Card,
            prepared.NextNumber,
            prepared.Content,
            wish.WhatChanged,
            (actor.Person, _asOf ?? clock.GetUtcNow())
        );
        if (!frozen.IsDone)
        {
            return frozen.Refusal;
        }

        var edition = frozen.Value;
        await ShowAsync(edition, prepared.Content, cancel);
        var stamp = new RevisionStamp(prepared.Text.Revision.Number, prepared.Text.Revision.Sha256);
        var moved = await moves.PublishAsync(actor, caseStudy, wish.Version, stamp, cancel);
        if (!moved.IsDone)
        {
            db.ChangeTracker.Clear();
            return moved.Refusal;
        }

        // Saved before it is told, so that listeners within the transaction find it.
        var stored = await db.SaveAsync(cancel);
        if (!stored.IsDone)
        {
            return stored.Refusal;
        }

        ledger.Write(
            actor,
            new EditionPublished(caseStudy, edition.Id, edition.Code.Value, edition.Number, edition.Sha256) { Hub = edition.Hub }
        );
        var saved = await db.SaveAsync(cancel);
        // A clash here rolls all of it back.
        return saved.IsDone ? edition.AsCard() : throw new OutsideException("publishing: the hub's ledger changed meanwhile");
    }

    private static Result IsWhatWasShown(Prepared prepared, ReleaseWish wish)
    {
        if (prepared.Card.Version != wish.Version || prepared.Text.Revision.Sha256 != wish.Sha256)
        {
            return new Refusal.Conflict("The case study changed since you opened this page. Read it again before you publish.");
        }

        return prepared.Findings.FirstOrDefault(finding => finding.Weight == Weight.Blocks) is { } first
            ? new Refusal.Conflict(
                $"Something still stands in the way of publishing: {first.What} Mend what the list of checks names, then try again."
            )
            : Result.Done;
    }

    // With its pictures, which anybody may fetch from now on.
    private async Task ShowAsync(Edition edition, EditionContent content, CancellationToken cancel)
    {
        db.Add(edition);
        db.AddRange(
            content.Figures.Select(figure => figure.FileHash).Distinct().Select(hash => EditionFile.Shown(edition.Id, hash))
        );
        await files.PublishAsync(content, cancel);
    }

    private async Task<Result> MayAsync(Actor actor, string action, CaseStudyId caseStudy, CancellationToken cancel) =>
        await sources.FindSubjectAsync(actor, caseStudy, cancel) is { } thing
            ? PublishingAccess.Table.May(actor, action, thing, clock.GetUtcNow())
            : new Refusal.NotFound();
}

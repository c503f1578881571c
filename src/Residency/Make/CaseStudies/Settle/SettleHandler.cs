using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Settle;

/// <summary>A text with what others suggested in it.</summary>
/// <param name="CaseStudy">Whose text it is.</param>
/// <param name="Revision">The newest one.</param>
/// <param name="Document">Its text.</param>
internal sealed record TextToSettle(CaseStudyCard CaseStudy, RevisionStamp Revision, Document Document)
{
    /// <summary>How many changes are suggested.</summary>
    public int Open { get; init; }

    /// <summary>Who suggested them, as the text names them.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The pictures by name.</summary>
    public IReadOnlyList<FigureCard> Figures { get; init; } = [];
}

/// <summary>Takes on, or leaves out, all changes that somebody suggested in a text.</summary>
internal sealed class SettleHandler(AppDb db, Ledger ledger, IPeople people, TimeProvider clock)
{
    /// <summary>The newest text, when the actor may change it.</summary>
    /// <returns>NotFound when it may not be seen or has no text; Forbidden.</returns>
    public async Task<Result<TextToSettle>> LoadAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Edit, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        if (await db.LatestRevisionAsync(loaded.Value, cancel) is not { } newest)
        {
            return new Refusal.NotFound("There is no text yet.");
        }

        var document = newest.Document();
        return new TextToSettle(loaded.Value.Card(), new RevisionStamp(newest.Number, newest.Sha256), document)
        {
            Open = Suggestions.Count(document),
            Authors = Suggestions.Authors(document),
            Figures = await db.FiguresAsync(id, cancel),
        };
    }

    /// <summary>Takes all of them on.</summary>
    /// <param name="seen">The hash of the text that the person saw.</param>
    /// <returns>The number of the new revision; Conflict when the text changed or nothing is suggested; NotFound; Forbidden.</returns>
    public Task<Result<int>> AcceptAsync(Actor actor, CaseStudyId id, string seen, CancellationToken cancel) =>
        SettleAsync(actor, id, seen, (Suggestions.Accept, "Suggested changes taken on"), cancel);

    /// <summary>Leaves all of them out.</summary>
    /// <param name="seen">The hash of the text that the person saw.</param>
    /// <returns>The number of the new revision; Conflict when the text changed or nothing is suggested; NotFound; Forbidden.</returns>
    public Task<Result<int>> RejectAsync(Actor actor, CaseStudyId id, string seen, CancellationToken cancel) =>
        SettleAsync(actor, id, seen, (Suggestions.Reject, "Suggested changes left out"), cancel);

    private async Task<Result<int>> SettleAsync(
        Actor actor,
        CaseStudyId id,
        string seen,
        (Func<Document, Document> Settle, string Message) decision,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Edit, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var newest = await db.LatestRevisionAsync(loaded.Value, cancel);
        if (newest is null || newest.Sha256 != seen)
        {
            return new Refusal.Conflict(
                "The text was changed after you looked at it. Look at the suggestions again, then decide."
            );
        }

        var name = actor.Person is { } author ? (await people.FindAsync(author, cancel))?.Name ?? "" : "";
        var wish = new RevisionWish(decision.Settle(newest.Document()), actor.Person, name, now, RevisionSource.Written)
        {
            Message = decision.Message,
        };
        var revision = db.Cut(ledger, actor, loaded.Value, wish, now);
        if (revision is null)
        {
            return new Refusal.Conflict("Nothing is suggested in this text any more.");
        }

        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? revision.Number : saved.Refusal;
    }
}

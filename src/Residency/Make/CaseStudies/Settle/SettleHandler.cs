using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Settle;

/// <summary>A text with what others suggested in it.</summary>
/// <param name="CaseStudy">Whose text it is.</param>
/// <param name="Sha256">The hash of the text as it is now.</param>
/// <param name="Document">The text.</param>
internal sealed record TextToSettle(CaseStudyCard CaseStudy, string Sha256, Document Document)
{
    /// <summary>What is to be decided, in reading order; each with the title of the section in which it stands.</summary>
    public IReadOnlyList<(SuggestionGroup Group, string Section)> Open { get; init; } = [];

    /// <summary>Who suggested them, as the text names them.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The pictures by name.</summary>
    public IReadOnlyList<FigureCard> Figures { get; init; } = [];
}

/// <summary>Takes on, or leaves out, all changes that somebody suggested in a text.</summary>
internal sealed class SettleHandler(AppDb db, LiveDraft draft, TimeProvider clock)
{
    /// <summary>The text as it is now, when the actor may change it.</summary>
    /// <returns>NotFound when it may not be seen; Forbidden.</returns>
    public async Task<Result<TextToSettle>> LoadAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Edit, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var document = await draft.ReadAsync(loaded.Value, cancel);
        return new TextToSettle(loaded.Value.Card(), document.Hash(), document)
        {
            Open =
            [
                .. document.Sections.SelectMany(section =>
                    Suggestions.Groups(new Document([section])).Select(group => (group, DocumentText.Of(section.Title)))
                ),
            ],
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
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Edit, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var wish = new DraftChange(
            text =>
                text.Hash() == seen
                    ? decision.Settle(text)
                    : new Refusal.Conflict(
                        "The text was changed after you looked at it. Look at the suggestions again, then decide."
                    ),
            RevisionSource.Written,
            decision.Message
        );
        var settled = await draft.ChangeAsync(actor, loaded.Value, wish, cancel);
        return !settled.IsDone ? settled.Refusal
            : settled.Value is { } revision ? revision.Number
            : new Refusal.Conflict("Nothing is suggested in this text any more.");
    }
}

using System.Globalization;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Revisions;

/// <summary>Brings an earlier revision back as a change of the live text. Nothing of the history is lost.</summary>
internal sealed class RestoreRevisionHandler(AppDb db, LiveDraft draft, TimeProvider clock)
{
    /// <summary>What the new revision says of itself.</summary>
    public static string MessageOf(int number) => string.Create(CultureInfo.InvariantCulture, $"Revision {number} brought back");

    /// <summary>Brings it back.</summary>
    /// <returns>The number of the new revision; Conflict when the text says the same already; NotFound.</returns>
    public async Task<Result<int>> RestoreAsync(Actor actor, CaseStudyId id, int number, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.HistoryRestore, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        if (await db.RevisionAsync(id, number, cancel) is not { } earlier)
        {
            return new Refusal.NotFound("There is no such revision.");
        }

        var document = earlier.Document();
        var wish = new DraftChange(_ => document, RevisionSource.Restored, MessageOf(number));
        var restored = await draft.ChangeAsync(actor, loaded.Value, wish, cancel);
        return !restored.IsDone ? restored.Refusal
            : restored.Value is { } revision ? revision.Number
            : new Refusal.Conflict("The text says this already. There is nothing to bring back.");
    }
}

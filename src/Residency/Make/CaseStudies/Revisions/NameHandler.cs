using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Revisions;

/// <summary>Lets a person give the present moment of a text a name, so that it is found again.</summary>
internal sealed class NameHandler(AppDb db, Ledger ledger, LiveDraft draft, TimeProvider clock)
{
    /// <summary>Cuts a revision of what was written, if anything was, and names it.</summary>
    /// <returns>The number of the revision; Invalid (field <c>Title</c>); Conflict when this moment has another name; NotFound; Forbidden.</returns>
    public async Task<Result<int>> NameAsync(Actor actor, CaseStudyId id, string title, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Edit, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var current = await draft.BringUpToDateAsync(loaded.Value, cancel);
        if (!current.IsDone)
        {
            return current.Refusal;
        }

        var number = loaded.Value.LatestRevision;
        var revision = await db.Set<Revision>().SingleAsync(row => row.CaseStudy == id && row.Number == number, cancel);
        var named = revision.NameIt(title);
        if (!named.IsDone)
        {
            db.ChangeTracker.Clear();
            return named.Refusal;
        }

        ledger.Write(
            actor,
            new MomentNamed
            {
                Hub = loaded.Value.Hub,
                CaseStudy = id,
                Number = number,
            }
        );
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? number : saved.Refusal;
    }
}

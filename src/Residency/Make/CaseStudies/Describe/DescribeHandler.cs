using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Describe;

/// <summary>Changes title, summary, licence and what else describes the text.</summary>
internal sealed class DescribeHandler(AppDb db, Ledger ledger, TimeProvider clock)
{
    /// <summary>What describes it now, when the actor may change it.</summary>
    public async Task<Result<(CaseStudyCard CaseStudy, Description Description)>> LoadAsync(
        Actor actor,
        CaseStudyId id,
        CancellationToken cancel
    )
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.MetaEdit, id, clock.GetUtcNow(), cancel);
        return loaded.IsDone ? (loaded.Value.Card(), loaded.Value.Described()) : loaded.Refusal;
    }

    /// <summary>Changes it.</summary>
    /// <param name="version">The version that the person saw; refused when another change came between.</param>
    public async Task<Result> ChangeAsync(Actor actor, CaseStudyId id, int version, Description wish, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.MetaEdit, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        var caseStudy = loaded.Value;
        if (caseStudy.Version != version)
        {
            return new Refusal.Conflict(
                "Somebody changed the case study while you were typing. Compare what you typed with what is shown now, then save again."
            );
        }

        var described = caseStudy.Describe(wish, now);
        if (!described.IsDone)
        {
            db.ChangeTracker.Clear();
            return described;
        }

        ledger.WriteDescribed(actor, caseStudy, "description");
        return await db.SaveAsync(cancel);
    }
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.SetAudience;

/// <summary>Opens an unpublished text to its team, its cohort or the hub.</summary>
internal sealed class SetAudienceHandler(AppDb db, Ledger ledger, TimeProvider clock)
{
    /// <summary>Sets the circle.</summary>
    public async Task<Result> SetAsync(Actor actor, CaseStudyId id, Audience audience, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.AudienceSet, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        loaded.Value.ShowTo(audience, now);
        ledger.Write(
            actor,
            new AudienceChanged
            {
                Hub = loaded.Value.Hub,
                CaseStudy = id,
                Audience = audience,
            }
        );
        return await db.SaveAsync(cancel);
    }
}

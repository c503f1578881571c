using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Cohorts.Model;
using Residency.Gather.People;

namespace Residency.Gather.Cohorts.Manage;

/// <summary>One cohort in the list.</summary>
/// <param name="Card">The cohort.</param>
/// <param name="Partners">How many organisations hold a place; merged ones count once.</param>
public sealed record CohortLine(CohortCard Card, int Partners);

/// <summary>What the list shows.</summary>
/// <param name="Lines">The cohorts that the actor may edit, the latest first.</param>
/// <param name="MayPlan">Whether the actor may plan another one.</param>
public sealed record CohortList(IReadOnlyList<CohortLine> Lines, bool MayPlan);

/// <summary>Lists the cohorts that a person looks after.</summary>
[Needs(CohortActions.Edit)]
public sealed class ManageHandler(AppDb db, ICohorts cohorts, IPeople people, TimeProvider clock)
{
    /// <summary>The cohorts that the actor may edit.</summary>
    /// <returns>NotFound for people who may edit none and plan none.</returns>
    public async Task<Result<CohortList>> ListAsync(Actor actor, HubId hub, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var cards = (await cohorts.ListAsync(hub, cancel))
            .Where(card => CohortAccess.Table.May(actor, CohortActions.Edit, new CohortSubject(hub, card.Id), now).IsDone)
            .ToList();
        var mayPlan = CohortAccess.Table.May(actor, CohortActions.Create, new HubSubject(hub), now).IsDone;
        if (cards.Count == 0 && !mayPlan)
        {
            return new Refusal.NotFound();
        }

        var ids = cards.Select(card => card.Id).ToList();
        var places = await db.Set<Place>()
            .Where(place => ids.Contains(place.Cohort))
            .Select(place => new { place.Cohort, place.Organisation })
            .ToListAsync(cancel);
        var remaining = await people.RemainingAsync([.. places.Select(place => place.Organisation).Distinct()], cancel);
        var partners = places
            .GroupBy(place => place.Cohort)
            .ToDictionary(held => held.Key, held => held.Select(place => remaining[place.Organisation]).Distinct().Count());
        return new CohortList([.. cards.Select(card => new CohortLine(card, partners.GetValueOrDefault(card.Id)))], mayPlan);
    }
}

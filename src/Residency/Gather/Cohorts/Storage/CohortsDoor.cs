using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Cohorts.Model;
using Residency.Gather.People;

namespace Residency.Gather.Cohorts.Storage;

internal sealed class CohortsDoor(AppDb db, Ledger ledger, IPeople people, TimeProvider clock) : ICohorts, IOrganisationTies
{
    public async Task<CohortCard?> FindAsync(CohortId cohort, CancellationToken cancel) =>
        await Cards(db.Set<Cohort>().Where(row => row.Id == cohort)).SingleOrDefaultAsync(cancel);

    public async Task<CohortCard?> FindAsync(HubId hub, string code, CancellationToken cancel)
    {
        var wanted = code.Trim().ToLowerInvariant();
        return await Cards(db.Set<Cohort>().Where(row => row.Hub == hub && row.Code == wanted)).SingleOrDefaultAsync(cancel);
    }

    public async Task<IReadOnlyList<CohortCard>> ListAsync(HubId hub, CancellationToken cancel) =>
        await Cards(db.Set<Cohort>().Where(row => row.Hub == hub).OrderByDescending(row => row.Start)).ToListAsync(cancel);

    public async Task<IReadOnlyList<OrganisationId>> OrganisationsAsync(CohortId cohort, CancellationToken cancel)
    {
        var holders = await db.Set<Place>()
            .Where(place => place.Cohort == cohort)
            .OrderBy(place => place.TakenAt)
            .Select(place => place.Organisation)
            .ToListAsync(cancel);
        var remaining = await people.RemainingAsync(holders, cancel);
        return [.. holders.Select(holder => remaining[holder]).Distinct()];
    }

    public async Task<OrganisationTie> CountAsync(OrganisationId organisation, CancellationToken cancel) =>
        new("Places in cohorts", await db.Set<Place>().CountAsync(place => place.Organisation == organisation, cancel));

    public async Task<Result<CohortId>> PlanAsync(Actor actor, NewCohort cohort, CancellationToken cancel)
    {
        var name = cohort.Programme.Trim();
        var programme = await db.Set<Programme>().SingleOrDefaultAsync(p => p.Hub == cohort.Hub && p.Name == name, cancel);
        if (programme is null)
        {
            programme = Programme.Begin(cohort.Hub, name);
            db.Add(programme);
        }

        var planned = Cohort.Plan(cohort, programme.Id);
        if (!planned.IsDone)
        {
            db.ChangeTracker.Clear();
            return planned.Refusal;
        }

        db.Add(planned.Value);
        WriteFacts(actor, planned.Value);
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? planned.Value.Id : saved.Refusal;
    }

    public async Task<Result> TakePlaceAsync(Actor actor, CohortId cohort, OrganisationId organisation, CancellationToken cancel)
    {
        if (!await db.Set<Place>().AnyAsync(p => p.Cohort == cohort && p.Organisation == organisation, cancel))
        {
            var hub = await db.Set<Cohort>().Where(row => row.Id == cohort).Select(row => row.Hub).SingleAsync(cancel);
            db.Add(Place.Take(cohort, organisation, clock.GetUtcNow()));
            ledger.Write(
                actor,
                new PlaceTaken
                {
                    Hub = hub,
                    Cohort = cohort,
                    Organisation = organisation,
                }
            );
        }

        return await db.SaveAsync(cancel);
    }

    // A seed or an import may record a cohort that runs or has ended already.
    private void WriteFacts(Actor actor, Cohort cohort)
    {
        ledger.Write(actor, new CohortPlanned { Hub = cohort.Hub, Cohort = cohort.Id });
        if (cohort.State != CohortState.Planned)
        {
            ledger.Write(actor, new CohortOpened { Hub = cohort.Hub, Cohort = cohort.Id });
        }

        if (cohort.State == CohortState.Completed)
        {
            ledger.Write(actor, new CohortCompleted { Hub = cohort.Hub, Cohort = cohort.Id });
        }
    }

    private IQueryable<CohortCard> Cards(IQueryable<Cohort> cohorts) =>
        from cohort in cohorts.AsNoTracking()
        join programme in db.Set<Programme>() on cohort.Programme equals programme.Id
        select new CohortCard(
            cohort.Id,
            cohort.Hub,
            programme.Name,
            cohort.Code,
            cohort.Name,
            cohort.Start,
            cohort.End,
            cohort.Summary,
            cohort.State
        );
}

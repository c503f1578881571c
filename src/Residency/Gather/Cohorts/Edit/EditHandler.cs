using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Cohorts.Model;
using Residency.Gather.People;

namespace Residency.Gather.Cohorts.Edit;

/// <summary>What the page shows.</summary>
/// <param name="Card">The cohort.</param>
/// <param name="Version">The version that was read; handed back when saving.</param>
/// <param name="Partners">The organisations that hold a place, in the order in which they took it.</param>
/// <param name="Moves">The steps that the cohort can make now.</param>
public sealed record CohortAtHand(
    CohortCard Card,
    int Version,
    IReadOnlyList<OrganisationCard> Partners,
    IReadOnlyList<CohortMove> Moves
);

/// <summary>How a cohort shall be described.</summary>
public sealed record CohortWords(int Version, string Name, DateOnly Start, DateOnly End, string Summary);

/// <summary>Describes a cohort, moves it on, and gives its places to organisations.</summary>
[Needs(CohortActions.Edit)]
public sealed class EditHandler(AppDb db, Ledger ledger, ICohorts cohorts, IPeople people, TimeProvider clock)
{
    /// <summary>The cohort with its partners.</summary>
    /// <returns>NotFound for those who may not view it; Forbidden for those who may not edit it.</returns>
    public async Task<Result<CohortAtHand>> ShowAsync(Actor actor, HubId hub, string code, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, hub, code, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var cohort = loaded.Value;
        if (await cohorts.FindAsync(cohort.Id, cancel) is not { } card)
        {
            return new Refusal.NotFound();
        }

        var partners = new List<OrganisationCard>();
        foreach (var id in await cohorts.OrganisationsAsync(cohort.Id, cancel))
        {
            if (await people.FindOrganisationAsync(id, cancel) is { } partner)
            {
                partners.Add(partner);
            }
        }

        return new CohortAtHand(card, cohort.Version, partners, [.. CohortStates.Moves.Where(move => move.From == cohort.State)]);
    }

    /// <summary>Changes name, days and summary.</summary>
    public async Task<Result> DescribeAsync(Actor actor, HubId hub, string code, CohortWords words, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, hub, code, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var cohort = loaded.Value;
        if (cohort.Version != words.Version)
        {
            return new Refusal.Conflict(
                "Somebody else changed this cohort while you were working. Reload the page and try again."
            );
        }

        var described = cohort.Describe(words.Name, words.Start, words.End, words.Summary);
        if (!described.IsDone)
        {
            return described;
        }

        ledger.Write(actor, new CohortDescribed { Hub = hub, Cohort = cohort.Id });
        return await db.SaveAsync(cancel);
    }

    /// <summary>Moves the cohort to another state.</summary>
    /// <returns>Conflict for a step that it cannot make from where it stands.</returns>
    public async Task<Result> MoveAsync(Actor actor, HubId hub, string code, CohortState next, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, hub, code, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var cohort = loaded.Value;
        var from = cohort.State;
        var moved = cohort.MoveTo(next);
        if (!moved.IsDone)
        {
            return moved;
        }

        Fact fact = (from, next) switch
        {
            (_, CohortState.Completed) => new CohortCompleted { Hub = hub, Cohort = cohort.Id },
            (CohortState.Completed, _) => new CohortResumed { Hub = hub, Cohort = cohort.Id },
            _ => new CohortOpened { Hub = hub, Cohort = cohort.Id },
        };
        ledger.Write(actor, fact);
        return await db.SaveAsync(cancel);
    }

    /// <summary>Gives the organisation with this name or alias a place; a second time changes nothing.</summary>
    /// <returns>Invalid when no organisation of the hub is known by the name.</returns>
    public async Task<Result> AddPlaceAsync(Actor actor, HubId hub, string code, string name, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, hub, code, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        if (await people.FindOrganisationAsync(hub, name, cancel) is not { } organisation)
        {
            return new Refusal.Invalid(
                "Organisation",
                "No organisation of this hub is known by this name. Check the spelling, or add it first."
            );
        }

        return await cohorts.TakePlaceAsync(actor, loaded.Value.Id, organisation.Id, cancel);
    }

    /// <summary>Takes the place of an organisation back; when it holds none, nothing changes.</summary>
    public async Task<Result> RemovePlaceAsync(
        Actor actor,
        HubId hub,
        string code,
        OrganisationId organisation,
        CancellationToken cancel
    )
    {
        var loaded = await LoadAsync(actor, hub, code, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var cohort = loaded.Value.Id;
        var places = await db.Set<Place>().Where(place => place.Cohort == cohort).ToListAsync(cancel);
        var remaining = await people.RemainingAsync([.. places.Select(place => place.Organisation), organisation], cancel);
        // A merged organisation and the one that remains may both hold a place: to the reader they are one.
        foreach (var place in places.Where(place => remaining[place.Organisation] == remaining[organisation]))
        {
            db.Remove(place);
            ledger.Write(
                actor,
                new PlaceLeft
                {
                    Hub = hub,
                    Cohort = cohort,
                    Organisation = place.Organisation,
                }
            );
        }

        return await db.SaveAsync(cancel);
    }

    private async Task<Result<Cohort>> LoadAsync(Actor actor, HubId hub, string code, CancellationToken cancel)
    {
        var wanted = code.Trim().ToLowerInvariant();
        if (await db.Set<Cohort>().SingleOrDefaultAsync(row => row.Hub == hub && row.Code == wanted, cancel) is not { } cohort)
        {
            return new Refusal.NotFound();
        }

        var allowed = CohortAccess.Table.MayIfSeen(actor, CohortActions.Edit, CohortActions.View, cohort, clock.GetUtcNow());
        return allowed.IsDone ? cohort : allowed.Refusal;
    }
}

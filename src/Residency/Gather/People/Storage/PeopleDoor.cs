using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Storage;

internal sealed class PeopleDoor(AppDb db, Ledger ledger, TimeProvider clock) : IPeople
{
    public async Task<PersonCard?> FindAsync(PersonId person, CancellationToken cancel) =>
        (await CardsAsync([person], cancel)).GetValueOrDefault(person);

    public async Task<PersonCard?> FindByEmailAsync(string email, CancellationToken cancel)
    {
        var key = email.Trim().ToLowerInvariant();
        var found = await db.Set<Person>().AsNoTracking().Where(p => p.EmailKey == key).Select(p => p.Id).ToListAsync(cancel);
        return found.Count == 0 ? null : await FindAsync(found[0], cancel);
    }

    public async Task<IReadOnlyDictionary<PersonId, PersonCard>> CardsAsync(
        IReadOnlyCollection<PersonId> people,
        CancellationToken cancel
    )
    {
        var persons = await db.Set<Person>().AsNoTracking().Where(p => people.Contains(p.Id)).ToListAsync(cancel);
        var names = await RepresentedAsync(people, cancel);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var affiliations = await db.Set<Affiliation>().AsNoTracking().Where(a => people.Contains(a.Person)).ToListAsync(cancel);
        foreach (var own in affiliations.Where(a => a.HoldsOn(today)).OrderBy(a => a.From ?? DateOnly.MinValue))
        {
            names[own.Person] = own.Organisation; // what people say of themselves goes before what a hub recorded
        }

        return persons.ToDictionary(
            p => p.Id,
            p => new PersonCard(p.Id, p.Name, p.Orcid, p.Biography, names.GetValueOrDefault(p.Id))
        );
    }

    // The organisation of the latest role; one that was merged goes by the name of the one that remains.
    private async Task<Dictionary<PersonId, string>> RepresentedAsync(
        IReadOnlyCollection<PersonId> people,
        CancellationToken cancel
    )
    {
        var roles = await db.Set<Membership>()
            .AsNoTracking()
            .Where(m => people.Contains(m.Person) && m.RevokedAt == null && m.Organisation != null)
            .OrderBy(m => m.GrantedAt)
            .Select(m => new { m.Person, Organisation = m.Organisation!.Value }) // filtered above
            .ToListAsync(cancel);
        var remaining = await RemainingAsync([.. roles.Select(role => role.Organisation).Distinct()], cancel);
        var wanted = remaining.Values.Distinct().ToList();
        var names = await db.Set<Organisation>()
            .AsNoTracking()
            .Where(o => wanted.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
        return roles
            .GroupBy(role => role.Person)
            .ToDictionary(rows => rows.Key, rows => names[remaining[rows.Last().Organisation]]);
    }

    public async Task<IReadOnlyList<PersonCard>> InRoleAsync(HubId hub, Role role, CohortId? cohort, CancellationToken cancel)
    {
        var people = await db.Set<Membership>()
            .AsNoTracking()
            .Where(m => m.Hub == hub && m.Role == role && m.RevokedAt == null && (cohort == null || m.Cohort == cohort))
            .Select(m => m.Person)
            .Distinct()
            .ToListAsync(cancel);
        return [.. (await CardsAsync(people, cancel)).Values.OrderBy(card => card.Name, StringComparer.OrdinalIgnoreCase)];
    }

    public async Task<Result<PersonId>> AddAsync(Actor actor, NewPerson person, CancellationToken cancel)
    {
        if (await FindByEmailAsync(person.Email, cancel) is { } known)
        {
            return known.Id;
        }

        var added = Person.Add(person, clock.GetUtcNow());
        if (!added.IsDone)
        {
            return added.Refusal;
        }

        db.Add(added.Value);
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? added.Value.Id : saved.Refusal;
    }

    public async Task<Result> GrantAsync(Actor actor, NewMembership membership, CancellationToken cancel)
    {
        if (await db.Set<Membership>().HoldsAsync(membership, cancel))
        {
            return Result.Done;
        }

        db.Add(Membership.Grant(membership, actor.Person, clock.GetUtcNow()));
        ledger.Write(
            actor,
            new RoleGranted
            {
                Hub = membership.Hub,
                Person = membership.Person,
                Role = membership.Role,
                Cohort = membership.Cohort,
                Organisation = membership.Organisation,
            }
        );
        return await db.SaveAsync(cancel);
    }

    public async Task<OrganisationCard?> FindOrganisationAsync(OrganisationId organisation, CancellationToken cancel)
    {
        var found = await db.Set<Organisation>().AsNoTracking().SingleOrDefaultAsync(o => o.Id == organisation, cancel);
        return found switch
        {
            null => null,
            { MergedInto: { } remaining } => await FindOrganisationAsync(remaining, cancel),
            _ => Card(found),
        };
    }

    public async Task<OrganisationCard?> FindOrganisationAsync(HubId hub, string name, CancellationToken cancel)
    {
        var key = Organisation.KeyOf(name);
        var found = await db.Set<Organisation>()
            .AsNoTracking()
            .Where(o => o.Hub == hub && o.Names.Any(n => n.Key == key))
            .Select(o => o.Id)
            .ToListAsync(cancel);
        return found.Count == 0 ? null : await FindOrganisationAsync(found[0], cancel);
    }

    public async Task<IReadOnlyList<OrganisationCard>> OrganisationsAsync(HubId hub, CancellationToken cancel) =>
        [
            .. (
                await db.Set<Organisation>()
                    .AsNoTracking()
                    .Where(o => o.Hub == hub && o.MergedInto == null)
                    .OrderBy(o => o.Name)
                    .ToListAsync(cancel)
            ).Select(Card),
        ];

    public async Task<IReadOnlyList<OrganisationCard>> SearchOrganisationsAsync(
        HubId hub,
        string words,
        int most,
        CancellationToken cancel
    )
    {
        var found = db.Set<Organisation>().AsNoTracking().OfHub(hub).Standing().Named(words).OrderBy(o => o.Name).Take(most);
        return Organisation.KeyOf(words).Length == 0 ? [] : [.. (await found.ToListAsync(cancel)).Select(Card)];
    }

    public Task<IReadOnlyDictionary<OrganisationId, OrganisationId>> RemainingAsync(
        IReadOnlyCollection<OrganisationId> organisations,
        CancellationToken cancel
    ) => db.Set<Organisation>().RemainingAsync(organisations, cancel);

    public async Task<Result<OrganisationId>> AddOrganisationAsync(
        Actor actor,
        NewOrganisation organisation,
        CancellationToken cancel
    )
    {
        var added = Organisation.Add(organisation);
        if (!added.IsDone)
        {
            return added.Refusal;
        }

        db.Add(added.Value);
        ledger.Write(actor, new OrganisationAdded { Hub = organisation.Hub, Organisation = added.Value.Id });
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? added.Value.Id : saved.Refusal;
    }

    private static OrganisationCard Card(Organisation o) =>
        new(o.Id, o.Hub, o.Name, o.Aliases, o.Sector, o.Country, o.Size, o.Ror, o.Website, o.Code);
}

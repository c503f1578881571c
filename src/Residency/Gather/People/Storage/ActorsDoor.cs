using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Storage;

/// <summary>Turns persons into actors, for jobs and commands.</summary>
internal sealed class ActorsDoor(AppDb db) : IActorSource
{
    public async Task<Actor> OfPersonAsync(PersonId person, DateTimeOffset? provedAt, CancellationToken cancel)
    {
        var found = await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == person, cancel);
        return found is null || await db.IsShutOutAsync(person, cancel)
            ? Actor.Visitor
            : Actor.Of(person, await db.StandingsOfAsync(person, cancel), found.IsOperator, provedAt);
    }

    public async Task<IReadOnlyList<Actor>> InHubAsync(
        HubId hub,
        IReadOnlyCollection<Role> roles,
        IReadOnlyCollection<PersonId> people,
        CancellationToken cancel
    )
    {
        var live = db.Set<Membership>().AsNoTracking().Where(m => m.Hub == hub && m.RevokedAt == null && m.SuspendedAt == null);
        var wanted = live.Where(m => roles.Contains(m.Role) || people.Contains(m.Person)).Select(m => m.Person);
        var suspended = db.Set<Person>().Where(p => p.SuspendedAt != null).Select(p => p.Id);
        var held = await live.Where(m => wanted.Contains(m.Person) && !suspended.Contains(m.Person))
            .OrderBy(m => m.GrantedAt)
            .ToListAsync(cancel);
        var represented = held.Select(m => m.Organisation).OfType<OrganisationId>().Distinct().ToList();
        var same = await db.Set<Organisation>().SameAsAsync(represented, cancel);
        return
        [
            .. held.GroupBy(m => m.Person)
                .Select(roles =>
                    Actor.Of(roles.Key, [.. roles.SelectMany(role => MemberQueries.Everywhere(role, same)).Distinct()])
                ),
        ];
    }

    public async Task<PersonId?> FindPersonAsync(string email, CancellationToken cancel) =>
        (await db.PersonAtAsync(email, cancel))?.Id;
}

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

    public async Task<PersonId?> FindPersonAsync(string email, CancellationToken cancel) =>
        (await db.PersonAtAsync(email, cancel))?.Id;
}

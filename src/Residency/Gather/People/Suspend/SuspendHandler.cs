using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.Suspend;

/// <summary>Takes all rights of a person in a hub away until further notice, and gives them back.</summary>
[Needs(PeopleActions.MemberSuspend)]
public sealed class SuspendHandler(AppDb db, Ledger ledger, AccountSessions sessions, TimeProvider clock)
{
    /// <summary>Whether the actor may suspend the person, or give the rights back, now.</summary>
    /// <returns>NotFound for somebody whom the actor may not see.</returns>
    public async Task<Result> MayAsync(Actor actor, HubId hub, PersonId person, CancellationToken cancel) =>
        (await FindAsync(actor, hub, person, cancel)).WithoutValue();

    private Task<bool> IsSeenAsync(Actor actor, HubId hub, PersonId person, CancellationToken cancel) =>
        db.Set<Membership>().VisibleTo(actor, hub).AnyAsync(m => m.Person == person, cancel);

    /// <summary>Suspends a person in the hub and ends all their sessions at once.</summary>
    /// <returns>Conflict for oneself; NotFound for somebody whom the actor may not see.</returns>
    public async Task<Result> SuspendAsync(Actor actor, HubId hub, PersonId person, CancellationToken cancel)
    {
        if (actor.Person == person)
        {
            return new Refusal.Conflict("You cannot suspend yourself. Ask another owner.");
        }

        var roles = await FindAsync(actor, hub, person, cancel);
        if (!roles.IsDone)
        {
            return roles.Refusal;
        }

        return await db.WriteAsync(
            async inner =>
            {
                roles.Value.ForEach(role => role.Suspend(clock.GetUtcNow()));
                ledger.Write(actor, new PersonSuspended { Hub = hub, Person = person });
                var saved = await db.SaveAsync(inner);
                if (saved.IsDone)
                {
                    await sessions.EndAllAsync(person, null, inner);
                }

                return saved;
            },
            cancel
        );
    }

    /// <summary>Gives a suspended person their rights in the hub back.</summary>
    public async Task<Result> ReinstateAsync(Actor actor, HubId hub, PersonId person, CancellationToken cancel)
    {
        var roles = await FindAsync(actor, hub, person, cancel);
        if (!roles.IsDone)
        {
            return roles.Refusal;
        }

        roles.Value.ForEach(role => role.Reinstate());
        ledger.Write(actor, new PersonReinstated { Hub = hub, Person = person });
        return await db.SaveAsync(cancel);
    }

    // The act touches every role of the person in the hub, so it must be allowed for each of them.
    private async Task<Result<List<Membership>>> FindAsync(Actor actor, HubId hub, PersonId person, CancellationToken cancel)
    {
        var roles = await db.Set<Membership>()
            .Where(m => m.Hub == hub && m.Person == person && m.RevokedAt == null)
            .ToListAsync(cancel);
        if (!await IsSeenAsync(actor, hub, person, cancel))
        {
            return new Refusal.NotFound();
        }

        foreach (var role in roles)
        {
            var allowed = PeopleAccess.MayAppoint(actor, PeopleActions.MemberSuspend, role, role.Role, clock.GetUtcNow());
            if (!allowed.IsDone)
            {
                return allowed.Refusal;
            }
        }

        return roles;
    }
}

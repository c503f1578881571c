using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.Appoint;

/// <summary>Gives roles to members and takes roles away.</summary>
[Needs(PeopleActions.RoleGrant)]
public sealed class AppointHandler(AppDb db, Ledger ledger, AccountSessions sessions, ICohortNames cohorts, TimeProvider clock)
{
    /// <summary>The live roles of a person in a hub, as far as the actor may list them.</summary>
    public async Task<IReadOnlyList<Membership>> RolesAsync(Actor actor, HubId hub, PersonId person, CancellationToken cancel) =>
        await db.Set<Membership>()
            .AsNoTracking()
            .VisibleTo(actor, hub)
            .Where(m => m.Person == person)
            .OrderBy(m => m.GrantedAt)
            .ToListAsync(cancel);

    /// <summary>Gives a role to a member of the hub.</summary>
    /// <returns>NotFound when the person is no member whom the actor may see; Conflict when they hold the role already.</returns>
    public async Task<Result> GrantAsync(Actor actor, NewMembership wish, CancellationToken cancel)
    {
        var roles = await RolesAsync(actor, wish.Hub, wish.Person, cancel);
        if (roles.Count == 0)
        {
            return new Refusal.NotFound();
        }

        var place = new CohortSubject(wish.Hub, wish.Cohort, wish.Organisation);
        var allowed = PeopleAccess.MayAppoint(actor, PeopleActions.RoleGrant, place, wish.Role, clock.GetUtcNow());
        if (!allowed.IsDone)
        {
            return allowed;
        }

        if (wish.Cohort is { } cohort && (await cohorts.OfAsync(wish.Hub, cancel)).All(name => name.Id != cohort))
        {
            return new Refusal.Invalid("Cohort", "Choose a cohort of this hub.");
        }

        if (roles.Any(role => role.SuspendedAt is not null))
        {
            return new Refusal.Conflict("This person is suspended. Give their rights back first.");
        }

        if (await db.Set<Membership>().HoldsAsync(wish, cancel))
        {
            return new Refusal.Conflict("This person holds the role already.");
        }

        db.Add(Membership.Grant(wish, actor.Person, clock.GetUtcNow()));
        ledger.Write(
            actor,
            new RoleGranted
            {
                Hub = wish.Hub,
                Person = wish.Person,
                Role = wish.Role,
                Cohort = wish.Cohort,
                Organisation = wish.Organisation,
            }
        );
        return await db.SaveAsync(cancel);
    }

    /// <summary>Takes a role away. Whoever loses their last role in every hub is signed out.</summary>
    /// <returns>NotFound for a role that the actor may not see; Conflict for the last owner of a hub.</returns>
    public async Task<Result> RevokeAsync(Actor actor, HubId hub, MembershipId membership, CancellationToken cancel)
    {
        var found = await db.Set<Membership>().VisibleTo(actor, hub).SingleOrDefaultAsync(m => m.Id == membership, cancel);
        if (found is null)
        {
            return new Refusal.NotFound();
        }

        var allowed = PeopleAccess.MayAppoint(actor, PeopleActions.RoleRevoke, found, found.Role, clock.GetUtcNow());
        if (!allowed.IsDone)
        {
            return allowed;
        }

        return await db.WriteAsync(
            async inner =>
            {
                if (found.Role is Role.HubOwner && !await HasAnotherOwnerAsync(found, inner))
                {
                    return new Refusal.Conflict("A hub cannot be without an owner. Make somebody else an owner first.");
                }

                found.Revoke(clock.GetUtcNow());
                ledger.Write(
                    actor,
                    new RoleRevoked
                    {
                        Hub = hub,
                        Person = found.Person,
                        Role = found.Role,
                        Cohort = found.Cohort,
                    }
                );
                var saved = await db.SaveAsync(inner);
                if (saved.IsDone && (await db.StandingsOfAsync(found.Person, inner)).Count == 0)
                {
                    await sessions.EndAllAsync(found.Person, null, inner);
                }

                return saved;
            },
            cancel
        );
    }

    private Task<bool> HasAnotherOwnerAsync(Membership owner, CancellationToken cancel) =>
        db.Set<Membership>()
            .AnyAsync(
                m =>
                    m.Hub == owner.Hub
                    && m.Role == Role.HubOwner
                    && m.Person != owner.Person
                    && m.RevokedAt == null
                    && m.SuspendedAt == null,
                cancel
            );
}

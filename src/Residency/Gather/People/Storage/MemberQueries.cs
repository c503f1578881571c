using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Storage;

/// <summary>Shared questions about persons and their roles.</summary>
public static class MemberQueries
{
    /// <summary>All live roles of a person over all hubs.</summary>
    /// <remarks>
    /// A role for an organisation counts for all records that were merged with it, because things keep the record with
    /// which they began.
    /// </remarks>
    public static async Task<IReadOnlyList<Standing>> StandingsOfAsync(this AppDb db, PersonId person, CancellationToken cancel)
    {
        var live = await db.Set<Membership>()
            .AsNoTracking()
            .Where(m => m.Person == person && m.RevokedAt == null && m.SuspendedAt == null)
            .ToListAsync(cancel);
        var represented = live.Select(m => m.Organisation).OfType<OrganisationId>().Distinct().ToList();
        var same = await db.Set<Organisation>().SameAsAsync(represented, cancel);
        return [.. live.SelectMany(role => Everywhere(role, same)).Distinct()];
    }

    /// <summary>A role for all records of its organisation.</summary>
    internal static IEnumerable<Standing> Everywhere(
        Membership role,
        IReadOnlyDictionary<OrganisationId, IReadOnlyList<OrganisationId>> same
    )
    {
        var standing = role.AsStanding();
        return standing.Organisation is { } own ? same[own].Select(one => standing with { Organisation = one }) : [standing];
    }

    /// <summary>Whether a person is shut out: suspended altogether, or in every hub to which they belong.</summary>
    public static async Task<bool> IsShutOutAsync(this AppDb db, PersonId person, CancellationToken cancel)
    {
        if (await db.Set<Person>().AnyAsync(p => p.Id == person && p.SuspendedAt != null, cancel))
        {
            return true;
        }

        var roles = db.Set<Membership>().Where(m => m.Person == person && m.RevokedAt == null);
        return await roles.AnyAsync(m => m.SuspendedAt != null, cancel)
            && !await roles.AnyAsync(m => m.SuspendedAt == null, cancel)
            && !await db.Set<Person>().AnyAsync(p => p.Id == person && p.IsOperator, cancel);
    }

    /// <summary>Whether a person holds exactly this role.</summary>
    public static Task<bool> HoldsAsync(this IQueryable<Membership> memberships, NewMembership wish, CancellationToken cancel) =>
        memberships.AnyAsync(
            m =>
                m.Hub == wish.Hub
                && m.Person == wish.Person
                && m.Role == wish.Role
                && m.Cohort == wish.Cohort
                && m.Organisation == wish.Organisation
                && m.RevokedAt == null,
            cancel
        );

    /// <summary>The person at an address, tracked; null when there is none.</summary>
    public static Task<Person?> PersonAtAsync(this AppDb db, string email, CancellationToken cancel)
    {
        var key = email.Trim().ToLowerInvariant();
        return db.Set<Person>().SingleOrDefaultAsync(p => p.EmailKey == key, cancel);
    }

    /// <summary>The live roles of a hub that the actor may list (<c>member.list</c>).</summary>
    /// <remarks>The same rule as <see cref="PeopleAccess"/>, as a query; a property test holds the two together.</remarks>
    public static IQueryable<Membership> VisibleTo(this IQueryable<Membership> memberships, Actor actor, HubId hub)
    {
        var live = memberships.Where(m => m.Hub == hub && m.RevokedAt == null);
        if (actor.IsSystem || actor.IsOperator || actor.Plays(hub, Role.HubOwner))
        {
            return live;
        }

        Standing[] listing =
        [
            .. actor
                .In(hub)
                .Where(standing =>
                    standing.Role is Role.Expert or Role.Writer or Role.Adviser or Role.Approver or Role.ProgrammeManager
                ),
        ];
        if (listing.Any(standing => standing.Cohort is null))
        {
            return live;
        }

        CohortId?[] cohorts = [.. listing.Select(standing => standing.Cohort)];
        var own = actor.Plays(hub, Role.Member) ? actor.Person : null;
        return live.Where(m => (m.Cohort != null && cohorts.Contains(m.Cohort)) || (own != null && m.Person == own));
    }
}

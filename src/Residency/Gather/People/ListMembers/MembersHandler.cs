using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.ListMembers;

/// <summary>One role of one member, as the list shows it.</summary>
/// <param name="Membership">The role.</param>
/// <param name="Name">The member's name.</param>
/// <param name="Organisation">Whom the member represents; null when nobody.</param>
/// <param name="Email">The address; null when the actor may not see it.</param>
public sealed record MemberRow(Membership Membership, string Name, string? Organisation, string? Email);

/// <summary>What the list is narrowed to; empty and null mean everything.</summary>
public sealed record MemberFilter(string Words, Role? Role, CohortId? Cohort);

/// <summary>Lists the members of a hub as far as the actor may see them.</summary>
[Needs(PeopleActions.MemberList)]
public sealed class MembersHandler(AppDb db, TimeProvider clock)
{
    /// <summary>Members on one page of the list.</summary>
    public const int PageSize = 50;

    /// <summary>Whether the actor may list anybody in the hub.</summary>
    /// <returns>NotFound for people who have no part in the hub; Forbidden for those whose part has no list.</returns>
    public static Result MayList(Actor actor, HubId hub) =>
        actor.IsOperator || PeopleAccess.RolesThatList.Any(role => actor.Plays(hub, role)) ? Result.Done
        : actor.BelongsTo(hub) ? new Refusal.Forbidden()
        : new Refusal.NotFound();

    /// <summary>One page of the list by name, and how many rows there are in all.</summary>
    public async Task<(IReadOnlyList<MemberRow> Rows, int Count)> ListAsync(
        Actor actor,
        HubId hub,
        MemberFilter filter,
        int page,
        CancellationToken cancel
    )
    {
        var rows =
            from membership in db.Set<Membership>().AsNoTracking().VisibleTo(actor, hub)
            join person in db.Set<Person>().AsNoTracking() on membership.Person equals person.Id
            select new { membership, person };
        if (filter.Role is { } role)
        {
            rows = rows.Where(row => row.membership.Role == role);
        }

        if (filter.Cohort is { } cohort)
        {
            rows = rows.Where(row => row.membership.Cohort == cohort);
        }

        if (filter.Words.Trim().ToLowerInvariant() is { Length: > 0 } words)
        {
            rows = rows.Where(row => row.person.NameKey.Contains(words));
        }

        var count = await rows.CountAsync(cancel);
        var found = await rows.OrderBy(row => row.person.NameKey)
            .ThenBy(row => row.membership.Id)
            .Skip((page - 1) * PageSize)
            .Take(PageSize)
            .ToListAsync(cancel);
        var organisations = found.Select(row => row.membership.Organisation).OfType<OrganisationId>().Distinct().ToList();
        var names = await db.Set<Organisation>()
            .AsNoTracking()
            .Where(o => organisations.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
        return (
            [
                .. found.Select(row => new MemberRow(
                    row.membership,
                    row.person.Name,
                    row.membership.Organisation is { } id ? names.GetValueOrDefault(id) : null,
                    MaySeeContact(actor, row.membership) ? row.person.Email : null
                )),
            ],
            count
        );
    }

    private bool MaySeeContact(Actor actor, Membership membership) =>
        PeopleAccess.Table.May(actor, PeopleActions.MemberContactView, membership, clock.GetUtcNow()).IsDone;
}

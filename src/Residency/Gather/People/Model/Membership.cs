using Residency.Foundation.Actors;
using Residency.Foundation.Ids;

namespace Residency.Gather.People.Model;

/// <summary>One role of a person in a hub, with its time.</summary>
public sealed class Membership : IVersioned, IAccessSubject
{
    private Membership() { }

    public MembershipId Id { get; private set; }
    public HubId Hub { get; private set; }
    public PersonId Person { get; private set; }
    public Role Role { get; private set; }
    public CohortId? Cohort { get; private set; }
    public OrganisationId? Organisation { get; private set; }
    public DateTimeOffset GrantedAt { get; private set; }
    public PersonId? GrantedBy { get; private set; }

    /// <summary>When the person was suspended in this hub; null when not.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }

    /// <summary>When the role ended; null while it is live.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }
    public int Version { get; private set; }

    bool IAccessSubject.IsOwn(PersonId person) => person == Person;

    /// <summary>Gives the role.</summary>
    public static Membership Grant(NewMembership wish, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = TypedId.New<MembershipId>(),
            Hub = wish.Hub,
            Person = wish.Person,
            Role = wish.Role,
            Cohort = wish.Cohort,
            Organisation = wish.Organisation,
            GrantedAt = now,
            GrantedBy = by,
        };

    /// <summary>Ends the role; ending it twice changes nothing.</summary>
    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    /// <summary>Takes the rights of the role away until <see cref="Reinstate"/>.</summary>
    public void Suspend(DateTimeOffset now) => SuspendedAt ??= now;

    /// <summary>Gives the rights back.</summary>
    public void Reinstate() => SuspendedAt = null;

    /// <summary>What an actor carries of this membership.</summary>
    public Standing AsStanding() => new(Hub, Role, Cohort, Organisation);
}

namespace Residency.Foundation.Actors;

/// <summary>What an access table needs to know of a thing.</summary>
public interface IAccessSubject
{
    /// <summary>The hub to which the thing belongs.</summary>
    HubId Hub { get; }

    /// <summary>The cohort to which it belongs; null when it belongs to the hub as a whole.</summary>
    CohortId? Cohort => null;

    /// <summary>The organisation it is about; null when none.</summary>
    OrganisationId? Organisation => null;

    /// <summary>Whether anybody may read it.</summary>
    bool IsPublished => false;

    /// <summary>Whether it is in a state in which it may be edited.</summary>
    bool IsEditable => true;

    /// <summary>Whether the thing is the person's own.</summary>
    bool IsOwn(PersonId person) => false;

    /// <summary>Whether the person is assigned to it in the given role, and inside the assignment's window.</summary>
    bool IsAssigned(PersonId person, Role role) => false;

    /// <summary>Whether the audience flag of the thing includes this standing.</summary>
    bool AudienceIncludes(PersonId person, Standing standing) => false;

    /// <summary>Whether a private link opens the thing.</summary>
    bool IsOpenedBy(PrivateLink link) => false;

    /// <summary>Whether the thing was made by the holder of a private link, which still opens what it belongs to.</summary>
    bool IsOwn(PrivateLink link) => false;

    /// <summary>Whether the person edited the content last or asked for the act.</summary>
    bool WasTouchedBy(PersonId person) => false;
}

/// <summary>A hub as a whole, for actions that concern no smaller thing.</summary>
public sealed record HubSubject(HubId Hub) : IAccessSubject;

/// <summary>A cohort as a whole.</summary>
public sealed record CohortSubject(HubId Hub, CohortId? Cohort, OrganisationId? Organisation = null) : IAccessSubject;

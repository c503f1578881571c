using Residency.Foundation.Actors;

namespace Residency.Gather.People.Model;

/// <summary>An organisation as the access table sees it: with the people who act for it, and a cohort in which they do.</summary>
public sealed class OrganisationSubject : IAccessSubject
{
    private readonly IReadOnlyList<Membership> _live;

    private OrganisationSubject(HubId hub, CohortId? cohort, OrganisationId? organisation, IReadOnlyList<Membership> live) =>
        (Hub, Cohort, Organisation, _live) = (hub, cohort, organisation, live);

    public HubId Hub { get; }

    /// <summary>A cohort that the actor manages and in which somebody acts for the organisation; null when there is none.</summary>
    public CohortId? Cohort { get; }

    public OrganisationId? Organisation { get; }

    bool IAccessSubject.IsPublished => true;

    bool IAccessSubject.IsAssigned(PersonId person, Role role) => _live.Any(m => m.Person == person && m.Role == role);

    /// <summary>An organisation that is recorded.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="organisation">The organisation.</param>
    /// <param name="live">The roles that people hold for it at present.</param>
    public static OrganisationSubject Of(Actor actor, Organisation organisation, IReadOnlyList<Membership> live)
    {
        var managed = Managed(actor, organisation.Hub);
        var cohort = live.Select(m => m.Cohort).FirstOrDefault(cohort => cohort is not null && managed.Contains(cohort));
        return new OrganisationSubject(organisation.Hub, cohort, organisation.Id, live);
    }

    /// <summary>An organisation still to be recorded: it will belong to the cohort of whoever records it.</summary>
    public static OrganisationSubject New(Actor actor, HubId hub) => new(hub, Managed(actor, hub).FirstOrDefault(), null, []);

    private static List<CohortId?> Managed(Actor actor, HubId hub) =>
        [.. actor.In(hub).Where(standing => standing.Role == Role.ProgrammeManager).Select(standing => standing.Cohort)];
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Model;

namespace Residency.Tests.Permissions;

/// <summary>How a person stands to a thing.</summary>
public enum Relation
{
    Self,
    Assigned,
    Organisation,
    Cohort,
    Hub,
    OtherHub,
}

/// <summary>Everything on which a permission may depend.</summary>
internal sealed record Situation(Principal Principal, Relation Relation, CaseStudyState State, Audience Audience)
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly PersonId s_person = TypedId.New<PersonId>();
    private static readonly HubId s_hub = TypedId.New<HubId>();
    private static readonly CohortId s_cohort = TypedId.New<CohortId>();
    private static readonly OrganisationId s_organisation = TypedId.New<OrganisationId>();

    private static readonly PrivateLink s_link = new(
        TypedId.New<PrivateLinkId>(),
        PrivateLinkKind.SuggestAndComment,
        s_hub,
        Guid.CreateVersion7(),
        "A reader",
        Now.AddDays(1)
    );

    public bool IsProved { get; init; }

    public bool WasTouched { get; init; }

    public bool IsWindowOpen { get; init; }

    /// <summary>All of them.</summary>
    public static IEnumerable<Situation> All() =>
        from principal in Enum.GetValues<Principal>()
        from relation in Enum.GetValues<Relation>()
        from state in Enum.GetValues<CaseStudyState>()
        from audience in Enum.GetValues<Audience>()
        from flags in Enumerable.Range(0, 8)
        select new Situation(principal, relation, state, audience)
        {
            IsProved = (flags & 1) != 0,
            WasTouched = (flags & 2) != 0,
            IsWindowOpen = (flags & 4) != 0,
        };

    public Actor Who()
    {
        // One second beyond the ten minutes is no proof any more.
        var proved = IsProved ? Now.AddMinutes(-10) : Now.AddSeconds(-601);
        return Principal switch
        {
            Principal.PUB or Principal.TOK or Principal.SUS => Actor.Visitor,
            Principal.LNK => Actor.Holding(s_link),
            Principal.OP => Actor.Of(s_person, [], isOperator: true, provedAt: proved),
            Principal.HO => With(Role.HubOwner, null, null),
            Principal.ME => With(Role.Member, s_cohort, null),
            Principal.SW => With(Role.Writer, s_cohort, null),
            Principal.AT => With(Role.Adviser, s_cohort, null),
            Principal.RV => With(Role.Reviewer, s_cohort, null),
            Principal.PM => With(Role.ProgrammeManager, s_cohort, null),
            Principal.EX => With(Role.Expert, s_cohort, s_organisation),
            Principal.PA => With(Role.Approver, s_cohort, s_organisation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        Actor With(Role role, CohortId? cohort, OrganisationId? organisation) =>
            Actor.Of(s_person, [new Standing(s_hub, role, cohort, organisation)], provedAt: proved);
    }

    public IAccessSubject Thing() => new Subject(this);

    // In the other hub the thing is of the same organisation and even names the person and the link: none may count.
    private sealed class Subject(Situation now) : IAccessSubject
    {
        private static readonly HubId s_otherHub = TypedId.New<HubId>();
        private static readonly CohortId s_otherCohort = TypedId.New<CohortId>();
        private static readonly OrganisationId s_otherOrganisation = TypedId.New<OrganisationId>();

        public HubId Hub => now.Relation == Relation.OtherHub ? s_otherHub : s_hub;

        public CohortId? Cohort => now.Relation is Relation.Organisation or Relation.Cohort ? s_cohort : s_otherCohort;

        public OrganisationId? Organisation =>
            now.Relation is Relation.Organisation or Relation.Hub or Relation.OtherHub ? s_organisation : s_otherOrganisation;

        public bool IsPublished => now.State == CaseStudyState.Published;

        public bool IsEditable => now.State.IsEditable();

        public bool IsOwn(PersonId person) => now.Relation == Relation.Self && person == s_person;

        public bool IsAssigned(PersonId person, Role role) =>
            person == s_person
            && now.Relation is Relation.Assigned or Relation.OtherHub
            && (now.IsWindowOpen || role is not (Role.Writer or Role.Reviewer));

        public bool IsOpenedBy(PrivateLink link) => link == s_link && now.Relation is Relation.Assigned or Relation.OtherHub;

        public bool IsOwn(PrivateLink link) => link == s_link && now.Relation is Relation.Self or Relation.OtherHub;

        public bool AudienceIncludes(PersonId person, Standing standing) =>
            now.Audience switch
            {
                Audience.Team => false,
                Audience.Cohort => standing.Cohort == Cohort,
                Audience.Hub => true,
                _ => throw new System.Diagnostics.UnreachableException(),
            };

        public bool WasTouchedBy(PersonId person) => now.WasTouched && person == s_person;
    }
}

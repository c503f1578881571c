using Residency.Foundation.Actors;

namespace Residency.Make.CaseStudies.Model;

/// <summary>A case study as the access table sees it at one instant.</summary>
/// <remarks>Windows limit writers and reviewers, whose work is by contract or by round; the other roles stay.</remarks>
public sealed record CaseStudySubject(CaseStudy CaseStudy, DateTimeOffset Now) : IAccessSubject
{
    public HubId Hub => CaseStudy.Hub;
    public CohortId? Cohort => CaseStudy.Cohort;
    public OrganisationId? Organisation => CaseStudy.Organisation;
    public bool IsPublished => CaseStudy.State == CaseStudyState.Published;
    public bool IsEditable => CaseStudy.State.IsEditable();

    public bool IsAssigned(PersonId person, Role role) =>
        CaseStudy.Assignments.Any(part => part.Person == person && part.Role == role && (!HasWindow(role) || part.IsOpenAt(Now)));

    public bool AudienceIncludes(PersonId person, Standing standing) =>
        CaseStudy.Audience switch
        {
            CaseStudies.Audience.Team => false,
            CaseStudies.Audience.Cohort => CaseStudy.Cohort is not null && standing.Cohort == CaseStudy.Cohort,
            CaseStudies.Audience.Hub => true,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public bool IsOpenedBy(PrivateLink link) =>
        link.Kind == PrivateLinkKind.SuggestAndComment
        && link.Thing == CaseStudy.Id.Value
        && Now < link.Until
        && CaseStudy.State != CaseStudyState.Deleted;

    public bool WasTouchedBy(PersonId person) => CaseStudy.LastEditor == person || CaseStudy.DiscardedBy == person;

    internal static bool HasWindow(Role role) => role is Role.Writer or Role.Reviewer;
}

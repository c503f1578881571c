using Residency.Foundation.Actors;
using Residency.Make.CaseStudies;

namespace Residency.Tests.Permissions;

/// <summary>What an address leads to, as far as permissions depend on it.</summary>
/// <param name="Name">How a failing test calls it.</param>
/// <param name="View">The action that stands for seeing it.</param>
internal sealed record Thing(string Name, string View)
{
    /// <summary>Nothing that exists, or not there where the address says.</summary>
    public static Thing Unknown { get; } = new("what does not exist", "") { IsUnknown = true };

    public bool IsUnknown { get; init; }

    /// <summary>Null when it belongs to the installation or to the person.</summary>
    public HubId? Hub { get; init; }

    /// <summary>A page that every hub has, so that saying it is not there gives nothing away.</summary>
    public bool IsOfEveryHub
    {
        get => field || IsWholeHub;
        init;
    }

    /// <summary>The hub as a whole: whoever may do the action to anything in it may open it.</summary>
    public bool IsWholeHub { get; init; }

    public IReadOnlyList<CohortId> Cohorts { get; init; } = [];

    public OrganisationId? Organisation { get; init; }

    /// <summary>Whose own it is.</summary>
    public Func<Somebody, bool> IsOwn { get; init; } = _ => false;

    public Func<Somebody, bool> IsAssigned { get; init; } = _ => false;

    public CaseStudyState State { get; init; } = CaseStudyState.Draft;

    public Audience Audience { get; init; }

    /// <summary>How one role of somebody stands to it; the loosest first.</summary>
    public IEnumerable<Relation> RelationsOf(Somebody who, Part part)
    {
        if (IsOwn(who))
        {
            yield return Relation.Self;
        }

        if (Hub is null || part.Hub != Hub)
        {
            yield return Relation.OtherHub;
            yield break;
        }

        yield return Relation.Hub;
        var isNear = part.Cohort is { } cohort && Cohorts.Contains(cohort);
        if (IsWholeHub || isNear)
        {
            yield return Relation.Cohort;
        }

        if (IsWholeHub || (isNear && part.Organisation is not null && part.Organisation == Organisation))
        {
            yield return Relation.Organisation;
        }

        if (IsWholeHub || IsAssigned(who))
        {
            yield return Relation.Assigned;
        }

        if (IsWholeHub)
        {
            yield return Relation.Self;
        }
    }
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Gather.Cohorts;

/// <summary>The whole of a hub's activity under one name and purpose; cohorts belong to it.</summary>
public readonly record struct ProgrammeId(Guid Value) : ITypedId<ProgrammeId>
{
    public static ProgrammeId From(Guid value) => new(value);
}

/// <summary>A partner's place in a cohort.</summary>
public readonly record struct PlaceId(Guid Value) : ITypedId<PlaceId>
{
    public static PlaceId From(Guid value) => new(value);
}

/// <summary>Where a cohort stands.</summary>
public enum CohortState
{
    /// <summary>Being prepared; not yet public.</summary>
    Planned,

    /// <summary>Running.</summary>
    Open,

    /// <summary>Ended.</summary>
    Completed,
}

/// <summary>What other rooms may know of a cohort.</summary>
/// <param name="Id">The cohort.</param>
/// <param name="Hub">Its hub.</param>
/// <param name="Programme">The name of its programme.</param>
/// <param name="Code">Short code, unique in the hub: 2–30 lower-case letters, digits and hyphens.</param>
/// <param name="Name">The name as readers see it.</param>
/// <param name="Start">First day, inclusive.</param>
/// <param name="End">Day after the last one, exclusive.</param>
/// <param name="Summary">One or two sentences.</param>
/// <param name="State">Where it stands.</param>
public sealed record CohortCard(
    CohortId Id,
    HubId Hub,
    string Programme,
    string Code,
    string Name,
    DateOnly Start,
    DateOnly End,
    string Summary,
    CohortState State
)
{
    /// <summary>The year in which the cohort began.</summary>
    public int Year => Start.Year;
}

/// <summary>What is needed to plan a cohort.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="Code">Its short code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Start">First day.</param>
/// <param name="End">Day after the last one.</param>
public sealed record NewCohort(HubId Hub, string Code, string Name, DateOnly Start, DateOnly End)
{
    /// <summary>The programme's name; made when the hub has none of that name.</summary>
    public string Programme { get; init; } = "Residency programme";
    public string Summary { get; init; } = "";
    public CohortState State { get; init; } = CohortState.Planned;
}

/// <summary>The door of the room Cohorts.</summary>
public interface ICohorts
{
    /// <summary>The cohort with an id; null when there is none.</summary>
    Task<CohortCard?> FindAsync(CohortId cohort, CancellationToken cancel);

    /// <summary>The cohort of a hub with a code; null when there is none. Case does not matter.</summary>
    Task<CohortCard?> FindAsync(HubId hub, string code, CancellationToken cancel);

    /// <summary>All cohorts of a hub, the latest first.</summary>
    Task<IReadOnlyList<CohortCard>> ListAsync(HubId hub, CancellationToken cancel);

    /// <summary>The organisations that hold a place in a cohort; merged ones are counted as the one that remains.</summary>
    Task<IReadOnlyList<OrganisationId>> OrganisationsAsync(CohortId cohort, CancellationToken cancel);

    /// <summary>Plans a cohort.</summary>
    /// <returns>Its id; Invalid for a bad code, name or days; Conflict when the code is taken in the hub.</returns>
    Task<Result<CohortId>> PlanAsync(Actor actor, NewCohort cohort, CancellationToken cancel);

    /// <summary>Gives an organisation a place; a second time changes nothing.</summary>
    Task<Result> TakePlaceAsync(Actor actor, CohortId cohort, OrganisationId organisation, CancellationToken cancel);
}

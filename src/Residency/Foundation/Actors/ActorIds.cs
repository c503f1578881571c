using Residency.Foundation.Ids;

namespace Residency.Foundation.Actors;

/// <summary>A natural person known to this installation.</summary>
public readonly record struct PersonId(Guid Value) : ITypedId<PersonId>
{
    public static PersonId From(Guid value) => new(value);
}

/// <summary>One running instance of the programme.</summary>
public readonly record struct HubId(Guid Value) : ITypedId<HubId>
{
    public static HubId From(Guid value) => new(value);
}

/// <summary>A dated group of partners that moves through the programme together.</summary>
/// <remarks>Stands here because every standing of an actor names the cohort to which it is limited.</remarks>
public readonly record struct CohortId(Guid Value) : ITypedId<CohortId>
{
    public static CohortId From(Guid value) => new(value);
}

/// <summary>A partner organisation, host, funder or other body.</summary>
/// <remarks>Stands here because every standing of an actor may name the organisation that the person represents.</remarks>
public readonly record struct OrganisationId(Guid Value) : ITypedId<OrganisationId>
{
    public static OrganisationId From(Guid value) => new(value);
}

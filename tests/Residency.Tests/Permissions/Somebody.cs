using Residency.Foundation.Actors;

namespace Residency.Tests.Permissions;

/// <summary>One role that somebody plays, as a column of the matrix, and where.</summary>
internal sealed record Part(Principal Principal, HubId? Hub = null, CohortId? Cohort = null, OrganisationId? Organisation = null);

/// <summary>Somebody who asks.</summary>
/// <param name="Name">How a failing test calls them.</param>
/// <param name="Parts">All roles at present; nobody signed in has one that is <see cref="Principal.PUB"/>.</param>
internal sealed record Somebody(string Name, params IReadOnlyList<Part> Parts)
{
    /// <summary>Null for visitors.</summary>
    public PersonId? Person { get; init; }

    /// <summary>Whether they proved who they are within ten minutes.</summary>
    public bool IsProved { get; init; } = true;

    /// <summary>Whether they are assigned to every case study of the first hub.</summary>
    public bool IsAssigned { get; init; }

    /// <summary>Whether the assignment holds at present.</summary>
    public bool IsWindowOpen { get; init; } = true;

    /// <summary>Whether they hold a private link: to everything that it does not open they are a visitor.</summary>
    public bool IsHolder => Parts.Any(part => part.Principal == Principal.LNK);

    /// <summary>Whether they are nobody to the product, signed in once or not.</summary>
    public bool IsVisitor => Parts.All(part => part.Principal is Principal.PUB or Principal.SUS);

    public override string ToString() => Name;
}

namespace Residency.Foundation.Actors;

/// <summary>Turns a person into the actor they are at this moment. Answered by the room that keeps people.</summary>
public interface IActorSource
{
    /// <summary>The person with all live roles; a suspended or unknown person is a visitor.</summary>
    /// <param name="person">Who.</param>
    /// <param name="provedAt">When they last proved who they are; UTC; null when never, as for a job that acts later.</param>
    /// <param name="cancel">Stops reading.</param>
    Task<Actor> OfPersonAsync(PersonId person, DateTimeOffset? provedAt, CancellationToken cancel);

    /// <summary>Many at once, as far as one hub goes: who holds one of the roles there, and who of the named people holds any.</summary>
    /// <returns>Actors with their roles in that hub alone and without a proof; suspended people are left out.</returns>
    Task<IReadOnlyList<Actor>> InHubAsync(
        HubId hub,
        IReadOnlyCollection<Role> roles,
        IReadOnlyCollection<PersonId> people,
        CancellationToken cancel
    );

    /// <summary>The person who signs in with an address; null when there is none.</summary>
    Task<PersonId?> FindPersonAsync(string email, CancellationToken cancel);
}

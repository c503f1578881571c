using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Gather.Hubs;

/// <summary>A theme.</summary>
public readonly record struct ThemeId(Guid Value) : ITypedId<ThemeId>
{
    public static ThemeId From(Guid value) => new(value);
}

/// <summary>A funder.</summary>
public readonly record struct FunderId(Guid Value) : ITypedId<FunderId>
{
    public static FunderId From(Guid value) => new(value);
}

/// <summary>What other rooms may know of a hub.</summary>
/// <param name="Id">The hub.</param>
/// <param name="Slug">The first part of its addresses: 3–40 lower-case letters, digits and hyphens.</param>
/// <param name="Name">The name as readers see it.</param>
/// <param name="Host">The body that is legally responsible.</param>
/// <param name="Description">One or two sentences.</param>
/// <param name="Contact">The address at which readers reach the hub.</param>
/// <param name="Language">BCP 47 tag of the hub's own texts.</param>
/// <param name="Licence">SPDX id of the licence under which the hub publishes unless a text says otherwise.</param>
/// <param name="LooksUpDois">Whether citations may be fetched from the outside DOI service.</param>
/// <param name="IsClosed">Whether the hub has ended; its public pages stay.</param>
public sealed record HubCard(
    HubId Id,
    string Slug,
    string Name,
    string Host,
    string Description,
    string Contact,
    string Language,
    string Licence,
    bool LooksUpDois,
    bool IsClosed
);

/// <summary>A theme by which case studies are sorted. Keys are unique in a hub.</summary>
public sealed record ThemeCard(string Key, string Title, bool IsOfTheMission);

/// <summary>A funder with its statement and the numbers of its grants.</summary>
/// <param name="Name">The funder's name.</param>
/// <param name="Ror">The funder's ROR id as a full address; null when unknown.</param>
/// <param name="Statement">The sentence that the funder wants to read in every text; may be empty.</param>
/// <param name="Grants">Grant numbers.</param>
public sealed record FunderCard(string Name, string? Ror, string Statement, IReadOnlyList<string> Grants);

/// <summary>What is needed to open a hub.</summary>
public sealed record NewHub(string Slug, string Name, string Host, string Description, string Contact)
{
    /// <summary>What the public "about" page says, as Markdown.</summary>
    public string About { get; init; } = "";

    /// <summary>Name and postal address of the data controller, for the privacy page.</summary>
    public string Controller { get; init; } = "";
}

/// <summary>The longer texts with which a hub presents itself.</summary>
/// <param name="About">What the public "about" page says, as Markdown.</param>
/// <param name="Controller">Name and postal address of the data controller.</param>
/// <param name="ChangedAt">When the hub was opened or last described; UTC.</param>
public sealed record HubPresentation(string About, string Controller, DateTimeOffset ChangedAt);

/// <summary>The door of the room Hubs.</summary>
public interface IHubs
{
    /// <summary>All hubs in the order of their names.</summary>
    Task<IReadOnlyList<HubCard>> ListAsync(CancellationToken cancel);

    /// <summary>The hub at an address; null when there is none. Case does not matter.</summary>
    Task<HubCard?> FindAsync(string slug, CancellationToken cancel);

    /// <summary>The hub with an id; null when there is none.</summary>
    Task<HubCard?> FindAsync(HubId hub, CancellationToken cancel);

    /// <summary>How a hub presents itself; null when there is none.</summary>
    Task<HubPresentation?> PresentationAsync(HubId hub, CancellationToken cancel);

    /// <summary>The themes of a hub: the five of the mission first, then the hub's own in the order of their titles.</summary>
    Task<IReadOnlyList<ThemeCard>> ThemesAsync(HubId hub, CancellationToken cancel);

    /// <summary>The funders of a hub in the order in which they were added.</summary>
    Task<IReadOnlyList<FunderCard>> FundersAsync(HubId hub, CancellationToken cancel);

    /// <summary>Opens a hub with the themes of the mission.</summary>
    /// <returns>The new hub; Invalid for a bad slug or an empty name; Conflict when the slug is taken.</returns>
    Task<Result<HubId>> OpenAsync(Actor actor, NewHub hub, CancellationToken cancel);

    /// <summary>Adds a theme of the hub's own; the same key twice is no error.</summary>
    Task<Result> AddThemeAsync(Actor actor, HubId hub, string title, CancellationToken cancel);

    /// <summary>Adds a funder with its grants; the same name twice replaces statement and grants.</summary>
    Task<Result> AddFunderAsync(Actor actor, HubId hub, FunderCard funder, CancellationToken cancel);
}

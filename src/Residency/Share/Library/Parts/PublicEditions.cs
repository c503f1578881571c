using Microsoft.AspNetCore.Mvc;
using Residency.Foundation.Ids;
using Residency.Gather.Hubs;
using Residency.Make.Publishing;
using Residency.Share.Library.Model;

namespace Residency.Share.Library.Parts;

/// <summary>The address of an edition, as its page and its downloads share it.</summary>
/// <param name="Hub">The hub's slug.</param>
/// <param name="Code">The case study's public code.</param>
/// <param name="Number">The number of the edition; null for the latest.</param>
public sealed record EditionAddress([FromRoute] string Hub, [FromRoute] string Code, [FromRoute] int? Number);

/// <summary>An edition that the public may know of, with its neighbours.</summary>
public sealed record PublicEdition(HubCard Hub, EditionCard Edition, EditionContent Content, IReadOnlyList<EditionCard> All)
{
    /// <summary>The latest edition.</summary>
    public EditionCard Latest => All[^1];

    /// <summary>Whether a later edition supersedes this one.</summary>
    public bool IsSuperseded => Latest.Number > Edition.Number;

    /// <summary>The path of this edition, which never changes.</summary>
    public string Path => $"/{Hub.Slug}/library/{Edition.Code.Value}/v{Edition.Number}";

    /// <summary>The path of whatever is the latest edition.</summary>
    public string LatestPath => $"/{Hub.Slug}/library/{Edition.Code.Value}";

    /// <summary>What a reference list needs.</summary>
    public Citable AsCitable(HttpRequest request) =>
        new(
            Edition.Code.Value,
            Content.Title,
            Content.Subtitle,
            [.. Content.Authors.Select(author => PersonName.Of(author.Name))],
            DateOnly.FromDateTime(Edition.PublishedAt.UtcDateTime),
            Content.HubName,
            Content.Host,
            Edition.Number,
            Absolute(request, Path),
            null,
            Content.Language,
            Content.Licence,
            Content.Summary
        );

    /// <summary>The full address of a path of this site.</summary>
    public static string Absolute(HttpRequest request, string path) =>
        $"{request.Scheme}://{request.Host}{request.PathBase}{path}";
}

/// <summary>Finds editions by their public addresses.</summary>
public sealed class PublicEditions(IHubs hubs, IPublishing publishing)
{
    /// <summary>The edition at an address; null when there is none, or when it belongs to another hub.</summary>
    public async Task<PublicEdition?> FindAsync(EditionAddress address, CancellationToken cancel)
    {
        if (PublicCode.Parse(address.Code) is not { } code || await hubs.FindAsync(address.Hub, cancel) is not { } hub)
        {
            return null;
        }

        var all = (await publishing.EditionsAsync(code, cancel)).Where(edition => edition.Hub == hub.Id).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var number = address.Number ?? all[^1].Number;
        return await publishing.FindAsync(code, number, cancel) is { } found && found.Edition.Hub == hub.Id
            ? new PublicEdition(hub, found.Edition, found.Content, all)
            : null;
    }
}

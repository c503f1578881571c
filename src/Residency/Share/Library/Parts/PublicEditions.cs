using Microsoft.AspNetCore.Mvc;
using Residency.Foundation.Ids;
using Residency.Foundation.Ledger;
using Residency.Foundation.Text;
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

    /// <summary>How many words the text has.</summary>
    public int Words { get; } = DocumentText.CountWords(DocumentText.Of(Content.Text));

    /// <summary>About how many characters it holds in memory: words are short, and what is not text weighs as much again.</summary>
    internal long Weight => (12L * Words) + 10_000;

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
public sealed class PublicEditions(IHubs hubs, IPublishing publishing, PulseMemory memory)
{
    /// <summary>The edition at an address; null when there is none, or when it belongs to another hub.</summary>
    public async Task<PublicEdition?> FindAsync(EditionAddress address, CancellationToken cancel)
    {
        return PublicCode.Parse(address.Code) is { } code && await hubs.FindAsync(address.Hub, cancel) is { } hub
            ? await memory.ReadAsync(
                (hub.Id, code, address.Number),
                inner => ReadAsync(hub, code, address.Number, inner),
                found => found.Weight,
                cancel
            )
            : null;
    }

    private async Task<PublicEdition?> ReadAsync(HubCard hub, PublicCode code, int? wanted, CancellationToken cancel)
    {
        var all = (await publishing.EditionsAsync(code, cancel)).Where(edition => edition.Hub == hub.Id).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var number = wanted ?? all[^1].Number;
        return await publishing.FindAsync(code, number, cancel) is { } found && found.Edition.Hub == hub.Id
            ? new PublicEdition(hub, found.Edition, found.Content, all)
            : null;
    }
}

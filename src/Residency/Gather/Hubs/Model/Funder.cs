using System.Text.RegularExpressions;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Gather.Hubs.Model;

/// <summary>Who pays, and what they want to be said.</summary>
public sealed partial class Funder
{
    private Funder() { }

    public FunderId Id { get; private set; }
    public HubId Hub { get; private set; }
    public string Name { get; private set; } = "";
    public string? Ror { get; private set; }
    public string Statement { get; private set; } = "";
    public IReadOnlyList<string> Grants { get; private set; } = [];

    /// <summary>Adds a funder.</summary>
    /// <returns>Invalid when the name is empty or longer than 200 characters, or the ROR id is none.</returns>
    public static Result<Funder> Add(HubId hub, FunderCard card)
    {
        if (string.IsNullOrWhiteSpace(card.Name) || card.Name.Trim().Length > 200)
        {
            return new Refusal.Invalid("FunderName", "Enter the funder's name, up to 200 characters.");
        }

        var funder = new Funder
        {
            Id = TypedId.New<FunderId>(),
            Hub = hub,
            Name = card.Name.Trim(),
        };
        var described = funder.Describe(card);
        return described.IsDone ? funder : described.Refusal;
    }

    /// <summary>Replaces statement, ROR id and grants.</summary>
    /// <returns>Invalid when the ROR id is none.</returns>
    public Result Describe(FunderCard card)
    {
        var bare = (card.Ror ?? "").Trim().ToLowerInvariant();
        bare = bare[(bare.LastIndexOf('/') + 1)..];
        if (bare.Length > 0 && !RorPattern().IsMatch(bare))
        {
            return new Refusal.Invalid("Ror", "This is not a ROR id. It looks like https://ror.org/035dkdb55.");
        }

        (Ror, Statement) = (bare.Length == 0 ? null : $"https://ror.org/{bare}", card.Statement.Trim());
        Grants = [.. card.Grants.Select(grant => grant.Trim()).Where(grant => grant.Length > 0).Distinct(StringComparer.Ordinal)];
        return Result.Done;
    }

    // The form only: 0, six characters without i, l, o and u, two digits. Source: https://ror.readme.io/docs/identifier.
    [GeneratedRegex("^0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}$", RegexOptions.NonBacktracking)]
    private static partial Regex RorPattern();
}

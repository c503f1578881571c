using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Gather.People.Model;

/// <summary>Where a person works or worked, as they want it to be shown.</summary>
public sealed class Affiliation
{
    private Affiliation() { }

    public AffiliationId Id { get; private set; }
    public PersonId Person { get; private set; }

    /// <summary>The organisation's name.</summary>
    public string Organisation { get; private set; } = "";

    /// <summary>The position held; may be empty.</summary>
    public string Position { get; private set; } = "";

    /// <summary>First day; null when unknown.</summary>
    public DateOnly? From { get; private set; }

    /// <summary>The day after the last one; null while it lasts.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>Adds an affiliation.</summary>
    /// <returns>Invalid for an empty or long name, or when it would end before it began.</returns>
    public static Result<Affiliation> Add(PersonId person, NewAffiliation wish)
    {
        var (organisation, position) = (wish.Organisation.Trim(), wish.Position.Trim());
        if (organisation.Length is 0 or > 200 || organisation.Any(char.IsControl))
        {
            return new Refusal.Invalid("Organisation", "Enter the organisation's name, up to 200 characters.");
        }

        if (position.Length > 120 || position.Any(char.IsControl))
        {
            return new Refusal.Invalid("Position", "Enter the position in up to 120 characters.");
        }

        if (wish is { From: { } from, Until: { } until } && until <= from)
        {
            return new Refusal.Invalid("Until", "The end must be later than the beginning.");
        }

        return new Affiliation
        {
            Id = TypedId.New<AffiliationId>(),
            Person = person,
            Organisation = organisation,
            Position = position,
            From = wish.From,
            Until = wish.Until,
        };
    }

    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => (From is not { } from || from <= day) && (Until is not { } until || day < until);
}

/// <summary>What is needed to add an affiliation.</summary>
public sealed record NewAffiliation(string Organisation, string Position, DateOnly? From, DateOnly? Until);

/// <summary>An affiliation.</summary>
public readonly record struct AffiliationId(Guid Value) : ITypedId<AffiliationId>
{
    public static AffiliationId From(Guid value) => new(value);
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies.Model;

/// <summary>A word by which a case study is found. Proposed by the product with a reason, decided by a person.</summary>
public sealed class Tag
{
    private Tag() { }

    public TagId Id { get; private set; }
    public CaseStudyId CaseStudy { get; private set; }
    public Facet Facet { get; private set; }
    public string Value { get; private set; } = "";

    /// <summary>The value in lower case; unique with the facet in a case study.</summary>
    public string ValueKey { get; private set; } = "";
    public TagState State { get; private set; }
    public string Reason { get; private set; } = "";
    public PersonId? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Proposes a tag.</summary>
    /// <param name="reason">Why, in words that a person can check against the text.</param>
    /// <returns>Invalid when the value is empty or longer than 120 characters.</returns>
    public static Result<Tag> Propose(CaseStudyId caseStudy, Facet facet, string value, string reason)
    {
        var tidy = Description.OneLine(value);
        return tidy.Length is 0 or > 120
            ? new Refusal.Invalid("Value", "Enter a tag of up to 120 characters.")
            : new Tag
            {
                Id = TypedId.New<TagId>(),
                CaseStudy = caseStudy,
                Facet = facet,
                Value = tidy,
                ValueKey = tidy.ToLowerInvariant(),
                State = TagState.Proposed,
                Reason = Description.OneLine(reason),
            };
    }

    /// <summary>A person agrees.</summary>
    public void Accept(PersonId? by, DateTimeOffset now) => (State, DecidedBy, DecidedAt) = (TagState.Accepted, by, now);

    /// <summary>A person says no, and may say why.</summary>
    public void Decline(PersonId? by, string why, DateTimeOffset now)
    {
        (State, DecidedBy, DecidedAt) = (TagState.Declined, by, now);
        if (!string.IsNullOrWhiteSpace(why))
        {
            Reason = Description.OneLine(why);
        }
    }

    /// <summary>What others may know of it.</summary>
    public TagCard Card() => new(Facet, Value, State, Reason);
}

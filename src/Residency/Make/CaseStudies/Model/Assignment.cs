using Residency.Foundation.Actors;
using Residency.Foundation.Ids;

namespace Residency.Make.CaseStudies.Model;

/// <summary>A person's part in a case study, with its time.</summary>
public sealed class Assignment
{
    private Assignment() { }

    public AssignmentId Id { get; private set; }
    public PersonId Person { get; private set; }
    public Role Role { get; private set; }

    /// <summary>First instant, inclusive; null for "always".</summary>
    public DateTimeOffset? From { get; private set; }

    /// <summary>Last instant, exclusive; null for "without end".</summary>
    public DateTimeOffset? Until { get; private set; }
    public DateTimeOffset GivenAt { get; private set; }

    /// <summary>Whether the window is open.</summary>
    public bool IsOpenAt(DateTimeOffset now) => (From is null || From <= now) && (Until is null || now < Until);

    internal static Assignment Give(AssignmentCard card, DateTimeOffset now) =>
        new()
        {
            Id = TypedId.New<AssignmentId>(),
            Person = card.Person,
            Role = card.Role,
            From = card.From,
            Until = card.Until,
            GivenAt = now,
        };
}

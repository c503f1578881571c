using Residency.Foundation.Actors;
using Residency.Foundation.Ids;

namespace Residency.Make.CaseStudies.Model;

/// <summary>The turn to edit one section. Advice, not a lock: a save is decided by the hash of what it replaces.</summary>
public sealed class EditLease
{
    /// <summary>How long a turn lasts after the last sign of life. Two minutes.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private EditLease() { }

    public LeaseId Id { get; private set; }
    public CaseStudyId CaseStudy { get; private set; }

    /// <summary>The id of the section in the text.</summary>
    public string Section { get; private set; } = "";
    public PersonId Person { get; private set; }
    public DateTimeOffset Since { get; private set; }

    /// <summary>The turn is over at this instant; exclusive.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>Begins a turn.</summary>
    public static EditLease Take(CaseStudyId caseStudy, string section, PersonId person, DateTimeOffset now) =>
        new()
        {
            Id = TypedId.New<LeaseId>(),
            CaseStudy = caseStudy,
            Section = section,
            Person = person,
            Since = now,
            Until = now + Lifetime,
        };

    /// <summary>Whether somebody other than this person has the turn.</summary>
    public bool IsHeldAgainst(PersonId person, DateTimeOffset now) => Person != person && now < Until;

    /// <summary>Gives the turn to a person, or prolongs it when it is theirs and still running.</summary>
    public void Give(PersonId person, DateTimeOffset now)
    {
        if (Person != person || now >= Until)
        {
            (Person, Since) = (person, now);
        }

        Until = now + Lifetime;
    }

    /// <summary>Ends the person's turn; another's stays.</summary>
    public void Release(PersonId person, DateTimeOffset now)
    {
        if (Person == person)
        {
            Until = now;
        }
    }
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ids;

namespace Residency.Make.CaseStudies.Model;

/// <summary>What a person hears of the comments of one case study, and how far they have been told.</summary>
/// <remarks>People who are assigned are told without one; it is made when they first are, or when they want no mails.</remarks>
public sealed class Following
{
    private Following() { }

    public FollowingId Id { get; private set; }
    public CaseStudyId CaseStudy { get; private set; }
    public PersonId Person { get; private set; }

    /// <summary>Since when the person wants no mails about it; null when they want them.</summary>
    public DateTimeOffset? MutedAt { get; private set; }

    /// <summary>Comments up to this instant, inclusive, need not be told any more.</summary>
    public DateTimeOffset ToldUntil { get; private set; }

    /// <summary>When the last mail about several case studies went out; null when none did.</summary>
    public DateTimeOffset? DigestAt { get; private set; }

    /// <summary>Begins to follow.</summary>
    /// <param name="caseStudy">The case study.</param>
    /// <param name="person">Who.</param>
    /// <param name="since">What was said up to this instant is not told.</param>
    public static Following Begin(CaseStudyId caseStudy, PersonId person, DateTimeOffset since) =>
        new()
        {
            Id = TypedId.New<FollowingId>(),
            CaseStudy = caseStudy,
            Person = person,
            ToldUntil = since,
        };

    /// <summary>No more mails about the comments of this case study; a second time changes nothing.</summary>
    public void Mute(DateTimeOffset now) => MutedAt ??= now;

    /// <summary>Mails again, about what is said from now on.</summary>
    public void Unmute(DateTimeOffset now)
    {
        if (MutedAt is not null)
        {
            (MutedAt, ToldUntil) = (null, now);
        }
    }

    /// <summary>Records that a mail told of everything up to an instant.</summary>
    public void Tell(DateTimeOffset until, DateTimeOffset now) => (ToldUntil, DigestAt) = (until, now);
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Gather.People.Model;

/// <summary>An offer of one role in one hub to one address. What it offers never changes; a new offer is a new one.</summary>
public sealed class Invitation : IAccessSubject, IVersioned
{
    /// <summary>How long an invitation can be accepted: 14 days, exclusive.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>How many invitations one person may send within 24 hours.</summary>
    public const int MostADay = 100;

    /// <summary>How often one invitation may be mailed within one hour.</summary>
    public static readonly TimeSpan ResendPause = TimeSpan.FromMinutes(20);

    private Invitation() { }

    public InvitationId Id { get; private set; }
    public HubId Hub { get; private set; }
    public string Email { get; private set; } = "";
    public string EmailKey { get; private set; } = "";
    public Role Role { get; private set; }
    public CohortId? Cohort { get; private set; }
    public OrganisationId? Organisation { get; private set; }
    public string TokenHash { get; private set; } = "";
    public PersonId? InvitedBy { get; private set; }
    public DateTimeOffset InvitedAt { get; private set; }

    /// <summary>When the last mail went out.</summary>
    public DateTimeOffset SentAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? UsedAt { get; private set; }
    public PersonId? UsedBy { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>Offers a role.</summary>
    /// <returns>Invalid for a bad address, or when the role needs a cohort or an organisation that is not named.</returns>
    public static Result<Invitation> Offer(NewInvitation wish, LinkSecret secret, PersonId? by, DateTimeOffset now)
    {
        if (EmailAddress.Parse(wish.Email) is not { } address)
        {
            return EmailAddress.Unusable;
        }

        if (wish.Role is Role.Expert or Role.Approver && wish.Organisation is null)
        {
            return new Refusal.Invalid("Organisation", "Choose the organisation that this person represents.");
        }

        if (wish.Role is Role.Expert or Role.Approver && wish.Cohort is null)
        {
            return new Refusal.Invalid("Cohort", "Choose the cohort in which this person takes part.");
        }

        return new Invitation
        {
            Id = TypedId.New<InvitationId>(),
            Hub = wish.Hub,
            Email = address.Text,
            EmailKey = address.Key,
            Role = wish.Role,
            Cohort = wish.Cohort,
            Organisation = wish.Organisation,
            TokenHash = secret.Hash,
            InvitedBy = by,
            InvitedAt = now,
            SentAt = now,
            ExpiresAt = now + Lifetime,
        };
    }

    /// <summary>Whether it can be accepted.</summary>
    public bool IsLive(DateTimeOffset now) => UsedAt is null && RevokedAt is null && now < ExpiresAt;

    /// <summary>Takes it back; a second time changes nothing.</summary>
    /// <returns>Conflict when it was accepted meanwhile.</returns>
    public Result Revoke(DateTimeOffset now)
    {
        if (UsedAt is not null)
        {
            return new Refusal.Conflict("This invitation has been accepted. Take the role away on the member's page instead.");
        }

        RevokedAt ??= now;
        return Result.Done;
    }

    /// <summary>Replaces the link, so that the mail can go out again; the old link dies.</summary>
    /// <returns>Conflict when it was accepted or taken back; Later when the last mail is younger than 20 minutes.</returns>
    public Result Resend(LinkSecret secret, DateTimeOffset now)
    {
        if (UsedAt is not null || RevokedAt is not null)
        {
            return new Refusal.Conflict("This invitation is no longer open. Write a new one.");
        }

        if (now - SentAt < ResendPause)
        {
            return new Refusal.Later(
                "The last mail went out a moment ago. Wait 20 minutes before you send it again.",
                SentAt + ResendPause - now
            );
        }

        (TokenHash, SentAt, ExpiresAt) = (secret.Hash, now, now + Lifetime);
        return Result.Done;
    }

    /// <summary>What the addressee gets by accepting.</summary>
    public NewMembership AsMembership(PersonId person) => new(person, Hub, Role) { Cohort = Cohort, Organisation = Organisation };
}

/// <summary>What is needed to invite somebody.</summary>
/// <param name="Hub">Where to.</param>
/// <param name="Email">The only address that may accept.</param>
/// <param name="Role">What is offered.</param>
public sealed record NewInvitation(HubId Hub, string Email, Role Role)
{
    /// <summary>The cohort to which the role is limited; null for the hub as a whole.</summary>
    public CohortId? Cohort { get; init; }

    /// <summary>The organisation that the person will represent; null when none.</summary>
    public OrganisationId? Organisation { get; init; }
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies.Model;

/// <summary>Whom to invite to read one case study.</summary>
/// <param name="Name">What they are called beside their suggestions and comments; 1–120 characters.</param>
/// <param name="Email">Where the link goes.</param>
/// <param name="Days">For how many days it opens the text, 1–90.</param>
public sealed record ReaderWish(string Name, string Email, int Days);

/// <summary>A link by which somebody without an account reads one case study, suggests changes and comments.</summary>
/// <remarks>What it opens, for whom and until when never changes; another wish is another link.</remarks>
public sealed class ReaderLink : IVersioned
{
    /// <summary>Days for which a link works unless said otherwise.</summary>
    public const int UsualDays = 30;

    /// <summary>The most days for which a link works.</summary>
    public const int MostDays = 90;

    /// <summary>Links that one person may send within 24 hours.</summary>
    public const int MostADay = 100;

    /// <summary>Links of one case study that work at the same time.</summary>
    public const int MostLive = 200;

    /// <summary>How long the address is kept after the link has ended: 30 days.</summary>
    public static readonly TimeSpan AddressKept = TimeSpan.FromDays(30);

    private ReaderLink() { }

    public PrivateLinkId Id { get; private set; }
    public CaseStudyId CaseStudy { get; private set; }
    public HubId Hub { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>Empty once the link has ended long ago.</summary>
    public string Email { get; private set; } = "";

    /// <summary>SHA-256 of the secret, 64 lower-case hexadecimal digits.</summary>
    public string TokenHash { get; private set; } = "";
    public PersonId? InvitedBy { get; private set; }
    public DateTimeOffset InvitedAt { get; private set; }

    /// <summary>When it opens nothing any more; exclusive.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public PersonId? RevokedBy { get; private set; }

    /// <summary>When the text was first and last opened by it; null when never.</summary>
    public DateTimeOffset? FirstOpenedAt { get; private set; }
    public DateTimeOffset? LastOpenedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>Invites somebody.</summary>
    /// <returns>Invalid for a bad name, address or time.</returns>
    public static Result<ReaderLink> Invite(
        CaseStudy caseStudy,
        ReaderWish wish,
        LinkSecret secret,
        PersonId? by,
        DateTimeOffset now
    )
    {
        if (EmailAddress.Parse(wish.Email) is not { } address)
        {
            return EmailAddress.Unusable;
        }

        var name = Description.OneLine(wish.Name);
        if (name.Length is 0 or > 120)
        {
            return new Refusal.Invalid("Name", "Enter a name of up to 120 characters.");
        }

        if (wish.Days is < 1 or > MostDays)
        {
            return new Refusal.Invalid("Days", "Choose 1 to 90 days.");
        }

        return new ReaderLink
        {
            Id = TypedId.New<PrivateLinkId>(),
            CaseStudy = caseStudy.Id,
            Hub = caseStudy.Hub,
            Name = name,
            Email = address.Text,
            TokenHash = secret.Hash,
            InvitedBy = by,
            InvitedAt = now,
            ExpiresAt = now.AddDays(wish.Days),
        };
    }

    /// <summary>Whether it still opens the text.</summary>
    public bool IsLive(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    /// <summary>Takes it back at once.</summary>
    /// <returns>Conflict when it has ended before.</returns>
    public Result Revoke(PersonId? by, DateTimeOffset now)
    {
        if (!IsLive(now))
        {
            return new Refusal.Conflict("This link has ended already. Reload the page.");
        }

        (RevokedAt, RevokedBy) = (now, by);
        return Result.Done;
    }

    /// <summary>What its holder is to the rest of the house.</summary>
    public PrivateLink AsLink() => new(Id, PrivateLinkKind.SuggestAndComment, Hub, CaseStudy.Value, Name, ExpiresAt);
}

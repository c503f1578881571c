using Residency.Foundation.Actors;
using Residency.Foundation.Ids;

namespace Residency.Gather.People.Model;

/// <summary>One browser in which a person is signed in.</summary>
public sealed class AccountSession
{
    /// <summary>A session ends when nothing was asked for this long: two hours, exclusive.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(2);

    /// <summary>A session ends this long after the sign-in whatever happens: twelve hours, exclusive.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromHours(12);

    /// <summary>How long a remembered browser stays signed in: 30 days, exclusive.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>How exactly the last visit is recorded, so that reading pages seldom writes: one minute.</summary>
    public static readonly TimeSpan SeenPrecision = TimeSpan.FromMinutes(1);

    /// <summary>Roles whose holders are never remembered: they can change what others rely on.</summary>
    public static readonly IReadOnlyList<Role> NeverRemembered = [Role.Approver, Role.ProgrammeManager, Role.HubOwner];

    private AccountSession() { }

    /// <summary>Whether somebody with these roles may stay signed in on a device.</summary>
    public static bool MayBeRemembered(Actor actor) =>
        !actor.IsOperator && !actor.Standings.Any(standing => NeverRemembered.Contains(standing.Role));

    public AccountSessionId Id { get; private set; }
    public PersonId Person { get; private set; }

    /// <summary>SHA-256 of what stands in the cookie.</summary>
    public string SecretHash { get; private set; } = "";

    /// <summary>When the person signed in; a renewed session keeps it.</summary>
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>When the person last proved who they are; null when the sign-in was no such proof.</summary>
    public DateTimeOffset? ProvedAt { get; private set; }

    /// <summary>Browser and system in words, such as "Firefox on Linux"; may be empty.</summary>
    public string Device { get; private set; } = "";
    public bool IsRemembered { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Begins a session.</summary>
    /// <param name="person">Who signed in.</param>
    /// <param name="secret">What the cookie will carry.</param>
    /// <param name="wish">The browser and whether to remember it.</param>
    /// <param name="isProof">Whether this sign-in counts as a fresh proof of identity.</param>
    /// <param name="now">The present instant.</param>
    public static AccountSession Begin(PersonId person, LinkSecret secret, SessionWish wish, bool isProof, DateTimeOffset now) =>
        new()
        {
            Id = TypedId.New<AccountSessionId>(),
            Person = person,
            SecretHash = secret.Hash,
            CreatedAt = now,
            LastSeenAt = now,
            ProvedAt = isProof ? now : null,
            Device = wish.Device.Length > 80 ? wish.Device[..80] : wish.Device,
            IsRemembered = wish.Remember,
        };

    /// <summary>The same visit under a new id and secret, after its rights changed.</summary>
    public AccountSession Renew(LinkSecret secret, DateTimeOffset provedAt) =>
        new()
        {
            Id = TypedId.New<AccountSessionId>(),
            Person = Person,
            SecretHash = secret.Hash,
            CreatedAt = CreatedAt,
            LastSeenAt = provedAt,
            ProvedAt = provedAt,
            Device = Device,
            IsRemembered = IsRemembered,
        };

    /// <summary>When the session ends if nothing more happens.</summary>
    /// <param name="mayBeRemembered">False when the person holds a role of <see cref="NeverRemembered"/> or operates the installation.</param>
    public DateTimeOffset EndsAt(bool mayBeRemembered)
    {
        var (idle, latest) = (LastSeenAt + Idle, LatestEnd(mayBeRemembered));
        return (IsRemembered && mayBeRemembered) || latest < idle ? latest : idle;
    }

    /// <summary>When the session ends whatever happens.</summary>
    /// <param name="mayBeRemembered">As for <see cref="EndsAt"/>.</param>
    public DateTimeOffset LatestEnd(bool mayBeRemembered) => CreatedAt + (IsRemembered && mayBeRemembered ? Remembered : Whole);

    /// <summary>Whether the session still stands for the person.</summary>
    public bool IsLive(bool mayBeRemembered, DateTimeOffset now) => RevokedAt is null && now < EndsAt(mayBeRemembered);

    /// <summary>Whether the recorded last visit is old enough to be written again.</summary>
    public bool IsSeenStale(DateTimeOffset now) => now - LastSeenAt >= SeenPrecision;
}

/// <summary>What is asked for at a sign-in.</summary>
/// <param name="Device">Browser and system in words; may be empty.</param>
/// <param name="Remember">Whether to stay signed in on this device.</param>
public sealed record SessionWish(string Device, bool Remember);

/// <summary>A session.</summary>
public readonly record struct AccountSessionId(Guid Value) : ITypedId<AccountSessionId>
{
    public static AccountSessionId From(Guid value) => new(value);
}

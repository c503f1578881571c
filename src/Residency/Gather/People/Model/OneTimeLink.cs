using System.Globalization;
using System.Security.Cryptography;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;

namespace Residency.Gather.People.Model;

/// <summary>What a one-time link is for.</summary>
public enum LinkPurpose
{
    /// <summary>Signing in by mail or by a link that the operator printed.</summary>
    SignIn,

    /// <summary>Confirming within a session who is acting.</summary>
    Confirm,

    /// <summary>Setting up an installation that has no operator yet.</summary>
    SetUp,
}

/// <summary>A mailed code with its link, or one of the two; works once, for a short time.</summary>
/// <remarks>
/// Also recorded for addresses that nobody has, so that the limits, the answer and the work are the same for all. What
/// is spent is decided by one conditional UPDATE in <c>OneTimeLinkQueries</c>, never by reading first.
/// </remarks>
public sealed class OneTimeLink
{
    /// <summary>Wrong or right, the sixth try of a code is refused.</summary>
    public const int MostTries = 5;

    /// <summary>Mails to one address within <see cref="MailWindow"/>.</summary>
    public const int MostMails = 3;

    /// <summary>Digits of a code: 10^8 possibilities against five tries.</summary>
    public const int CodeDigits = 8;

    /// <summary>How long a mailed code works: 15 minutes, exclusive.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>How long a set-up link works: 24 hours, exclusive.</summary>
    public static readonly TimeSpan SetUpLifetime = TimeSpan.FromHours(24);

    /// <summary>The time over which mails to one address are counted.</summary>
    public static readonly TimeSpan MailWindow = TimeSpan.FromHours(1);

    /// <summary>The time over which wrong tries of one address are counted.</summary>
    public static readonly TimeSpan TryWindow = TimeSpan.FromMinutes(15);

    private OneTimeLink() { }

    public OneTimeLinkId Id { get; private set; }
    public LinkPurpose Purpose { get; private set; }

    /// <summary>Whom it signs in; null when nobody has the address, and for a set-up.</summary>
    public PersonId? Person { get; private set; }

    /// <summary>SHA-256 of the address in lower case; empty for a set-up.</summary>
    public string AddressHash { get; private set; } = "";
    public string TokenHash { get; private set; } = "";

    /// <summary>SHA-256 over id and code; empty when there is a link only.</summary>
    public string CodeHash { get; private set; } = "";

    /// <summary>True when using it also proves identity to the degree that a passkey does: the operator vouches.</summary>
    public bool IsVouched { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>How often a code was tried, 0–5.</summary>
    public int Tries { get; private set; }
    public DateTimeOffset? LastTryAt { get; private set; }
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Prepares a code and a link for an address, whether or not somebody has it.</summary>
    public static Drawn Mail(LinkPurpose purpose, string address, PersonId? person, DateTimeOffset now)
    {
        var code = RandomNumberGenerator
            .GetInt32((int)Math.Pow(10, CodeDigits))
            .ToString(new string('0', CodeDigits), CultureInfo.InvariantCulture);
        var drawn = Draw(purpose, person, now, Lifetime);
        drawn.Link.AddressHash = AddressHashOf(address);
        drawn.Link.CodeHash = CodeHashOf(drawn.Link.Id, code);
        return drawn with { Code = code };
    }

    /// <summary>Prepares a link that the operator hands over in person.</summary>
    public static Drawn Vouch(PersonId person, DateTimeOffset now)
    {
        var drawn = Draw(LinkPurpose.SignIn, person, now, Lifetime);
        drawn.Link.IsVouched = true;
        return drawn;
    }

    /// <summary>Prepares the link by which the first operator sets the installation up.</summary>
    public static Drawn SetUp(DateTimeOffset now) => Draw(LinkPurpose.SetUp, null, now, SetUpLifetime);

    /// <summary>What is stored of an address, so that addresses of strangers are not kept.</summary>
    public static string AddressHashOf(string address) => LinkSecret.HashOf(address.Trim().ToLowerInvariant());

    /// <summary>What is stored of a code. Spaces and hyphens, as people copy them, do not matter.</summary>
    public static string CodeHashOf(OneTimeLinkId link, string code) =>
        LinkSecret.HashOf($"{link.Value:N}:{new string([.. code.Where(char.IsAsciiDigit)])}");

    private static Drawn Draw(LinkPurpose purpose, PersonId? person, DateTimeOffset now, TimeSpan lifetime)
    {
        var secret = LinkSecret.New();
        return new Drawn(
            new OneTimeLink
            {
                Id = TypedId.New<OneTimeLinkId>(),
                Purpose = purpose,
                Person = person,
                TokenHash = secret.Hash,
                CreatedAt = now,
                ExpiresAt = now + lifetime,
            },
            secret,
            ""
        );
    }

    /// <summary>A link with the secrets that only its addressee may see.</summary>
    /// <param name="Link">What is stored.</param>
    /// <param name="Secret">What stands in the address of the link.</param>
    /// <param name="Code">The digits to type; empty when there is a link only.</param>
    public sealed record Drawn(OneTimeLink Link, LinkSecret Secret, string Code);
}

/// <summary>A one-time link.</summary>
public readonly record struct OneTimeLinkId(Guid Value) : ITypedId<OneTimeLinkId>
{
    public static OneTimeLinkId From(Guid value) => new(value);
}

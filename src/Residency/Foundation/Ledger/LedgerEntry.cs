using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Residency.Foundation.Actors;

namespace Residency.Foundation.Ledger;

/// <summary>One link of a hub's chain. Never changed, never deleted.</summary>
public sealed class LedgerEntry
{
    private LedgerEntry() { }

    public HubId Hub { get; private set; }

    /// <summary>From 1, without gaps, per hub.</summary>
    public long Sequence { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>Who acted; null for the operator, the product itself and visitors.</summary>
    public PersonId? Actor { get; private set; }

    /// <summary>How the actor acted: <c>person</c>, <c>operator</c>, <c>product</c>, <c>link</c> (a private one) or <c>visitor</c>.</summary>
    public string ActorKind { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Subject { get; private set; } = "";

    /// <summary>The fact as JSON.</summary>
    public string Payload { get; private set; } = "";

    /// <summary>SHA-256 over the hash before and all else of this entry; 64 lower-case hexadecimal digits.</summary>
    public string Hash { get; private set; } = "";

    internal static LedgerEntry Write(Actor actor, Fact fact, string payload, DateTimeOffset at) =>
        new()
        {
            Hub = fact.Hub,
            // Milliseconds, so that both databases give back what was hashed.
            At = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()),
            Actor = actor.Person,
            ActorKind =
                actor.Person is not null ? "person"
                : actor.IsOperator ? "operator"
                : actor.IsSystem ? "product"
                : actor.Link is not null ? "link"
                : "visitor",
            Name = Fact.NameOf(fact.GetType()),
            Subject = fact.Subject,
            Payload = payload,
        };

    internal void Chain(long sequence, string previous)
    {
        Sequence = sequence;
        Hash = HashAfter(previous);
    }

    /// <summary>The hash that this entry must have after the given one.</summary>
    public string HashAfter(string previous)
    {
        // Lengths in front of the parts, so that no two entries can be written alike.
        var whole = new StringBuilder(previous);
        foreach (
            var part in (string[])
                [
                    Hub.Value.ToString("D"),
                    Sequence.ToString(CultureInfo.InvariantCulture),
                    At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
                    Actor?.Value.ToString("D") ?? "",
                    ActorKind,
                    Name,
                    Subject,
                    Payload,
                ]
        )
        {
            whole.Append('\n').Append(part.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(part);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole.ToString())));
    }
}

/// <summary>Where a hub's chain ends. Locked while a link is added, so that two nodes cannot fork it.</summary>
public sealed class LedgerHead
{
    private LedgerHead() { }

    public HubId Hub { get; private set; }
    public long Sequence { get; private set; }
    public string Hash { get; private set; } = "";

    internal static LedgerHead Begin(HubId hub) => new() { Hub = hub };

    internal void Move(long sequence, string hash) => (Sequence, Hash) = (sequence, hash);
}

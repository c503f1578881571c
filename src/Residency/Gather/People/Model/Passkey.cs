using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Gather.People.Model;

/// <summary>A passkey that a person registered (WebAuthn level 3, https://www.w3.org/TR/webauthn-3/).</summary>
public sealed class Passkey : IVersioned
{
    /// <summary>How many passkeys one person may have.</summary>
    public const int MostPerPerson = 20;

    private Passkey() { }

    public PasskeyId Id { get; private set; }
    public PersonId Person { get; private set; }

    /// <summary>The name by which the person knows it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The authenticator's own id in hexadecimal digits; unique.</summary>
    public string CredentialKey { get; private set; } = "";

    /// <summary>COSE key.</summary>
    public byte[] PublicKey { get; private set; } = [];
    public long SignCount { get; private set; }

    /// <summary>How the authenticator is reached, separated by spaces; may be empty.</summary>
    public string Transports { get; private set; } = "";
    public bool IsUserVerified { get; private set; }
    public bool IsBackupEligible { get; private set; }
    public bool IsBackedUp { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>The key under which a credential id is stored.</summary>
    public static string KeyOf(byte[] credentialId) => Convert.ToHexStringLower(credentialId);

    /// <summary>Registers a passkey that was checked.</summary>
    public static Passkey Register(PersonId person, PasskeyProof proof, DateTimeOffset now)
    {
        var passkey = new Passkey
        {
            Id = TypedId.New<PasskeyId>(),
            Person = person,
            CredentialKey = KeyOf(proof.CredentialId),
            PublicKey = proof.PublicKey,
            Transports = string.Join(' ', proof.Transports),
            IsBackupEligible = proof.IsBackupEligible,
            Name = "Passkey",
            CreatedAt = now,
        };
        passkey.Observe(proof);
        return passkey;
    }

    /// <summary>Names it.</summary>
    /// <returns>Invalid for an empty name or more than 60 characters.</returns>
    public Result Rename(string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > 60 || trimmed.Any(char.IsControl))
        {
            return new Refusal.Invalid("Name", "Enter a name for this passkey, up to 60 characters.");
        }

        Name = trimmed;
        return Result.Done;
    }

    /// <summary>Records a use.</summary>
    public void Use(PasskeyProof proof, DateTimeOffset now)
    {
        Observe(proof);
        LastUsedAt = now;
    }

    private void Observe(PasskeyProof proof) =>
        (SignCount, IsUserVerified, IsBackedUp) = (proof.SignCount, proof.IsUserVerified, proof.IsBackedUp);
}

/// <summary>What a checked answer of an authenticator says.</summary>
/// <param name="CredentialId">The authenticator's id of the key.</param>
/// <param name="PublicKey">COSE key.</param>
public sealed record PasskeyProof(byte[] CredentialId, byte[] PublicKey)
{
    public long SignCount { get; init; }
    public IReadOnlyList<string> Transports { get; init; } = [];
    public bool IsUserVerified { get; init; }
    public bool IsBackupEligible { get; init; }
    public bool IsBackedUp { get; init; }
}

/// <summary>A passkey.</summary>
public readonly record struct PasskeyId(Guid Value) : ITypedId<PasskeyId>
{
    public static PasskeyId From(Guid value) => new(value);
}

using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Parts;

/// <summary>What a page needs to ask the browser for a passkey.</summary>
/// <param name="Options">The options of the WebAuthn call as JSON.</param>
/// <param name="State">What comes back with the answer; sealed by us.</param>
public sealed record PasskeyQuestion(string Options, string State);

/// <summary>Asks browsers for passkeys and checks their answers. The checks themselves are the framework's.</summary>
public sealed class PasskeyCeremony(
    IPasskeyHandler<Person> passkeys,
    IDataProtectionProvider protection,
    AppDb db,
    TimeProvider clock
)
{
    // As long as somebody may sit before a page with the browser's own dialogue open.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _seal = protection.CreateProtector("Residency.People.Passkey.v1");

    /// <summary>Prepares the registration of a new passkey.</summary>
    public async Task<PasskeyQuestion> AskForNewAsync(Person person, HttpContext context)
    {
        var made = await passkeys.MakeCreationOptionsAsync(
            new PasskeyUserEntity
            {
                Id = person.Id.Value.ToString(),
                Name = person.Email,
                DisplayName = person.Name,
            },
            context
        );
        return new PasskeyQuestion(made.CreationOptionsJson, Seal("new", made.AttestationState));
    }

    /// <summary>Prepares a proof by a passkey that was registered before.</summary>
    /// <param name="person">Whose; null when anybody may sign in.</param>
    /// <param name="context">The request.</param>
    public async Task<PasskeyQuestion> AskForProofAsync(Person? person, HttpContext context)
    {
        var made = await passkeys.MakeRequestOptionsAsync(person!, context); // the framework takes none for "anybody"
        return new PasskeyQuestion(made.RequestOptionsJson, Seal("proof", made.AssertionState));
    }

    /// <summary>Checks a new passkey.</summary>
    /// <returns>What it proves; null when it is not a fresh answer for this person and this site.</returns>
    public async Task<PasskeyProof?> CheckNewAsync(PersonId person, string? credential, string? state, HttpContext context)
    {
        if (string.IsNullOrEmpty(credential) || Open("new", state) is not { } opened)
        {
            return null;
        }

        var result = await passkeys.PerformAttestationAsync(
            new PasskeyAttestationContext
            {
                CredentialJson = credential,
                AttestationState = opened,
                HttpContext = context,
            }
        );
        return result.Succeeded && TypedId.Parse<PersonId>(result.UserEntity.Id) == person ? Proof(result.Passkey) : null;
    }

    /// <summary>Checks a proof by a registered passkey.</summary>
    /// <returns>Who proved it and how; null when it is not a fresh answer for this site by a known passkey.</returns>
    public async Task<(PersonId Person, PasskeyProof Proof)?> CheckProofAsync(
        string? credential,
        string? state,
        HttpContext context
    )
    {
        if (string.IsNullOrEmpty(credential) || Open("proof", state) is not { } opened)
        {
            return null;
        }

        var result = await passkeys.PerformAssertionAsync(
            new PasskeyAssertionContext
            {
                CredentialJson = credential,
                AssertionState = opened,
                HttpContext = context,
            }
        );
        return result.Succeeded ? (result.User.Id, Proof(result.Passkey)) : null;
    }

    /// <summary>Records that a registered passkey was used.</summary>
    public async Task RecordUseAsync(PasskeyProof proof, CancellationToken cancel)
    {
        var key = Passkey.KeyOf(proof.CredentialId);
        var passkey = await db.Set<Passkey>().SingleAsync(p => p.CredentialKey == key, cancel);
        passkey.Use(proof, clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
    }

    private static PasskeyProof Proof(UserPasskeyInfo passkey) =>
        new(passkey.CredentialId, passkey.PublicKey)
        {
            SignCount = passkey.SignCount,
            Transports = passkey.Transports ?? [],
            IsUserVerified = passkey.IsUserVerified,
            IsBackupEligible = passkey.IsBackupEligible,
            IsBackedUp = passkey.IsBackedUp,
        };

    private string Seal(string purpose, string? state) =>
        _seal.Protect($"{(clock.GetUtcNow() + Lifetime).ToUnixTimeMilliseconds()}|{purpose}|{state}");

    private string? Open(string purpose, string? sealedState)
    {
        if (string.IsNullOrEmpty(sealedState))
        {
            return null;
        }

        try
        {
            var parts = _seal.Unprotect(sealedState).Split('|', 3);
            var end = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
            return parts[1] == purpose && clock.GetUtcNow() < end ? parts[2] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

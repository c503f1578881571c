using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Storage;

/// <summary>Shows our persons and passkeys to the framework's checks of WebAuthn answers.</summary>
/// <remarks>
/// Read-only on purpose: accounts are changed by our handlers alone, so every way to write that the framework offers is
/// refused here.
/// </remarks>
internal sealed class PasskeyStore(AppDb db) : IUserPasskeyStore<Person>
{
    public Task<string> GetUserIdAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.Value.ToString());

    public Task<string?> GetUserNameAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Email);

    public Task<string?> GetNormalizedUserNameAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.EmailKey);

    public Task<Person?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        TypedId.Parse<PersonId>(userId) is { } id
            ? db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.SuspendedAt == null, cancellationToken)
            : Task.FromResult<Person?>(null);

    public Task<Person?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        db.PersonAtAsync(normalizedUserName, cancellationToken);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Person user, CancellationToken cancellationToken) =>
        [
            .. (await db.Set<Passkey>().AsNoTracking().Where(p => p.Person == user.Id).ToListAsync(cancellationToken)).Select(
                Shown
            ),
        ];

    public async Task<Person?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var key = Passkey.KeyOf(credentialId);
        return await (
            from passkey in db.Set<Passkey>()
            join person in db.Set<Person>() on passkey.Person equals person.Id
            where passkey.CredentialKey == key && person.SuspendedAt == null
            select person
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var key = Passkey.KeyOf(credentialId);
        var found = await db.Set<Passkey>()
            .AsNoTracking()
            .SingleOrDefaultAsync(p => p.Person == user.Id && p.CredentialKey == key, cancellationToken);
        return found is null ? null : Shown(found);
    }

    public Task AddOrUpdatePasskeyAsync(Person user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        throw Refused();

    public Task RemovePasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) => throw Refused();

    public Task SetUserNameAsync(Person user, string? userName, CancellationToken cancellationToken) => throw Refused();

    public Task SetNormalizedUserNameAsync(Person user, string? normalizedName, CancellationToken cancellationToken) =>
        throw Refused();

    public Task<IdentityResult> CreateAsync(Person user, CancellationToken cancellationToken) => throw Refused();

    public Task<IdentityResult> UpdateAsync(Person user, CancellationToken cancellationToken) => throw Refused();

    public Task<IdentityResult> DeleteAsync(Person user, CancellationToken cancellationToken) => throw Refused();

    public void Dispose() { }

    // The attestation is checked once at registration and not kept: nobody here decides by the maker of a device.
    private static UserPasskeyInfo Shown(Passkey passkey) =>
        new(
            Convert.FromHexString(passkey.CredentialKey),
            passkey.PublicKey,
            passkey.CreatedAt,
            (uint)passkey.SignCount,
            passkey.Transports.Length == 0 ? null : passkey.Transports.Split(' '),
            passkey.IsUserVerified,
            passkey.IsBackupEligible,
            passkey.IsBackedUp,
            [],
            []
        )
        {
            Name = passkey.Name,
        };

    private static InvalidOperationException Refused() => new("Accounts are changed by the handlers of this room only.");
}

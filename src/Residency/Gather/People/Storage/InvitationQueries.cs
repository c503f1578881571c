using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Storage;

/// <summary>Finds and spends invitations. What is spent is decided by the database in one statement.</summary>
public static class InvitationQueries
{
    /// <summary>The invitations of a hub that can be accepted.</summary>
    public static IQueryable<Invitation> LiveIn(this IQueryable<Invitation> invitations, HubId hub, DateTimeOffset now) =>
        invitations.Where(i => i.Hub == hub && i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > now);

    /// <summary>The invitation behind a secret, if it can be accepted; looks only.</summary>
    public static Task<Invitation?> FindInvitationAsync(
        this AppDb db,
        LinkSecret secret,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var hash = secret.Hash;
        return db.Set<Invitation>()
            .AsNoTracking()
            .SingleOrDefaultAsync(
                i => i.TokenHash == hash && i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > now,
                cancel
            );
    }

    /// <summary>Spends an invitation. Call inside a transaction.</summary>
    /// <returns>True for exactly one caller.</returns>
    public static async Task<bool> SpendAsync(
        this AppDb db,
        Invitation invitation,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        await db.Set<Invitation>()
            .Where(i =>
                i.Id == invitation.Id
                && i.TokenHash == invitation.TokenHash
                && i.UsedAt == null
                && i.RevokedAt == null
                && i.ExpiresAt > now
            )
            .ExecuteUpdateAsync(
                set => set.SetProperty(i => i.UsedAt, now).SetProperty(i => i.Version, i => i.Version + 1),
                cancel
            ) == 1;

    /// <summary>Records who accepted, once the account is there.</summary>
    public static Task RecordUseAsync(this AppDb db, Invitation invitation, PersonId by, CancellationToken cancel) =>
        db.Set<Invitation>()
            .Where(i => i.Id == invitation.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.UsedBy, by), cancel);
}

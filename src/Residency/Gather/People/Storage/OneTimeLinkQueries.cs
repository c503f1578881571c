using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Storage;

/// <summary>Finds and spends one-time links. What is spent is decided by the database in one statement.</summary>
public static class OneTimeLinkQueries
{
    /// <summary>Mails prepared for an address within the window; strangers' addresses count too.</summary>
    public static Task<List<DateTimeOffset>> MailsToAsync(
        this AppDb db,
        string addressHash,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var since = now - OneTimeLink.MailWindow;
        return db.Set<OneTimeLink>()
            .AsNoTracking()
            .Where(l => l.AddressHash == addressHash && l.CreatedAt > since)
            .OrderBy(l => l.CreatedAt)
            .Select(l => l.CreatedAt)
            .ToListAsync(cancel);
    }

    /// <summary>Wrong tries for an address within the window.</summary>
    public static Task<int> WrongTriesAsync(this AppDb db, string addressHash, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - OneTimeLink.TryWindow;
        return db.Set<OneTimeLink>()
            .Where(l => l.AddressHash == addressHash && l.LastTryAt > since && l.UsedAt == null)
            .SumAsync(l => l.Tries, cancel);
    }

    /// <summary>The link behind a secret, if it still works; looks only.</summary>
    public static Task<OneTimeLink?> FindLinkAsync(
        this AppDb db,
        LinkPurpose purpose,
        LinkSecret secret,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var hash = secret.Hash;
        return db.Set<OneTimeLink>()
            .AsNoTracking()
            .SingleOrDefaultAsync(
                l => l.TokenHash == hash && l.Purpose == purpose && l.UsedAt == null && l.ExpiresAt > now,
                cancel
            );
    }

    /// <summary>Spends the link behind a secret. Call inside a transaction.</summary>
    /// <returns>The link; null when it was spent before, has expired or never was.</returns>
    public static async Task<OneTimeLink?> SpendLinkAsync(
        this AppDb db,
        LinkPurpose purpose,
        LinkSecret secret,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var hash = secret.Hash;
        var spent = await db.Set<OneTimeLink>()
            .Where(l => l.TokenHash == hash && l.Purpose == purpose && l.UsedAt == null && l.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), cancel);
        return spent == 1 ? await db.Set<OneTimeLink>().AsNoTracking().SingleAsync(l => l.TokenHash == hash, cancel) : null;
    }

    /// <summary>Spends a code, or counts a wrong try. Call inside a transaction that is kept either way.</summary>
    /// <returns>The link; null when the code is wrong, was spent, has expired or has been tried too often.</returns>
    public static async Task<OneTimeLink?> SpendCodeAsync(
        this AppDb db,
        OneTimeLinkId link,
        string code,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        // The try is taken before the code is compared, so that tries in parallel cannot exceed the limit.
        var taken = await db.Set<OneTimeLink>()
            .Where(l => l.Id == link && l.UsedAt == null && l.ExpiresAt > now && l.Tries < OneTimeLink.MostTries)
            .ExecuteUpdateAsync(
                set => set.SetProperty(l => l.Tries, l => l.Tries + 1).SetProperty(l => l.LastTryAt, now),
                cancel
            );
        if (taken == 0)
        {
            return null;
        }

        var hash = OneTimeLink.CodeHashOf(link, code);
        var spent = await db.Set<OneTimeLink>()
            .Where(l => l.Id == link && l.UsedAt == null && l.CodeHash == hash && l.Person != null)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), cancel);
        return spent == 1 ? await db.Set<OneTimeLink>().AsNoTracking().SingleAsync(l => l.Id == link, cancel) : null;
    }

    /// <summary>Lets a spent link work again, in the transaction in which it was spent for nothing.</summary>
    public static Task GiveLinkBackAsync(this AppDb db, OneTimeLinkId link, CancellationToken cancel) =>
        db.Set<OneTimeLink>()
            .Where(l => l.Id == link)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, (DateTimeOffset?)null), cancel);

    /// <summary>Forgets links that ended more than a day ago.</summary>
    public static Task ForgetOldLinksAsync(this AppDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var before = now - TimeSpan.FromDays(1);
        return db.Set<OneTimeLink>().Where(l => l.ExpiresAt < before).ExecuteDeleteAsync(cancel);
    }
}

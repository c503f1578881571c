using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Storage;

/// <summary>Whoever is behind a cookie, as of now.</summary>
/// <param name="Session">The session.</param>
/// <param name="Person">The person; never suspended.</param>
/// <param name="Actor">The person with all live roles.</param>
/// <param name="EndsAt">When the session ends if nothing more happens.</param>
public sealed record SignedIn(AccountSession Session, Person Person, Actor Actor, DateTimeOffset EndsAt);

/// <summary>Begins, finds, renews and ends sessions. Sessions are rows, so that ending one works at once on every node.</summary>
public sealed class AccountSessions(AppDb db, ILiveRights live, TimeProvider clock)
{
    /// <summary>Begins a session; joins the caller's transaction.</summary>
    /// <returns>What the cookie must carry.</returns>
    public async Task<LinkSecret> BeginAsync(PersonId person, SessionWish wish, bool isProof, CancellationToken cancel)
    {
        var secret = LinkSecret.New();
        db.Add(AccountSession.Begin(person, secret, wish, isProof, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        return secret;
    }

    /// <summary>Replaces a session by one that is freshly proved; the old secret dies.</summary>
    public Task<LinkSecret> ProveAsync(AccountSessionId session, CancellationToken cancel) =>
        db.WriteAsync(
            async inner =>
            {
                var now = clock.GetUtcNow();
                var old = await db.Set<AccountSession>().AsNoTracking().SingleAsync(s => s.Id == session, inner);
                var secret = LinkSecret.New();
                live.Changed();
                db.Add(old.Renew(secret, now));
                await db.SaveChangesAsync(inner);
                await db.Set<AccountSession>()
                    .Where(s => s.Id == session)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now), inner);
                return secret;
            },
            cancel
        );

    /// <summary>Who is behind a secret; null when the session ended or the person is suspended.</summary>
    public async Task<SignedIn?> FindAsync(LinkSecret secret, CancellationToken cancel)
    {
        var hash = secret.Hash;
        var found = await (
            from session in db.Set<AccountSession>().AsNoTracking()
            join person in db.Set<Person>().AsNoTracking() on session.Person equals person.Id
            where session.SecretHash == hash && session.RevokedAt == null && person.SuspendedAt == null
            select new { session, person }
        ).SingleOrDefaultAsync(cancel);
        if (found is null)
        {
            return null;
        }

        var standings = await db.StandingsOfAsync(found.person.Id, cancel);
        if (standings.Count == 0 && await db.IsShutOutAsync(found.person.Id, cancel))
        {
            return null;
        }

        var actor = Actor.Of(found.person.Id, standings, found.person.IsOperator, found.session.ProvedAt);
        var mayBeRemembered = AccountSession.MayBeRemembered(actor);
        return found.session.IsLive(mayBeRemembered, clock.GetUtcNow())
            ? new SignedIn(found.session, found.person, actor, found.session.EndsAt(mayBeRemembered))
            : null;
    }

    /// <summary>Whether the recorded last visit is old enough to be written again.</summary>
    public bool IsSeenStale(AccountSession session) => session.IsSeenStale(clock.GetUtcNow());

    /// <summary>Records that the session was used just now.</summary>
    public Task SeeAsync(AccountSessionId session, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.WriteAsync(
            inner =>
                db.Set<AccountSession>()
                    .Where(s => s.Id == session && s.RevokedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), inner),
            cancel
        );
    }

    /// <summary>Those of the sessions that still stand, by their ids without dashes. One query, for those who ask every second.</summary>
    /// <remarks>That a person's new role shortens a remembered session shows when they next ask for a page.</remarks>
    public async Task<IReadOnlySet<string>> LiveAmongAsync(IReadOnlyCollection<AccountSessionId> ids, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var found = await (
            from session in db.Set<AccountSession>().AsNoTracking()
            join person in db.Set<Person>().AsNoTracking() on session.Person equals person.Id
            where ids.Contains(session.Id) && session.RevokedAt == null && person.SuspendedAt == null
            select session
        ).ToListAsync(cancel);
        return found
            .Where(session => session.IsLive(mayBeRemembered: true, now))
            .Select(session => session.Id.Value.ToString("N"))
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Records that sessions were used just now.</summary>
    public Task SeeAsync(IReadOnlyCollection<AccountSessionId> ids, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.WriteAsync(
            inner =>
                db.Set<AccountSession>()
                    .Where(s => ids.Contains(s.Id) && s.RevokedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), inner),
            cancel
        );
    }

    /// <summary>Ends one session of a person; ending it twice, or another person's, changes nothing.</summary>
    public Task EndAsync(PersonId person, AccountSessionId session, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        live.Changed();
        return db.WriteAsync(
            inner =>
                db.Set<AccountSession>()
                    .Where(s => s.Id == session && s.Person == person && s.RevokedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now), inner),
            cancel
        );
    }

    /// <summary>Ends all sessions of a person, but one if it is given.</summary>
    public Task EndAllAsync(PersonId person, AccountSessionId? but, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        live.Changed();
        return db.WriteAsync(
            inner =>
                db.Set<AccountSession>()
                    .Where(s => s.Person == person && s.Id != but && s.RevokedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now), inner),
            cancel
        );
    }

    /// <summary>The sessions of a person that may still be live, the latest used first.</summary>
    public async Task<IReadOnlyList<AccountSession>> OfAsync(PersonId person, CancellationToken cancel)
    {
        var since = clock.GetUtcNow() - AccountSession.Remembered;
        return await db.Set<AccountSession>()
            .AsNoTracking()
            .Where(s => s.Person == person && s.RevokedAt == null && s.CreatedAt > since)
            .OrderByDescending(s => s.LastSeenAt)
            .Take(100)
            .ToListAsync(cancel);
    }
}

using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;
using Residency.Gather.People.Parts;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.Secure;

/// <summary>Lets people look after the ways into their own account: passkeys and sessions.</summary>
[Needs(PeopleActions.SessionsRevoke)]
public sealed class SecureHandler(
    AppDb db,
    Ledger ledger,
    AccountSessions sessions,
    PasskeyCeremony passkeys,
    Entrance entrance,
    TimeProvider clock
)
{
    /// <summary>The passkeys of a person in the order in which they were added.</summary>
    public async Task<IReadOnlyList<Passkey>> PasskeysAsync(PersonId person, CancellationToken cancel) =>
        await db.Set<Passkey>().AsNoTracking().Where(p => p.Person == person).OrderBy(p => p.CreatedAt).ToListAsync(cancel);

    /// <summary>Adds a passkey; all other sessions of the person end.</summary>
    /// <returns>Done; StepUp without a fresh proof; Invalid for a wrong answer; Conflict after twenty passkeys.</returns>
    public async Task<Result> AddAsync(SignedIn here, PasskeyForm answer, HttpContext context)
    {
        if (!IsProved(here))
        {
            return new Refusal.StepUp();
        }

        var cancel = context.RequestAborted;
        if (await db.Set<Passkey>().CountAsync(p => p.Person == here.Person.Id, cancel) >= Passkey.MostPerPerson)
        {
            return new Refusal.Conflict("You have twenty passkeys already. Remove one first.");
        }

        if (await passkeys.CheckNewAsync(here.Person.Id, answer.Credential, answer.State, context) is not { } proof)
        {
            return new Refusal.Invalid(
                "",
                "The passkey could not be added. The page may have been open for too long: try again."
            );
        }

        db.Add(Passkey.Register(here.Person.Id, proof, clock.GetUtcNow()));
        return await SaveAsync(here, context);
    }

    /// <summary>Names a passkey.</summary>
    public async Task<Result> RenameAsync(SignedIn here, PasskeyId passkey, string name, CancellationToken cancel)
    {
        var found = await db.Set<Passkey>().SingleOrDefaultAsync(p => p.Id == passkey && p.Person == here.Person.Id, cancel);
        if (found is null)
        {
            return new Refusal.NotFound();
        }

        var renamed = found.Rename(name);
        return renamed.IsDone ? await db.SaveAsync(cancel) : renamed;
    }

    /// <summary>Removes a passkey; all other sessions of the person end.</summary>
    public async Task<Result> RemoveAsync(SignedIn here, PasskeyId passkey, HttpContext context)
    {
        if (!IsProved(here))
        {
            return new Refusal.StepUp();
        }

        var found = await db.Set<Passkey>()
            .SingleOrDefaultAsync(p => p.Id == passkey && p.Person == here.Person.Id, context.RequestAborted);
        if (found is null)
        {
            return new Refusal.NotFound();
        }

        db.Remove(found);
        return await SaveAsync(here, context);
    }

    /// <summary>The live sessions of a person.</summary>
    public async Task<IReadOnlyList<AccountSession>> SessionsAsync(SignedIn here, CancellationToken cancel)
    {
        var mayBeRemembered = AccountSession.MayBeRemembered(here.Actor);
        return
        [
            .. (await sessions.OfAsync(here.Person.Id, cancel)).Where(session =>
                session.IsLive(mayBeRemembered, clock.GetUtcNow())
            ),
        ];
    }

    /// <summary>Ends one of the person's sessions.</summary>
    public Task EndAsync(SignedIn here, AccountSessionId session, CancellationToken cancel) =>
        sessions.EndAsync(here.Person.Id, session, cancel);

    /// <summary>Ends all sessions but this one.</summary>
    public Task EndOthersAsync(SignedIn here, CancellationToken cancel) =>
        sessions.EndAllAsync(here.Person.Id, here.Session.Id, cancel);

    /// <summary>Whether the person proved who they are a moment ago.</summary>
    public bool IsProved(SignedIn here) =>
        here.Session.ProvedAt is { } proved && clock.GetUtcNow() - proved <= AccessTable.StepUpLifetime;

    // A new factor changes what a session is worth: the others end, and this one goes on under a new id.
    private async Task<Result> SaveAsync(SignedIn here, HttpContext context)
    {
        var cancel = context.RequestAborted;
        var saved = await db.WriteAsync(
            async inner =>
            {
                var stored = await db.SaveAsync(inner);
                if (!stored.IsDone)
                {
                    return stored;
                }

                var count = await db.Set<Passkey>().CountAsync(p => p.Person == here.Person.Id, inner);
                foreach (var hub in here.Actor.Standings.Select(standing => standing.Hub).Distinct())
                {
                    ledger.Write(
                        here.Actor,
                        new PasskeysChanged
                        {
                            Hub = hub,
                            Person = here.Person.Id,
                            Count = count,
                        }
                    );
                }

                await sessions.EndAllAsync(here.Person.Id, here.Session.Id, inner);
                return await db.SaveAsync(inner);
            },
            cancel
        );
        if (saved.IsDone)
        {
            await entrance.ProveAsync(here, context);
        }

        return saved;
    }
}

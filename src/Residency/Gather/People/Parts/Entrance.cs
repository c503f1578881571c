using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.Parts;

/// <summary>How a person showed who they are.</summary>
public enum Proof
{
    /// <summary>A code or link came to their address.</summary>
    Mail,

    /// <summary>A passkey answered.</summary>
    Passkey,

    /// <summary>The operator of the machine handed them a link.</summary>
    Operator,
}

/// <summary>Lets people in and out: begins the session, ends the one before, hands over the cookie.</summary>
public sealed class Entrance(AppDb db, AccountSessions sessions, Ledger ledger)
{
    /// <summary>Signs a person in, always under a new session id.</summary>
    public async Task LetInAsync(PersonId person, Proof proof, bool remember, HttpContext context)
    {
        var secret = await db.WriteAsync(
            async inner =>
            {
                if (SessionCookie.Read(context) is { } old && await sessions.FindAsync(old, inner) is { } before)
                {
                    await sessions.EndAsync(before.Person.Id, before.Session.Id, inner);
                }

                // Whoever registered a passkey is not to be proved by their mailbox alone.
                var isProof = proof is not Proof.Mail || !await db.Set<Passkey>().AnyAsync(p => p.Person == person, inner);
                foreach (var hub in (await db.StandingsOfAsync(person, inner)).Select(standing => standing.Hub).Distinct())
                {
                    ledger.Write(
                        Actor.Of(person, []),
                        new PersonSignedIn
                        {
                            Hub = hub,
                            Person = person,
                            By = proof.ToString(),
                        }
                    );
                }

                var wish = new SessionWish(DeviceWords.Of(context.Request.Headers.UserAgent.ToString()), remember);
                return await sessions.BeginAsync(person, wish, isProof, inner);
            },
            context.RequestAborted
        );
        SessionCookie.Write(context, secret, remember);
    }

    /// <summary>Records a fresh proof, under a new session id.</summary>
    public async Task ProveAsync(SignedIn here, HttpContext context)
    {
        var secret = await sessions.ProveAsync(here.Session.Id, context.RequestAborted);
        SessionCookie.Write(context, secret, here.Session.IsRemembered);
    }

    /// <summary>Signs the person out.</summary>
    public async Task LetOutAsync(HttpContext context)
    {
        if (SessionCookie.Read(context) is { } secret && await sessions.FindAsync(secret, context.RequestAborted) is { } here)
        {
            await sessions.EndAsync(here.Person.Id, here.Session.Id, context.RequestAborted);
        }

        SessionCookie.Delete(context);
    }
}

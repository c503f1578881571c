using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Hubs;
using Residency.Gather.People.Model;
using Residency.Gather.People.Parts;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.Join;

/// <summary>What the addressee of an invitation sees before accepting it.</summary>
/// <param name="Invitation">The offer.</param>
/// <param name="Hub">The hub that makes it.</param>
/// <param name="Cohort">The cohort's name; null for the hub as a whole.</param>
/// <param name="Organisation">The organisation's name; null when none.</param>
/// <param name="AsksForName">Whether an account will be made, and therefore a name is needed.</param>
public sealed record JoinOffer(Invitation Invitation, HubCard Hub, string? Cohort, string? Organisation, bool AsksForName);

/// <summary>Lets the addressee of an invitation take the offered role, and nobody else.</summary>
[Needs(PeopleActions.InviteAccept)]
public sealed class JoinHandler(
    AppDb db,
    IHubs hubs,
    ICohortNames cohorts,
    Ledger ledger,
    Entrance entrance,
    PersonHere here,
    TimeProvider clock
)
{
    // One answer for used, revoked, expired, altered and foreign links: it tells nothing about any of them.
    private static readonly Refusal Neutral = new Refusal.NotFound("This invitation does not work.");

    /// <summary>The offer behind a link; changes nothing.</summary>
    /// <returns>The offer; NotFound when it cannot be accepted by whoever asks.</returns>
    public async Task<Result<JoinOffer>> LookAsync(LinkSecret? secret, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (
            secret is not { } known
            || await db.FindInvitationAsync(known, now, cancel) is not { } invitation
            || await hubs.FindAsync(invitation.Hub, cancel) is not { IsClosed: false } hub
            || !await IsForAsync(invitation, cancel)
        )
        {
            return Neutral;
        }

        var person = await db.PersonAtAsync(invitation.EmailKey, cancel);
        var cohort = invitation.Cohort is { } id
            ? (await cohorts.OfAsync(hub.Id, cancel)).FirstOrDefault(name => name.Id == id)?.Name
            : null;
        var organisation = await db.Set<Organisation>()
            .Where(o => o.Id == invitation.Organisation)
            .Select(o => o.Name)
            .SingleOrDefaultAsync(cancel);
        return new JoinOffer(invitation, hub, cohort, organisation, AsksForName: person is null);
    }

    /// <summary>Takes the offer: makes the account if there is none, gives the role, signs in.</summary>
    /// <returns>The hub's slug; Invalid for a bad name; NotFound when the link does not or no longer work.</returns>
    public async Task<Result<string>> AcceptAsync(LinkSecret? secret, string? name, HttpContext context)
    {
        var offer = await LookAsync(secret, context.RequestAborted);
        if (!offer.IsDone)
        {
            return offer.Refusal;
        }

        var joined = await db.WriteAsync(inner => JoinAsync(offer.Value.Invitation, name, inner), context.RequestAborted);
        if (!joined.IsDone)
        {
            return joined.Refusal;
        }

        if (await here.FindAsync(context.RequestAborted) is null)
        {
            await entrance.LetInAsync(joined.Value, Proof.Mail, remember: false, context);
        }

        return offer.Value.Hub.Slug;
    }

    private async Task<Result<PersonId>> JoinAsync(Invitation invitation, string? name, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var person = await db.PersonAtAsync(invitation.EmailKey, cancel);
        var added = person is null ? Person.Add(new NewPerson(name ?? "", invitation.Email), now) : person;
        if (!added.IsDone)
        {
            return added.Refusal;
        }

        if (!await db.SpendAsync(invitation, now, cancel))
        {
            return Neutral;
        }

        if (person is null)
        {
            db.Add(added.Value);
            // Two invitations of one new address can be accepted at once: then the other one made the account.
            person = (await db.SaveAsync(cancel)).IsDone ? added.Value : await db.PersonAtAsync(invitation.EmailKey, cancel);
        }

        return await GiveRoleAsync(invitation, person!, now, cancel); // made or found, see above
    }

    private async Task<PersonId> GiveRoleAsync(Invitation invitation, Person person, DateTimeOffset now, CancellationToken cancel)
    {
        await db.RecordUseAsync(invitation, person.Id, cancel);
        var membership = invitation.AsMembership(person.Id);
        if (!await db.Set<Membership>().HoldsAsync(membership, cancel))
        {
            db.Add(Membership.Grant(membership, invitation.InvitedBy, now));
        }

        var actor = Actor.Of(person.Id, []);
        ledger.Write(actor, new PersonJoined { Hub = invitation.Hub, Person = person.Id });
        ledger.Write(
            actor,
            new RoleGranted
            {
                Hub = invitation.Hub,
                Person = person.Id,
                Role = invitation.Role,
                Cohort = invitation.Cohort,
                Organisation = invitation.Organisation,
            }
        );
        await db.SaveChangesAsync(cancel);
        return person.Id;
    }

    // The link came by mail and so proves its address; whoever is signed in as somebody else is not the addressee.
    private async Task<bool> IsForAsync(Invitation invitation, CancellationToken cancel)
    {
        if (await here.FindAsync(cancel) is { } signedIn)
        {
            return signedIn.Person.EmailKey == invitation.EmailKey;
        }

        var person = await db.PersonAtAsync(invitation.EmailKey, cancel);
        return person is null || !await db.IsShutOutAsync(person.Id, cancel);
    }
}

using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Hubs;
using Residency.Gather.People.Model;
using Residency.Gather.People.Parts;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.SetUp;

/// <summary>Makes the first operator and the first hub, once, for whoever can read the console.</summary>
[Needs(PeopleActions.SetUp)]
public sealed class SetUpHandler(AppDb db, IHubs hubs, Ledger ledger, Entrance entrance, TimeProvider clock)
{
    internal const string Closed = "This installation is set up already, or the link has expired.";

    /// <summary>Prepares a link while nobody operates the installation; earlier links die.</summary>
    /// <returns>What stands in the link; null when there is an operator.</returns>
    public Task<LinkSecret?> PrepareAsync(CancellationToken cancel) =>
        db.WriteAsync<LinkSecret?>(
            async inner =>
            {
                if (await db.Set<Person>().AnyAsync(p => p.IsOperator, inner))
                {
                    return null;
                }

                await db.Set<OneTimeLink>().Where(l => l.Purpose == LinkPurpose.SetUp).ExecuteDeleteAsync(inner);
                var drawn = OneTimeLink.SetUp(clock.GetUtcNow());
                db.Add(drawn.Link);
                await db.SaveChangesAsync(inner);
                return drawn.Secret;
            },
            cancel
        );

    /// <summary>Whether the link would work; changes nothing.</summary>
    public async Task<bool> LooksGoodAsync(LinkSecret secret, CancellationToken cancel) =>
        await db.FindLinkAsync(LinkPurpose.SetUp, secret, clock.GetUtcNow(), cancel) is not null;

    /// <summary>Sets the installation up and signs its operator in.</summary>
    /// <returns>The hub's slug; Invalid for a bad field; Conflict when it is set up already.</returns>
    public async Task<Result<string>> RunAsync(LinkSecret? secret, SetUpForm form, HttpContext context)
    {
        if (secret is not { } known)
        {
            return new Refusal.Conflict(Closed);
        }

        var made = await db.WriteAsync(inner => SpendAndMakeAsync(known, form, inner), context.RequestAborted);
        if (!made.IsDone)
        {
            return made.Refusal;
        }

        await entrance.LetInAsync(made.Value, Proof.Operator, remember: false, context);
        return (form.Slug ?? "").Trim().ToLowerInvariant();
    }

    private async Task<Result<PersonId>> SpendAndMakeAsync(LinkSecret secret, SetUpForm form, CancellationToken cancel)
    {
        if (
            await db.SpendLinkAsync(LinkPurpose.SetUp, secret, clock.GetUtcNow(), cancel) is not { } spent
            || await db.Set<Person>().AnyAsync(p => p.IsOperator, cancel)
        )
        {
            return new Refusal.Conflict(Closed);
        }

        var made = await MakeAsync(form, cancel);
        if (!made.IsDone)
        {
            await db.GiveLinkBackAsync(spent.Id, cancel);
        }

        return made;
    }

    private async Task<Result<PersonId>> MakeAsync(SetUpForm form, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var person = Person.Add(new NewPerson(form.Name ?? "", form.Email ?? ""), now);
        if (!person.IsDone)
        {
            return person.Refusal;
        }

        var hub = await hubs.OpenAsync(
            Actor.Operator,
            new NewHub(form.Slug ?? "", form.HubName ?? "", form.Host ?? "", "", person.Value.Email),
            cancel
        );
        if (!hub.IsDone)
        {
            return hub.Refusal is Refusal.Invalid { Field: "Name" } name
                ? new Refusal.Invalid("HubName", name.Reason)
                : hub.Refusal;
        }

        var id = person.Value.Id;
        person.Value.Operate();
        db.Add(person.Value);
        await db.SaveChangesAsync(cancel);
        db.Add(Membership.Grant(new NewMembership(id, hub.Value, Role.HubOwner), null, now));
        ledger.Write(Actor.Operator, new PersonJoined { Hub = hub.Value, Person = id });
        ledger.Write(
            Actor.Operator,
            new RoleGranted
            {
                Hub = hub.Value,
                Person = id,
                Role = Role.HubOwner,
            }
        );
        await db.SaveChangesAsync(cancel);
        return id;
    }
}

using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Hubs;
using Residency.Gather.People.Model;
using Residency.Gather.People.Parts;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.Invite;

/// <summary>Offers roles to people by mail, and takes offers back.</summary>
[Needs(PeopleActions.MemberInvite)]
public sealed class InviteHandler(AppDb db, Ledger ledger, Letters letters, ICohortNames cohorts, TimeProvider clock)
{
    /// <summary>Sends an invitation.</summary>
    /// <returns>Done; Invalid for a bad field; Conflict when the same offer is open; Later after 100 invitations within a day.</returns>
    public async Task<Result> SendAsync(Actor actor, HubCard hub, NewInvitation wish, CancellationToken cancel)
    {
        var allowed = May(actor, hub.Id, wish);
        if (!allowed.IsDone)
        {
            return allowed;
        }

        var known = await KnowsAsync(wish, cancel);
        if (!known.IsDone)
        {
            return known;
        }

        var secret = LinkSecret.New();
        var now = clock.GetUtcNow();
        var offered = Invitation.Offer(wish, secret, actor.Person, now);
        if (!offered.IsDone)
        {
            return offered.Refusal;
        }

        var sendable = await MaySendAsync(offered.Value, actor, cancel);
        if (!sendable.IsDone)
        {
            return sendable;
        }

        db.Add(offered.Value);
        var written = await letters.WriteInvitationAsync(offered.Value, secret, hub, actor.Person, cancel);
        if (!written.IsDone)
        {
            return written;
        }

        ledger.Write(
            actor,
            new InvitationSent
            {
                Hub = hub.Id,
                Invitation = offered.Value.Id,
                Role = wish.Role,
                Cohort = wish.Cohort,
            }
        );
        return await db.SaveAsync(cancel);
    }

    /// <summary>Mails an open invitation again, with a new link; the old link dies.</summary>
    public async Task<Result> ResendAsync(Actor actor, HubCard hub, InvitationId invitation, CancellationToken cancel)
    {
        var found = await FindAsync(actor, hub.Id, invitation, cancel);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        var secret = LinkSecret.New();
        var sent = found.Value.Resend(secret, clock.GetUtcNow());
        if (!sent.IsDone)
        {
            return sent;
        }

        var written = await letters.WriteInvitationAsync(found.Value, secret, hub, actor.Person, cancel);
        return written.IsDone ? await db.SaveAsync(cancel) : written;
    }

    /// <summary>Takes an open invitation back; its link dies at once.</summary>
    public async Task<Result> RevokeAsync(Actor actor, HubCard hub, InvitationId invitation, CancellationToken cancel)
    {
        var found = await FindAsync(actor, hub.Id, invitation, cancel);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        var revoked = found.Value.Revoke(clock.GetUtcNow());
        if (!revoked.IsDone)
        {
            return revoked;
        }

        ledger.Write(actor, new InvitationRevoked { Hub = hub.Id, Invitation = invitation });
        return await db.SaveAsync(cancel);
    }

    /// <summary>The open and the expired invitations that the actor may see and take back, the newest first.</summary>
    public async Task<IReadOnlyList<Invitation>> ListAsync(Actor actor, HubId hub, CancellationToken cancel)
    {
        var invitations = await db.Set<Invitation>()
            .AsNoTracking()
            .Where(i => i.Hub == hub && i.UsedAt == null && i.RevokedAt == null)
            .OrderByDescending(i => i.InvitedAt)
            .Take(500)
            .ToListAsync(cancel);
        return
        [
            .. invitations.Where(invitation =>
                PeopleAccess.MayInvite(actor, invitation, invitation.Role, clock.GetUtcNow()).IsDone
            ),
        ];
    }

    private async Task<Result<Invitation>> FindAsync(Actor actor, HubId hub, InvitationId id, CancellationToken cancel)
    {
        var found = await db.Set<Invitation>().SingleOrDefaultAsync(i => i.Id == id && i.Hub == hub, cancel);
        return found is not null && PeopleAccess.MayInvite(actor, found, found.Role, clock.GetUtcNow()).IsDone
            ? found
            : new Refusal.NotFound();
    }

    private Result May(Actor actor, HubId hub, NewInvitation wish) =>
        PeopleAccess.MayInvite(actor, new CohortSubject(hub, wish.Cohort, wish.Organisation), wish.Role, clock.GetUtcNow());

    private async Task<Result> MaySendAsync(Invitation offered, Actor actor, CancellationToken cancel)
    {
        var invitations = db.Set<Invitation>();
        var since = offered.InvitedAt - TimeSpan.FromDays(1);
        if (await invitations.CountAsync(i => i.InvitedBy == actor.Person && i.InvitedAt > since, cancel) >= Invitation.MostADay)
        {
            return new Refusal.Later("You have sent 100 invitations within a day. Go on tomorrow.", TimeSpan.FromHours(1));
        }

        var isOpen = await invitations
            .LiveIn(offered.Hub, offered.InvitedAt)
            .AnyAsync(
                i =>
                    i.EmailKey == offered.EmailKey
                    && i.Role == offered.Role
                    && i.Cohort == offered.Cohort
                    && i.Organisation == offered.Organisation,
                cancel
            );
        return isOpen
            ? new Refusal.Conflict(
                "This person has the same invitation already. Send it again from the list below, or take it back first."
            )
            : Result.Done;
    }

    // Ids come from the form: each must belong to this hub.
    private async Task<Result> KnowsAsync(NewInvitation wish, CancellationToken cancel)
    {
        if (wish.Cohort is { } cohort && (await cohorts.OfAsync(wish.Hub, cancel)).All(name => name.Id != cohort))
        {
            return new Refusal.Invalid("Cohort", "Choose a cohort of this hub.");
        }

        return
            wish.Organisation is { } organisation
            && !await db.Set<Organisation>()
                .AnyAsync(o => o.Id == organisation && o.Hub == wish.Hub && o.MergedInto == null, cancel)
            ? new Refusal.Invalid("Organisation", "Choose an organisation of this hub.")
            : Result.Done;
    }
}

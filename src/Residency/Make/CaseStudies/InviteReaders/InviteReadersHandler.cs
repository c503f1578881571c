using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Mail;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Ui;
using Residency.Foundation.Ui.Http;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.InviteReaders;

/// <summary>One invited reader.</summary>
/// <param name="Link">The link.</param>
/// <param name="InvitedBy">The name of whoever invited them; empty when that is no person.</param>
internal sealed record InvitedReader(ReaderLink Link, string InvitedBy);

/// <summary>The invited readers of a case study.</summary>
/// <param name="CaseStudy">The case study.</param>
/// <param name="Readers">All links, the newest first.</param>
/// <param name="MayInvite">Null when the actor may invite; else why not.</param>
/// <param name="Now">The present instant.</param>
internal sealed record ReaderList(
    CaseStudyCard CaseStudy,
    IReadOnlyList<InvitedReader> Readers,
    Refusal? MayInvite,
    DateTimeOffset Now
);

/// <summary>Invites people without an account to suggest and comment on one case study, and takes invitations back.</summary>
[Needs(CaseStudyActions.ReaderInvite)]
internal sealed class InviteReadersHandler(
    AppDb db,
    Ledger ledger,
    IOutbox outbox,
    InviteReadersHandler.Tools tools,
    TimeProvider clock
)
{
    /// <summary>What else it asks.</summary>
    internal sealed record Tools(IHubs Hubs, IPeople People, IStringLocalizer<Words> Words, HttpSettings Settings);

    /// <summary>Everybody who was invited, live or not.</summary>
    public async Task<Result<ReaderList>> ListAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.ReaderList, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var links = await db.Set<ReaderLink>()
            .AsNoTracking()
            .Where(row => row.CaseStudy == id)
            .OrderByDescending(row => row.InvitedAt)
            .Take(500)
            .ToListAsync(cancel);
        var names = await tools.People.NamesAsync(links.Select(link => link.InvitedBy), cancel);
        return new ReaderList(
            loaded.Value.Card(),
            [
                .. links.Select(link => new InvitedReader(
                    link,
                    link.InvitedBy is { } by ? names.GetValueOrDefault(by)?.Name ?? "" : ""
                )),
            ],
            CaseStudyAccess.Table.May(actor, CaseStudyActions.ReaderInvite, new CaseStudySubject(loaded.Value, now), now).Refusal,
            now
        );
    }

    /// <summary>Mails somebody a link.</summary>
    /// <returns>Done; Invalid for a bad field; Conflict when that address has a link that works; Later after 100 within a day.</returns>
    public Task<Result> InviteAsync(Actor actor, CaseStudyId id, ReaderWish wish, CancellationToken cancel) =>
        db.WriteAsync<Result>(
            async inner =>
            {
                var now = clock.GetUtcNow();
                var loaded = await db.LoadForAsync(actor, CaseStudyActions.ReaderInvite, id, now, inner);
                if (!loaded.IsDone)
                {
                    return loaded.Refusal;
                }

                var secret = LinkSecret.New();
                var invited = ReaderLink.Invite(loaded.Value, wish, secret, actor.Person, now);
                if (!invited.IsDone)
                {
                    return invited.Refusal;
                }

                var link = invited.Value;
                var may = await MaySendAsync(link, now, inner);
                if (!may.IsDone)
                {
                    return may;
                }

                db.Add(link);
                ledger.Write(
                    actor,
                    new ReaderInvited
                    {
                        Hub = link.Hub,
                        CaseStudy = id,
                        Link = link.Id,
                    }
                );
                var written = await WriteAsync(link, secret, inner);
                return written.IsDone ? await db.SaveAsync(inner) : written;
            },
            cancel
        );

    /// <summary>Takes a link back; it opens nothing from this moment on.</summary>
    public async Task<Result> RevokeAsync(Actor actor, CaseStudyId id, PrivateLinkId link, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.ReaderRevoke, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        if (
            await db.Set<ReaderLink>().SingleOrDefaultAsync(row => row.Id == link && row.CaseStudy == id, cancel) is not { } found
        )
        {
            return new Refusal.NotFound();
        }

        var revoked = found.Revoke(actor.Person, now);
        if (!revoked.IsDone)
        {
            return revoked;
        }

        ledger.Write(
            actor,
            new ReaderRevoked
            {
                Hub = found.Hub,
                CaseStudy = id,
                Link = link,
            }
        );
        return await db.SaveAsync(cancel);
    }

    private async Task<Result> MaySendAsync(ReaderLink link, DateTimeOffset now, CancellationToken cancel)
    {
        var links = db.Set<ReaderLink>();
        var since = now - TimeSpan.FromDays(1);
        if (
            link.InvitedBy is { } by
            && await links.CountAsync(row => row.InvitedBy == by && row.InvitedAt > since, cancel) >= ReaderLink.MostADay
        )
        {
            return new Refusal.Later("You have sent 100 invitations within a day. Go on tomorrow.", TimeSpan.FromHours(1));
        }

        var live = await links
            .Where(row => row.CaseStudy == link.CaseStudy && row.RevokedAt == null && row.ExpiresAt > now)
            .Select(row => row.Email)
            .ToListAsync(cancel);
        return live.Count >= ReaderLink.MostLive
                ? new Refusal.Conflict("Very many links to this text work already. Take some of them back first.")
            : live.Contains(link.Email, StringComparer.OrdinalIgnoreCase)
                ? new Refusal.Conflict("This address has a link that works. Take it back first, then send a new one.")
            : Result.Done;
    }

    // The title stays out: mails are forwarded and kept, and a draft is nobody's business but the reader's.
    private async Task<Result> WriteAsync(ReaderLink link, LinkSecret secret, CancellationToken cancel)
    {
        var words = tools.Words;
        var hub = await tools.Hubs.FindAsync(link.Hub, cancel);
        var by = link.InvitedBy is { } person ? (await tools.People.FindAsync(person, cancel))?.Name : null;
        var address = EmailAddress.Parse(link.Email);
        if (hub is not { IsClosed: false } || address is not { } to)
        {
            return new Refusal.Conflict("This hub is closed. Nobody can be invited any more.");
        }

        return await outbox.WriteAsync(
            new Letter(to, words["A text of {0} to read", hub.Name])
            {
                Hub = hub.Id,
                FromName = hub.Name,
                CausedBy = link.InvitedBy,
                IsSecret = true,
                Parts =
                [
                    new LetterPart.Paragraph(words["Hello {0},", link.Name]),
                    new LetterPart.Paragraph(
                        by is null
                            ? words["{0} asks you to read a text before it is published.", hub.Name]
                            : words["{0} ({1}) asks you to read a text before it is published.", by, hub.Name]
                    ),
                    new LetterPart.Paragraph(
                        words[
                            "You can suggest changes and comment, without an account. Others who work on the text see your name beside them."
                        ]
                    ),
                    new LetterPart.Link(
                        words["Look at the invitation"],
                        $"{tools.Settings.PublicAddress.TrimEnd('/')}/{hub.Slug}/read/{secret.Text}"
                    ),
                    new LetterPart.Paragraph(
                        words[
                            "The link is for you alone; whoever has it can read the text. It works for {0} days and can be taken back at any time.",
                            (int)Math.Round((link.ExpiresAt - link.InvitedAt).TotalDays)
                        ]
                    ),
                ],
            },
            cancel
        );
    }
}

using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.OpenAsReader;

/// <summary>What somebody sees who followed a private link, before they open the text.</summary>
/// <param name="Link">The link.</param>
/// <param name="CaseStudy">What it opens.</param>
/// <param name="InvitedBy">Who invited them; empty when that is no person.</param>
internal sealed record ReaderOffer(ReaderLink Link, CaseStudyCard CaseStudy, string InvitedBy);

/// <summary>Lets the holder of a private link open the text, as often as they like until it ends.</summary>
[Needs(CaseStudyActions.ReaderOpen)]
internal sealed class OpenAsReaderHandler(AppDb db, Ledger ledger, IHubs hubs, IPeople people, TimeProvider clock)
{
    // One answer for revoked, expired, altered and foreign links: it tells nothing about any of them.
    private static readonly Refusal s_none = new Refusal.NotFound("This link does not work.");

    /// <summary>What a link opens; changes nothing.</summary>
    /// <returns>The offer; NotFound when the link opens nothing here.</returns>
    public async Task<Result<ReaderOffer>> LookAsync(HubId hub, LinkSecret? secret, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (secret is not { } known || await hubs.FindAsync(hub, cancel) is not { IsClosed: false })
        {
            return s_none;
        }

        var hash = known.Hash;
        var link = await db.Set<ReaderLink>().AsNoTracking().SingleOrDefaultAsync(row => row.TokenHash == hash, cancel);
        if (link is null || !link.IsLive(now) || link.Hub != hub)
        {
            return s_none;
        }

        var caseStudy = await db.CaseStudies().AsNoTracking().SingleAsync(row => row.Id == link.CaseStudy, cancel);
        var holder = Actor.Holding(link.AsLink());
        if (!CaseStudyAccess.Table.May(holder, CaseStudyActions.View, new CaseStudySubject(caseStudy, now), now).IsDone)
        {
            return s_none;
        }

        var by = link.InvitedBy is { } person ? (await people.FindAsync(person, cancel))?.Name ?? "" : "";
        return new ReaderOffer(link, caseStudy.Card(), by);
    }

    /// <summary>Opens the text: records that, and says what the browser may be handed.</summary>
    /// <returns>The link; NotFound as for <see cref="LookAsync"/>.</returns>
    public Task<Result<ReaderLink>> OpenAsync(HubId hub, LinkSecret? secret, CancellationToken cancel) =>
        db.WriteAsync<Result<ReaderLink>>(
            async inner =>
            {
                var offer = await LookAsync(hub, secret, inner);
                if (!offer.IsDone)
                {
                    return offer.Refusal;
                }

                var (now, link) = (clock.GetUtcNow(), offer.Value.Link);
                // Fifty browsers may open it at once, and it may be taken back meanwhile: the row decides.
                var opened = await db.Set<ReaderLink>()
                    .Where(row => row.Id == link.Id && row.RevokedAt == null && row.ExpiresAt > now)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastOpenedAt, now), inner);
                var isFirst =
                    await db.Set<ReaderLink>()
                        .Where(row => row.Id == link.Id && row.FirstOpenedAt == null)
                        .ExecuteUpdateAsync(set => set.SetProperty(row => row.FirstOpenedAt, now), inner) == 1;
                if (opened == 0)
                {
                    return s_none;
                }

                if (isFirst)
                {
                    ledger.Write(
                        Actor.Holding(link.AsLink()),
                        new ReaderCame
                        {
                            Hub = hub,
                            CaseStudy = link.CaseStudy,
                            Link = link.Id,
                        }
                    );
                }

                var saved = await db.SaveAsync(inner);
                return saved.IsDone ? link : saved.Refusal;
            },
            cancel
        );
}

using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Localization;
using Residency.Foundation.Actors;
using Residency.Foundation.Ui;
using Residency.Foundation.Ui.Http;
using Residency.Gather.Hubs;
using Residency.Gather.People;

namespace Residency.Welcome.Home;

/// <summary>Says what surrounds every page: the hub's name, where one can go, and who one is.</summary>
internal sealed class SiteFrames(IHubs hubs, IPeople people, CurrentActor current, IStringLocalizer<Words> words) : IPageFrames
{
    public async Task<PageFrame> FrameAsync(HttpContext context, CancellationToken cancel)
    {
        // A page that says what went wrong stands at an address of its own; whose site it is follows from the address asked for.
        var path = context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? context.Request.Path.Value;
        var slug = context.GetRouteValue("hub") as string ?? path?.Split('/').ElementAtOrDefault(1) ?? "";
        var hub = slug.Length == 0 ? null : await hubs.FindAsync(slug, cancel);
        var who = current.Actor.Person is { } person ? await people.FindAsync(person, cancel) : null;
        var account = Account(context, who);
        if (hub is null)
        {
            return new PageFrame
            {
                SiteName = "Residency",
                SignedInName = who?.Name,
                AccountLinks = account,
                WorkNavigation = await OwnHubsAsync(cancel),
            };
        }

        var home = $"/{hub.Slug}";
        return new PageFrame
        {
            SiteName = hub.Name,
            SiteHref = home,
            PublicNavigation =
            [
                new NavigationItem(words["Library"], $"{home}/library"),
                new NavigationItem(words["About"], $"{home}/about"),
                new NavigationItem(words["Contact"], $"{home}/contact"),
                .. current.Actor.BelongsTo(hub.Id)
                    ? (NavigationItem[])[new NavigationItem(words["My work"], $"{home}/case-studies/mine")]
                    : [],
            ],
            WorkNavigation = Work(hub),
            SignedInName = who?.Name ?? current.Actor.Link?.Name,
            AccountLinks = current.Actor.Link is null ? account : [],
            FooterLinks =
            [
                new NavigationItem(words["Privacy"], $"{home}/privacy"),
                new NavigationItem(words["Accessibility"], $"{home}/accessibility"),
                new NavigationItem(words["Complaints"], $"{home}/complaints"),
                new NavigationItem(words["Feed"], $"{home}/feed.atom"),
            ],
            FooterLine = hub.Host.Length > 0 ? words["{0} is responsible for this hub.", hub.Host].Value : null,
        };
    }

    private IReadOnlyList<NavigationItem> Work(HubCard hub)
    {
        var home = $"/{hub.Slug}";
        if (current.Actor.Link is not null)
        {
            return [new NavigationItem(words["Library"], $"{home}/library")];
        }

        var links = new List<NavigationItem>
        {
            new(words["My work"], $"{home}/case-studies/mine"),
            new(words["Case studies"], $"{home}/case-studies"),
        };
        if (current.Actor.Plays(hub.Id, Role.ProgrammeManager, Role.HubOwner))
        {
            links.Add(new NavigationItem(words["People"], $"{home}/members"));
            links.Add(new NavigationItem(words["Cohorts"], $"{home}/cohorts/manage"));
            links.Add(new NavigationItem(words["Organisations"], $"{home}/organisations/manage"));
            links.Add(new NavigationItem(words["Published elsewhere"], $"{home}/library/elsewhere/edit"));
            links.Add(new NavigationItem(words["Messages"], $"{home}/messages"));
            links.Add(new NavigationItem(words["Settings"], $"{home}/hubs/configure"));
        }

        links.Add(new NavigationItem(words["Library"], $"{home}/library"));
        return links;
    }

    private async Task<IReadOnlyList<NavigationItem>> OwnHubsAsync(CancellationToken cancel)
    {
        var links = new List<NavigationItem>();
        foreach (var id in current.Actor.Standings.Select(standing => standing.Hub).Distinct())
        {
            if (await hubs.FindAsync(id, cancel) is { } hub)
            {
                links.Add(new NavigationItem(hub.Name, $"/{hub.Slug}/case-studies/mine"));
            }
        }

        return links;
    }

    private IReadOnlyList<NavigationItem> Account(HttpContext context, PersonCard? who) =>
        who is null
            ? [new NavigationItem(words["Sign in"], ReturnPath.Via("/sign-in", context))]
            :
            [
                .. current.Actor.IsOperator ? [new NavigationItem(words["Operation"], "/operator/jobs")] : (NavigationItem[])[],
                new NavigationItem(words["Account"], "/account"),
                new NavigationItem(words["Sign out"], "/sign-out"),
            ];
}

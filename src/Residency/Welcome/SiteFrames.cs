using Microsoft.Extensions.Localization;
using Residency.Foundation.Ui;
using Residency.Gather.Hubs;

namespace Residency.Welcome;

/// <summary>Says what surrounds every page: the hub's name, where one can go, and who one is.</summary>
internal sealed class SiteFrames(IHubs hubs, IStringLocalizer<Words> words) : IPageFrames
{
    public async Task<PageFrame> FrameAsync(HttpContext context, CancellationToken cancel)
    {
        var slug = context.GetRouteValue("hub") as string ?? context.Request.Path.Value?.Split('/').ElementAtOrDefault(1) ?? "";
        var hub = slug.Length == 0 ? null : await hubs.FindAsync(slug, cancel);
        if (hub is null)
        {
            return new PageFrame { SiteName = "Residency" };
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
            ],
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
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Mvc;
using Residency.Gather.Cohorts;
using Residency.Gather.Hubs;
using Residency.Share.Library.Parts;

namespace Residency.Share.Library.Syndicate;

/// <summary>What a feed or a sitemap asks for, so that each endpoint takes one thing.</summary>
public sealed record Syndication(
    [FromServices] IHubs Hubs,
    [FromServices] ILibrary Library,
    [FromServices] ICohorts Cohorts,
    [FromServices] TimeProvider Clock,
    HttpContext Context
);

/// <summary>Tells readers' and search engines' programs what is new.</summary>
public static class SyndicateHandler
{
    private const int MostEntries = 50;

    // The sitemap protocol allows 50,000 addresses a file; source: https://www.sitemaps.org/protocol.html.
    private const int MostAddresses = 45_000;
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <summary>The newest case studies as Atom (RFC 4287).</summary>
    public static async Task<IResult> AtomAsync(string hub, [AsParameters] Syndication ask)
    {
        var cancel = ask.Context.RequestAborted;
        if (await ask.Hubs.FindAsync(hub, cancel) is not { } card)
        {
            return Results.NotFound();
        }

        var entries = await ask.Library.NewestAsync(card.Id, MostEntries, cancel);
        var home = Address(ask, $"/{card.Slug}");
        var updated = entries.Count == 0 ? ask.Clock.GetUtcNow() : entries[0].PublishedAt;
        var feed = new XElement(
            Atom + "feed",
            new XElement(Atom + "title", card.Name),
            new XElement(Atom + "subtitle", card.Description),
            new XElement(Atom + "id", home),
            new XElement(Atom + "updated", Rfc3339(updated)),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("href", home + "/feed.atom")),
            new XElement(Atom + "link", new XAttribute("rel", "alternate"), new XAttribute("href", home + "/library")),
            entries.Select(entry => AtomEntry(home, entry))
        );
        return Xml(feed, "application/atom+xml");
    }

    /// <summary>The newest case studies as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).</summary>
    public static async Task<IResult> JsonAsync(string hub, [AsParameters] Syndication ask)
    {
        var cancel = ask.Context.RequestAborted;
        if (await ask.Hubs.FindAsync(hub, cancel) is not { } card)
        {
            return Results.NotFound();
        }

        var home = Address(ask, $"/{card.Slug}");
        var feed = new
        {
            version = "https://jsonfeed.org/version/1.1",
            title = card.Name,
            description = card.Description,
            home_page_url = home + "/library",
            feed_url = home + "/feed.json",
            language = card.Language,
            items = (await ask.Library.NewestAsync(card.Id, MostEntries, cancel)).Select(entry => new
            {
                id = $"{home}/library/{entry.Code}",
                url = $"{home}/library/{entry.Code}",
                title = entry.Title,
                content_text = Text(entry),
                summary = entry.Summary,
                date_published = Rfc3339(entry.PublishedAt),
                authors = entry.AuthorLine.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(name => new { name }),
            }),
        };
        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(feed), "application/feed+json; charset=utf-8");
    }

    /// <summary>All public addresses of the installation.</summary>
    public static async Task<IResult> SitemapAsync([AsParameters] Syndication ask)
    {
        var cancel = ask.Context.RequestAborted;
        var map = new XElement(Map + "urlset");
        foreach (var hub in await ask.Hubs.ListAsync(cancel))
        {
            foreach (var path in (string[])["", "/about", "/library"])
            {
                map.Add(new XElement(Map + "url", new XElement(Map + "loc", Address(ask, $"/{hub.Slug}{path}"))));
            }

            foreach (
                var cohort in (await ask.Cohorts.ListAsync(hub.Id, cancel)).Where(cohort => cohort.State != CohortState.Planned)
            )
            {
                map.Add(new XElement(Map + "url", new XElement(Map + "loc", Address(ask, $"/{hub.Slug}/cohorts/{cohort.Code}"))));
            }

            foreach (var entry in await ask.Library.NewestAsync(hub.Id, MostAddresses, cancel))
            {
                map.Add(
                    new XElement(
                        Map + "url",
                        new XElement(Map + "loc", Address(ask, $"/{hub.Slug}/library/{entry.Code}")),
                        new XElement(Map + "lastmod", entry.PublishedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                    )
                );
            }
        }

        return Xml(map, "application/xml");
    }

    /// <summary>Where search engines may look.</summary>
    public static IResult Robots(HttpContext context) =>
        Results.Text(
            $"User-agent: *\nDisallow: /account\nDisallow: /sign-in\nDisallow: /operator\nSitemap: {PublicEdition.Absolute(context.Request, "/sitemap.xml")}\n",
            "text/plain",
            Encoding.UTF8
        );

    private static XElement AtomEntry(string home, LibraryCard entry) =>
        new(
            Atom + "entry",
            new XElement(Atom + "title", entry.Title),
            new XElement(Atom + "id", $"{home}/library/{entry.Code}"),
            new XElement(Atom + "link", new XAttribute("href", $"{home}/library/{entry.Code}")),
            new XElement(Atom + "updated", Rfc3339(entry.PublishedAt)),
            new XElement(Atom + "summary", Text(entry)),
            entry
                .AuthorLine.Split(", ", StringSplitOptions.RemoveEmptyEntries)
                .DefaultIfEmpty("Anonymous")
                .Select(name => new XElement(Atom + "author", new XElement(Atom + "name", name)))
        );

    private static string Text(LibraryCard entry) => entry.Summary.Length > 0 ? entry.Summary : entry.Title;

    private static string Rfc3339(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Address(Syndication ask, string path) => PublicEdition.Absolute(ask.Context.Request, path);

    private static IResult Xml(XElement root, string type)
    {
        using var bytes = new MemoryStream();
        new XDocument(root).Save(bytes);
        return Results.Bytes(bytes.ToArray(), type + "; charset=utf-8");
    }
}

using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Foundation.Ui.Http;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Recognises readers who came by a private link, at the addresses of the text that it opens.</summary>
internal sealed class ReaderLinksDoor(AppDb db, ReaderPass passes, IHubLookup hubs, TimeProvider clock)
    : ILinkSource,
        ILinkOfRequest
{
    public async Task<PrivateLink?> FindAsync(PrivateLinkId link, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var found = await db.Set<ReaderLink>()
            .AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == link && row.RevokedAt == null && row.ExpiresAt > now, cancel);
        return found?.AsLink();
    }

    public async Task<PrivateLink?> FindAsync(HttpContext context, CancellationToken cancel)
    {
        var path = context.Request.Path.Value?.Split('/') ?? [];
        var isFile = path is ["", "files", _];
        var isText = path is ["", _, "case-studies", _, ..];
        if ((!isFile && !isText) || passes.Read(context) is not { } pass || await FindAsync(pass.Link, cancel) is not { } link)
        {
            return null;
        }

        if (isFile)
        {
            return link;
        }

        if (
            !Guid.TryParse(context.GetRouteValue("id") as string, out var id)
            || id != link.Thing
            || (await hubs.AtAsync(path[1], cancel))?.Id != link.Hub
        )
        {
            return null;
        }

        var until = context.GetEndpoint()?.Metadata.GetMetadata<UnnoticedAttribute>() is null
            ? passes.Prolong(context, path[1], pass, link)
            : pass.Until;
        // What stays open after the request, a socket, ends with the pass.
        return until < link.Until ? link with { Until = until } : link;
    }
}

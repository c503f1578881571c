using Microsoft.AspNetCore.OutputCaching;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Foundation.Ui;
using Residency.Foundation.Ui.Http;
using Residency.Share.Library.Cite;
using Residency.Share.Library.Download;
using Residency.Share.Library.Parts;
using Residency.Share.Library.Storage;
using Residency.Share.Library.Syndicate;

namespace Residency.Share.Library;

/// <summary>The public library: browse, search, show, cite, feeds.</summary>
public sealed class LibraryRoom : IRoom
{
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<LibraryShelf>();
        services.AddScoped<OutsideShelf>();
        services.AddScoped<PublicEditions>();
        services.AddScoped<ISearchIndex>(provider =>
            provider.GetRequiredService<AppDb>() is PostgresAppDb ? new PostgresSearchIndex() : new SqliteSearchIndex()
        );
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var reading = endpoints
            .MapGroup("")
            .WithMetadata(new NeedsAttribute(LibraryActions.View), new OutputCacheAttribute { PolicyName = PublicPages.Policy });
        reading.MapGet("/{hub}/library/{code}/v{number:int}/{format:regex(^cite\\.(bib|ris|json)$)}", CiteHandler.DownloadAsync);
        reading.MapGet("/{hub}/library/{code}/v{number:int}/{format:regex(^text\\.(txt|json)$)}", DownloadHandler.WordsAsync);
        reading.MapGet("/{hub}/feed.atom", SyndicateHandler.AtomAsync).WithMetadata(new LimitedAttribute(Limits.Harvest));
        reading.MapGet("/{hub}/feed.json", SyndicateHandler.JsonAsync).WithMetadata(new LimitedAttribute(Limits.Harvest));
        reading.MapGet("/sitemap.xml", SyndicateHandler.SitemapAsync).WithMetadata(new LimitedAttribute(Limits.Harvest));
        reading.MapGet("/robots.txt", SyndicateHandler.Robots);
        // Packed for each reader as it is sent; nothing of that size is kept in memory.
        var packed = endpoints.MapGroup("").WithMetadata(new NeedsAttribute(LibraryActions.View));
        packed
            .MapGet("/{hub}/library/{code}/v{number:int}/text.zip", DownloadHandler.ProjectAsync)
            .WithMetadata(new LimitedAttribute(Limits.Search));
        packed.MapGet("/{hub}/library.bib", ReferencesHandler.BibTeXAsync).WithMetadata(new LimitedAttribute(Limits.Exports));
        packed.MapGet("/{hub}/library.zip", DownloadHandler.LibraryAsync).WithMetadata(new LimitedAttribute(Limits.Exports));
    }

    public async Task StartAsync(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<AppDb>();
        var index = services.GetRequiredService<ISearchIndex>();
        await db.WriteAsync(inner => index.PrepareAsync(db, inner), cancel);
    }
}

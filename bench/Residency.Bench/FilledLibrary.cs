using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;
using Residency.Gather.Hubs;
using Residency.Gather.Hubs.Model;
using Residency.Share.Library.Model;
using Residency.Share.Library.Storage;

namespace Residency.Bench;

/// <summary>A library of generated editions in a database of its own. The same numbers give the same library.</summary>
internal static class FilledLibrary
{
    private const int Batch = 500;
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The parts of the product that a search needs.</summary>
    public static ServiceProvider Open(StorageSettings settings) =>
        new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error))
            .AddSingleton(TimeProvider.System)
            .AddStorage(settings)
            .AddScoped<ISearchIndex>(_ => settings.UsesPostgres ? new PostgresSearchIndex() : new SqliteSearchIndex())
            .AddScoped<LibraryQueries>()
            .BuildServiceProvider();

    /// <summary>Makes the tables and puts the editions in.</summary>
    public static async Task<HubId> FillAsync(ServiceProvider services, int editions, int words, CancellationToken cancel)
    {
        var hub = Hub.Open(new NewHub("bench", "Bench", "Host", "", ""), s_now).Value;
        await InAsync(
            services,
            async (scope, db, inner) =>
            {
                await db.Database.ExecuteSqlRawAsync(db.Database.GenerateCreateScript(), inner);
                await scope.GetRequiredService<ISearchIndex>().PrepareAsync(db, inner);
                db.Add(hub);
                await db.SaveChangesAsync(inner);
            },
            cancel
        );
        var prose = new Prose(7);
        for (var start = 0; start < editions; start += Batch)
        {
            await InAsync(services, (scope, db, inner) => PutAsync(scope, db, (hub.Id, prose, words), inner), cancel);
        }

        return hub.Id;
    }

    private static async Task PutAsync(
        IServiceProvider scope,
        AppDb db,
        (HubId Hub, Prose Prose, int Words) of,
        CancellationToken cancel
    )
    {
        var entries = new List<LibraryEntry>();
        for (var i = 0; i < Batch; i++)
        {
            var at = s_now.AddHours(-of.Prose.Number(50_000));
            var entry = LibraryEntry.Begin(of.Hub, PublicCode.New(), at);
            entry.Show(
                new LibraryText(1, of.Prose.Title(6), "", of.Prose.Words(40), at)
                {
                    AuthorLine = $"Author {of.Prose.Number(2_000)}",
                    Organisation = $"Organisation {of.Prose.Number(300)}",
                    Genre = "essay",
                    Body = of.Prose.Words(of.Words),
                    Words = of.Words,
                    Facets = [.. Facets(of.Prose, at)],
                }
            );
            entries.Add(entry);
        }

        db.AddRange(entries);
        await db.SaveChangesAsync(cancel);
        foreach (var entry in entries)
        {
            await scope.GetRequiredService<ISearchIndex>().PutAsync(db, entry, cancel);
        }
    }

    private static IEnumerable<LibraryFacet> Facets(Prose prose, DateTimeOffset at)
    {
        LibraryFacet Of(FacetKind kind, string value) => new(kind, Labels.Key(value), value);
        yield return Of(FacetKind.Theme, $"Theme {prose.Number(8)}");
        yield return Of(FacetKind.Sector, $"Sector {prose.Number(20)}");
        yield return Of(FacetKind.Organisation, $"Organisation {prose.Number(300)}");
        yield return Of(FacetKind.Cohort, $"Cohort {prose.Number(30)}");
        yield return Of(FacetKind.Year, at.Year.ToString(CultureInfo.InvariantCulture));
        yield return Of(FacetKind.Genre, $"Genre {prose.Number(4)}");
        yield return Of(FacetKind.Country, $"Country {prose.Number(40)}");
    }

    private static async Task InAsync(
        ServiceProvider services,
        Func<IServiceProvider, AppDb, CancellationToken, Task> work,
        CancellationToken cancel
    )
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await db.WriteAsync(inner => work(scope.ServiceProvider, db, inner), cancel);
    }
}

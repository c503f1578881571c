using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Cohorts;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Import;

/// <summary>One import with the names that a reader needs.</summary>
/// <param name="Batch">The import.</param>
/// <param name="By">Who handed the files in; empty for the command line or a person who is gone.</param>
/// <param name="Cohort">Where the texts go; null for the hub as a whole.</param>
internal sealed record ImportView(ImportBatch Batch, string By, string? Cohort)
{
    public IReadOnlyList<ImportedFile> Files { get; init; } = [];

    /// <summary>Whether nothing has happened for so long that somebody should look.</summary>
    public bool IsStuck { get; init; }
}

/// <summary>Finds imports for those who may import there.</summary>
internal sealed class ImportQueries(AppDb db, ICohorts cohorts, IPeople people, TimeProvider clock)
{
    private const int MostListed = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>The latest imports of a hub into places where the actor may import, the newest first.</summary>
    public async Task<IReadOnlyList<ImportView>> LatestAsync(Actor actor, HubId hub, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var names = (await cohorts.ListAsync(hub, cancel)).ToDictionary(cohort => cohort.Id, cohort => cohort.Name);
        var isWhole = new ImportPlan(hub, Cohort: null).May(actor, now).IsDone;
        var mine = names.Keys.Where(cohort => new ImportPlan(hub, cohort).May(actor, now).IsDone).ToList();
        var rows = await db.Set<ImportBatch>()
            .AsNoTracking()
            .Where(row => row.Hub == hub)
            .Where(row => row.Cohort == null ? isWhole : mine.Contains(row.Cohort.Value))
            .OrderByDescending(row => row.At)
            .Take(MostListed)
            .ToListAsync(cancel);
        var cards = await people.CardsAsync([.. rows.Select(row => row.By).OfType<PersonId>().Distinct()], cancel);
        return
        [
            .. rows.Select(row => new ImportView(
                row,
                row.By is { } by && cards.GetValueOrDefault(by) is { } card ? card.Name : "",
                row.Cohort is { } cohort ? names.GetValueOrDefault(cohort) : null
            )),
        ];
    }

    /// <summary>One import with all its lines.</summary>
    /// <returns>NotFound when there is none in the hub or the actor may not import there.</returns>
    public async Task<Result<ImportView>> OfAsync(Actor actor, HubId hub, ImportId id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var batch = await db.Set<ImportBatch>()
            .AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == id && row.Hub == hub, cancel);
        if (batch is null || !new ImportPlan(hub, batch.Cohort).May(actor, now).IsDone)
        {
            return new Refusal.NotFound();
        }

        return new ImportView(
            batch,
            batch.By is { } by ? (await people.FindAsync(by, cancel))?.Name ?? "" : "",
            batch.Cohort is { } cohort ? (await cohorts.FindAsync(cohort, cancel))?.Name : null
        )
        {
            Files = await db.Set<ImportedFile>()
                .AsNoTracking()
                .Where(row => row.Import == id)
                .OrderBy(row => row.Order)
                .ToListAsync(cancel),
            IsStuck = batch.EndedAt is null && now - batch.TouchedAt > s_patience,
        };
    }
}

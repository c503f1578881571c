using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Gather.Hubs;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Brings together what the checks look at.</summary>
internal sealed class CheckQueries(AppDb db, LiveDraft draft, FrameworkQueries frameworks, IHubs hubs)
{
    /// <summary>What the checks find in one case study, as people are writing it now.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(CaseStudy caseStudy, CancellationToken cancel) =>
        await RunAsync(caseStudy, await draft.ReadAsync(caseStudy, cancel), cancel);

    /// <summary>What they find in the newest revision: for lists, which may lag behind.</summary>
    public async Task<IReadOnlyList<Finding>> RunOnRevisionAsync(CaseStudy caseStudy, CancellationToken cancel) =>
        await RunAsync(caseStudy, (await db.LatestRevisionAsync(caseStudy, cancel))?.Document() ?? new Document([]), cancel);

    private async Task<IReadOnlyList<Finding>> RunAsync(CaseStudy caseStudy, Document document, CancellationToken cancel)
    {
        var framework = await frameworks.DefinitionAsync(caseStudy.Framework, cancel);
        return CaseStudyChecks.Run(
            new CheckMatter(caseStudy, document, framework)
            {
                Contributors = await db.ContributorsAsync(caseStudy.Id, cancel),
                Figures = await db.FiguresAsync(caseStudy.Id, cancel),
                References = await db.ReferencesAsync(caseStudy.Id, cancel),
                Tags = await db.TagsAsync(caseStudy.Id, cancel),
                Funders = await hubs.FundersAsync(caseStudy.Hub, cancel),
            }
        );
    }
}

/// <summary>The parts of a case study as cards.</summary>
internal static class PartQueries
{
    public static async Task<IReadOnlyList<ContributorCard>> ContributorsAsync(
        this AppDb db,
        CaseStudyId id,
        CancellationToken cancel
    ) =>
        [
            .. (
                await db.Set<Contribution>()
                    .AsNoTracking()
                    .Where(row => row.CaseStudy == id)
                    .OrderBy(row => row.Order)
                    .ToListAsync(cancel)
            ).Select(row => row.Card()),
        ];

    public static async Task<IReadOnlyList<TagCard>> TagsAsync(this AppDb db, CaseStudyId id, CancellationToken cancel) =>
        [
            .. (await db.Set<Tag>().AsNoTracking().Where(row => row.CaseStudy == id).ToListAsync(cancel))
                .OrderBy(row => row.Facet)
                .ThenBy(row => row.ValueKey, StringComparer.Ordinal)
                .Select(row => row.Card()),
        ];

    public static async Task<IReadOnlyList<FigureCard>> FiguresAsync(this AppDb db, CaseStudyId id, CancellationToken cancel) =>
        [
            .. (
                await db.Set<FigureAsset>()
                    .AsNoTracking()
                    .Where(row => row.CaseStudy == id)
                    .OrderBy(row => row.Name)
                    .ToListAsync(cancel)
            ).Select(row => row.Card()),
        ];

    public static async Task<IReadOnlyList<ReferenceCard>> ReferencesAsync(
        this AppDb db,
        CaseStudyId id,
        CancellationToken cancel
    ) =>
        [
            .. (
                await db.Set<OutsideReference>()
                    .AsNoTracking()
                    .Where(row => row.CaseStudy == id)
                    .OrderBy(row => row.Key)
                    .ToListAsync(cancel)
            ).Select(row => row.Card()),
        ];
}

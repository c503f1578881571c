using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

internal sealed class CaseStudiesDoor(AppDb db, CheckQueries checks, BeginHandler begin, LiveDraft draft, TimeProvider clock)
    : ICaseStudies
{
    public async Task<CaseStudyCard?> FindAsync(CaseStudyId caseStudy, CancellationToken cancel) =>
        (await OneAsync(caseStudy, cancel))?.Card();

    public async Task<CaseStudyCard?> FindAsync(PublicCode code, CancellationToken cancel) =>
        (await db.CaseStudies().AsNoTracking().SingleOrDefaultAsync(row => row.Code == code, cancel))?.Card();

    public async Task<IAccessSubject?> FindSubjectAsync(CaseStudyId caseStudy, CancellationToken cancel) =>
        await OneAsync(caseStudy, cancel) is { } found ? new CaseStudySubject(found, clock.GetUtcNow()) : null;

    public async Task<Result> MayAsync(Actor actor, string action, CaseStudyId caseStudy, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return await OneAsync(caseStudy, cancel) is { } found
            ? CaseStudyAccess.Table.MayIfSeen(actor, action, CaseStudyActions.View, new CaseStudySubject(found, now), now)
            : new Refusal.NotFound();
    }

    public async Task<IReadOnlyList<CaseStudyCard>> ListAsync(
        Actor actor,
        HubId hub,
        int skip,
        int take,
        CancellationToken cancel
    ) =>
        [
            .. (
                await db.CaseStudies()
                    .AsNoTracking()
                    .Where(row => row.Hub == hub && row.State != CaseStudyState.Deleted)
                    .VisibleTo(actor, clock.GetUtcNow())
                    .OrderByDescending(row => row.ChangedAt)
                    .ThenByDescending(row => row.Id)
                    .Skip(Math.Max(skip, 0))
                    .Take(Math.Clamp(take, 1, 500))
                    .ToListAsync(cancel)
            ).Select(row => row.Card()),
        ];

    public async Task<IReadOnlyList<RevisionCard>> RevisionsAsync(CaseStudyId caseStudy, CancellationToken cancel) =>
        await db.Set<Revision>()
            .Where(row => row.CaseStudy == caseStudy)
            .OrderBy(row => row.Number)
            .Select(row => new RevisionCard(
                row.Id,
                row.Number,
                row.Sha256,
                row.At,
                row.Author,
                row.AuthorName,
                row.Message,
                row.Source,
                row.Words
            )
            {
                Title = row.Title,
                Writers = row.Writers,
            })
            .ToListAsync(cancel);

    public async Task<RevisionText?> FindTextAsync(CaseStudyId caseStudy, int revision, CancellationToken cancel) =>
        await db.RevisionAsync(caseStudy, revision, cancel) is { } found
            ? new RevisionText(found.Card(), found.Document())
            : null;

    public Task<IReadOnlyList<ContributorCard>> ContributorsAsync(CaseStudyId caseStudy, CancellationToken cancel) =>
        db.ContributorsAsync(caseStudy, cancel);

    public Task<IReadOnlyList<TagCard>> TagsAsync(CaseStudyId caseStudy, CancellationToken cancel) =>
        db.TagsAsync(caseStudy, cancel);

    public Task<IReadOnlyList<FigureCard>> FiguresAsync(CaseStudyId caseStudy, CancellationToken cancel) =>
        db.FiguresAsync(caseStudy, cancel);

    public Task<IReadOnlyList<ReferenceCard>> ReferencesAsync(CaseStudyId caseStudy, CancellationToken cancel) =>
        db.ReferencesAsync(caseStudy, cancel);

    public async Task<IReadOnlyList<AssignmentCard>> AssignmentsAsync(CaseStudyId caseStudy, CancellationToken cancel) =>
        await OneAsync(caseStudy, cancel) is { } found
            ?
            [
                .. found
                    .Assignments.OrderBy(part => part.GivenAt)
                    .Select(part => new AssignmentCard(part.Person, part.Role, part.From, part.Until)),
            ]
            : [];

    public async Task<IReadOnlyList<Finding>> ChecksAsync(CaseStudyId caseStudy, CancellationToken cancel) =>
        await OneAsync(caseStudy, cancel) is { } found ? await checks.RunAsync(found, cancel) : [];

    public async Task<Result> BringUpToDateAsync(CaseStudyId caseStudy, CancellationToken cancel) =>
        await db.CaseStudies().SingleOrDefaultAsync(row => row.Id == caseStudy, cancel) is { } found
            ? await draft.BringUpToDateAsync(found, cancel)
            : new Refusal.NotFound();

    public async Task<Document?> FindDraftAsync(CaseStudyId caseStudy, CancellationToken cancel) =>
        await OneAsync(caseStudy, cancel) is { } found ? await draft.ReadAsync(found, cancel) : null;

    public Task<Result<CaseStudyId>> BeginAsync(Actor actor, NewCaseStudy wish, CancellationToken cancel) =>
        begin.BeginAsync(actor, wish, cancel);

    private Task<CaseStudy?> OneAsync(CaseStudyId id, CancellationToken cancel) =>
        db.CaseStudies().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel);
}

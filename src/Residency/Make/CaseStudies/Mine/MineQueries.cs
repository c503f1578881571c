using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Mine;

/// <summary>One of a person's own case studies.</summary>
internal sealed record MyCaseStudy(CaseStudyCard CaseStudy, int Words, IReadOnlyList<Finding> Blocking, int UnsavedSections);

/// <summary>The case studies on which a person works.</summary>
internal sealed class MineQueries(AppDb db, CheckQueries checks, TimeProvider clock)
{
    private const int Most = 100;

    /// <summary>Those that they began or are assigned to, the last changed first; trash left out.</summary>
    public async Task<IReadOnlyList<MyCaseStudy>> ListAsync(Actor actor, HubId hub, CancellationToken cancel)
    {
        var rows = await db.CaseStudies()
            .AsNoTracking()
            .VisibleTo(actor, clock.GetUtcNow())
            .Where(row => row.Hub == hub && row.State != CaseStudyState.Deleted)
            .Where(row => row.BegunBy == actor.Person || row.Assignments.Any(part => part.Person == actor.Person))
            .OrderByDescending(row => row.ChangedAt)
            .Take(Most)
            .ToListAsync(cancel);
        var mine = new List<MyCaseStudy>(rows.Count);
        foreach (var row in rows)
        {
            var findings = row.State.IsEditable() ? await checks.RunOnRevisionAsync(row, cancel) : [];
            var unsaved = await db.Set<UnsavedDraft>()
                .CountAsync(draft => draft.CaseStudy == row.Id && draft.Person == actor.Person, cancel);
            mine.Add(
                new MyCaseStudy(row.Card(), row.Words, [.. findings.Where(finding => finding.Weight == Weight.Blocks)], unsaved)
            );
        }

        return mine;
    }

    /// <summary>How many case studies of a hub the actor may see in each state; trash left out.</summary>
    public Task<Dictionary<CaseStudyState, int>> StatesAsync(Actor actor, HubId hub, CancellationToken cancel) =>
        db.CaseStudies()
            .AsNoTracking()
            .VisibleTo(actor, clock.GetUtcNow())
            .Where(row => row.Hub == hub && row.State != CaseStudyState.Deleted)
            .GroupBy(row => row.State)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(pair => pair.Key, pair => pair.Count, cancel);
}

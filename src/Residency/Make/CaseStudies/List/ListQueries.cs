using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.List;

/// <summary>What a reader of the list looks for; empty and null mean "all".</summary>
/// <param name="Hub">The hub.</param>
internal sealed record ListWish(HubId Hub)
{
    /// <summary>Words that must stand in the title; case does not matter.</summary>
    public string Words { get; init; } = "";
    public CohortId? Cohort { get; init; }
    public OrganisationId? Organisation { get; init; }

    /// <summary>Null shows every state but the trash.</summary>
    public CaseStudyState? State { get; init; }

    /// <summary>Only those to which the actor is assigned or that the actor began.</summary>
    public bool OnlyMine { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>One row of the list.</summary>
/// <param name="CaseStudy">The case study.</param>
/// <param name="Words">How many words it has.</param>
/// <param name="Blocking">How many findings stand between it and publication.</param>
/// <param name="First">The first of them; null when there is none.</param>
internal sealed record ListRow(CaseStudyCard CaseStudy, int Words, int Blocking, string? First);

/// <summary>One page of the list.</summary>
/// <param name="Rows">At most <see cref="ListQueries.PageLength"/>.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="ByState">How many there are in each state, whatever state is chosen.</param>
internal sealed record ListPageOf(IReadOnlyList<ListRow> Rows, int Total, IReadOnlyDictionary<CaseStudyState, int> ByState)
{
    /// <summary>How many pages there are; at least 1.</summary>
    public int Pages => Math.Max(1, (Total + ListQueries.PageLength - 1) / ListQueries.PageLength);
}

/// <summary>Lists what a person may see, a page at a time.</summary>
internal sealed class ListQueries(AppDb db, CheckQueries checks, TimeProvider clock)
{
    public const int PageLength = 25;

    /// <summary>One page, the last changed first.</summary>
    public async Task<ListPageOf> PageAsync(Actor actor, ListWish wish, CancellationToken cancel)
    {
        var all = Filter(db.CaseStudies().AsNoTracking().VisibleTo(actor, clock.GetUtcNow()), actor, wish);
        var byState = await all.GroupBy(row => row.State)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(pair => pair.Key, pair => pair.Count, cancel);
        var chosen = wish.State is { } state
            ? all.Where(row => row.State == state)
            : all.Where(row => row.State != CaseStudyState.Deleted);
        var total = byState
            .Where(pair => wish.State is { } only ? pair.Key == only : pair.Key != CaseStudyState.Deleted)
            .Sum(pair => pair.Value);
        var rows = await chosen
            .OrderByDescending(row => row.ChangedAt)
            .ThenByDescending(row => row.Id)
            .Skip((Math.Max(wish.Page, 1) - 1) * PageLength)
            .Take(PageLength)
            .ToListAsync(cancel);
        var listed = new List<ListRow>(rows.Count);
        foreach (var row in rows)
        {
            var blocking = row.State.IsEditable()
                ? (await checks.RunAsync(row, cancel)).Where(finding => finding.Weight == Weight.Blocks).ToList()
                : [];
            listed.Add(new ListRow(row.Card(), row.Words, blocking.Count, blocking.Count > 0 ? blocking[0].What : null));
        }

        return new ListPageOf(listed, total, byState);
    }

    private static IQueryable<CaseStudy> Filter(IQueryable<CaseStudy> rows, Actor actor, ListWish wish)
    {
        rows = rows.Where(row => row.Hub == wish.Hub);
        if (wish.Cohort is { } cohort)
        {
            rows = rows.Where(row => row.Cohort == cohort);
        }

        if (wish.Organisation is { } organisation)
        {
            rows = rows.Where(row => row.Organisation == organisation);
        }

        if (wish.OnlyMine)
        {
            rows = rows.Where(row => row.BegunBy == actor.Person || row.Assignments.Any(part => part.Person == actor.Person));
        }

        foreach (var word in wish.Words.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(8))
        {
            rows = rows.Where(row => row.TitleKey.Contains(word));
        }

        return rows;
    }
}

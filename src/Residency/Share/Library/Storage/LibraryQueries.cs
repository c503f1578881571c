using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Share.Library.Model;

namespace Residency.Share.Library.Storage;

/// <summary>Looks into the library. The same for both engines but for the index.</summary>
public sealed class LibraryQueries(AppDb db, ISearchIndex index)
{
    // More values than this in one facet are not shown as a list; readers search instead.
    private const int MostValues = 40;

    /// <summary>One page of what a reader asked for, with the counts of all facets.</summary>
    public async Task<SearchFinding> SearchAsync(SearchWish wish, CancellationToken cancel)
    {
        var found = Matching(wish, leaveOut: null);
        var total = await found.CountAsync(cancel);
        var page = await PageAsync(Ordered(wish, found), Math.Max(wish.Page, 1), cancel);
        return new SearchFinding(page, total, await CountAsync(wish, cancel));
    }

    /// <summary>The entry with a code in a hub; null when it is not in the library.</summary>
    public Task<LibraryEntry?> FindAsync(HubId hub, string code, CancellationToken cancel) =>
        Foundation.Ids.PublicCode.Parse(code) is { } parsed
            ? Entries(hub).AsNoTracking().SingleOrDefaultAsync(entry => entry.Code == parsed, cancel)
            : Task.FromResult<LibraryEntry?>(null);

    /// <summary>The newest entries of a hub.</summary>
    public async Task<IReadOnlyList<LibraryEntry>> NewestAsync(HubId hub, int most, CancellationToken cancel) =>
        await Entries(hub)
            .OrderByDescending(entry => entry.PublishedAt)
            .ThenBy(entry => entry.Id)
            .Take(most)
            .AsNoTracking()
            .ToListAsync(cancel);

    /// <summary>Entries that share most values with one entry; the rarer the kind of value, the better.</summary>
    public async Task<IReadOnlyList<LibraryEntry>> RelatedAsync(LibraryEntry to, int most, CancellationToken cancel)
    {
        var values = to
            .Facets.Where(facet => facet.Kind is FacetKind.Theme or FacetKind.Sector or FacetKind.Organisation)
            .Select(facet => facet.Value)
            .ToList();
        return await Entries(to.Hub)
            .Where(entry => entry.Id != to.Id && entry.Facets.Any(facet => values.Contains(facet.Value)))
            .OrderByDescending(entry => entry.Facets.Count(facet => values.Contains(facet.Value)))
            .ThenByDescending(entry => entry.PublishedAt)
            .Take(most)
            .AsNoTracking()
            .ToListAsync(cancel);
    }

    private IQueryable<LibraryEntry> Entries(HubId hub) => db.Set<LibraryEntry>().Where(entry => entry.Hub == hub);

    private IQueryable<LibraryEntry> Matching(SearchWish wish, FacetKind? leaveOut)
    {
        var entries = Entries(wish.Hub);
        foreach (var kind in wish.Filters.Where(filter => filter.Kind != leaveOut).GroupBy(filter => filter.Kind))
        {
            var (wanted, values) = (kind.Key, kind.Select(filter => filter.Value).ToList());
            entries = entries.Where(entry => entry.Facets.Any(facet => facet.Kind == wanted && values.Contains(facet.Value)));
        }

        return wish.Words.IsEmpty
            ? entries
            : entries.Where(entry => index.Find(db, wish.Words).Select(hit => hit.Id).Contains(entry.Id));
    }

    private IQueryable<long> Ordered(SearchWish wish, IQueryable<LibraryEntry> entries)
    {
        if (wish.Order == LibraryOrder.Relevance && !wish.Words.IsEmpty)
        {
            return from entry in entries
                join hit in index.Find(db, wish.Words) on entry.Id equals hit.Id
                orderby hit.Rank, entry.Id
                select entry.Id;
        }

        var ordered = wish.Order switch
        {
            LibraryOrder.Oldest => entries.OrderBy(entry => entry.FirstPublishedAt).ThenBy(entry => entry.Id),
            LibraryOrder.Title => entries.OrderBy(entry => entry.Title).ThenBy(entry => entry.Id),
            _ => entries.OrderByDescending(entry => entry.PublishedAt).ThenBy(entry => entry.Id),
        };
        return ordered.Select(entry => entry.Id);
    }

    // Numbers first and rows second: a rank cannot be carried along while the rows' own facets are loaded.
    private async Task<IReadOnlyList<LibraryEntry>> PageAsync(IQueryable<long> ordered, int page, CancellationToken cancel)
    {
        var ids = await ordered.Skip((page - 1) * SearchWish.PageSize).Take(SearchWish.PageSize).ToListAsync(cancel);
        var rows = await db.Set<LibraryEntry>()
            .AsNoTracking()
            .Where(entry => ids.Contains(entry.Id))
            .ToDictionaryAsync(entry => entry.Id, cancel);
        return [.. ids.Select(id => rows[id])];
    }

    // A kind's own choice does not narrow its own counts, so that a reader sees what else could be chosen.
    private async Task<IReadOnlyList<FacetCount>> CountAsync(SearchWish wish, CancellationToken cancel)
    {
        var counts = new List<FacetCount>();
        var open = await CountAsync(wish, leaveOut: null, cancel);
        foreach (var kind in Enum.GetValues<FacetKind>())
        {
            var chosen = wish
                .Filters.Where(filter => filter.Kind == kind)
                .Select(filter => filter.Value)
                .ToHashSet(StringComparer.Ordinal);
            var own = chosen.Count == 0 ? open : await CountAsync(wish, kind, cancel);
            counts.AddRange(
                own.Where(count => count.Kind == kind)
                    .Select(count => count with { IsChosen = chosen.Contains(count.Value) })
                    .OrderByDescending(count => count.IsChosen)
                    .ThenByDescending(count => kind == FacetKind.Year ? 0 : count.Entries)
                    .ThenBy(count => kind == FacetKind.Year ? "" : count.Label, StringComparer.OrdinalIgnoreCase)
                    .ThenByDescending(count => count.Value, StringComparer.Ordinal)
                    .Take(MostValues)
            );
        }

        return counts;
    }

    private async Task<List<FacetCount>> CountAsync(SearchWish wish, FacetKind? leaveOut, CancellationToken cancel)
    {
        var rows = await Matching(wish, leaveOut)
            .SelectMany(entry => entry.Facets)
            .GroupBy(facet => new { facet.Kind, facet.Value })
            .Select(group => new
            {
                group.Key.Kind,
                group.Key.Value,
                Label = group.Max(facet => facet.Label),
                Entries = group.Count(),
            })
            .ToListAsync(cancel);
        return [.. rows.Select(row => new FacetCount(row.Kind, row.Value, row.Label ?? row.Value, row.Entries, IsChosen: false))];
    }
}

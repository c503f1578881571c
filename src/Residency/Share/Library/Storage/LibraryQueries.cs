using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;
using Residency.Share.Library.Model;

namespace Residency.Share.Library.Storage;

/// <summary>Looks into the library. The same for both engines but for the index.</summary>
public sealed class LibraryQueries(AppDb db, ISearchIndex index)
{
    // More values than this in one facet are not shown as a list; readers search instead.
    private const int MostValues = 40;

    // How much of a text a list needs, in characters.
    private const int SummaryOnly = 0;
    private const int BeginningOnly = 1_000;

    /// <summary>One page of what a reader asked for, with the counts of all facets.</summary>
    public async Task<SearchFinding> SearchAsync(SearchWish wish, CancellationToken cancel)
    {
        var before = (Math.Max(wish.Page, 1) - 1) * SearchWish.PageSize;
        var page = await PageAsync(wish, Ordered(wish).Skip(before).Take(SearchWish.PageSize), cancel);
        // The last page says itself how many there are.
        var total = page.Count is > 0 and < SearchWish.PageSize
            ? before + page.Count
            : await Matching(wish, leaveOut: null).CountAsync(cancel);
        return new SearchFinding(page, total, await CountAsync(wish, cancel));
    }

    /// <summary>The newest entries of a hub.</summary>
    public async Task<IReadOnlyList<LibraryRow>> NewestAsync(HubId hub, int most, CancellationToken cancel) =>
        await Rows(Entries(hub).OrderByDescending(entry => entry.PublishedAt).ThenBy(entry => entry.Id).Take(most), SummaryOnly)
            .ToListAsync(cancel);

    /// <summary>Entries of a hub that share most themes, sectors and organisations with the one that has this code.</summary>
    /// <returns>None when no entry has the code.</returns>
    public async Task<IReadOnlyList<LibraryRow>> RelatedAsync(HubId hub, PublicCode code, int most, CancellationToken cancel)
    {
        var values = await Entries(hub)
            .Where(entry => entry.Code == code)
            .SelectMany(entry => entry.Facets)
            .Where(facet =>
                facet.Kind == FacetKind.Theme || facet.Kind == FacetKind.Sector || facet.Kind == FacetKind.Organisation
            )
            .Select(facet => facet.Value)
            .ToListAsync(cancel);
        var related = Entries(hub)
            .Where(entry => entry.Code != code && entry.Facets.Any(facet => values.Contains(facet.Value)))
            .OrderByDescending(entry => entry.Facets.Count(facet => values.Contains(facet.Value)))
            .ThenByDescending(entry => entry.PublishedAt)
            .Take(most);
        return values.Count == 0 ? [] : await Rows(related, SummaryOnly).ToListAsync(cancel);
    }

    private IQueryable<LibraryEntry> Entries(HubId hub) => db.Set<LibraryEntry>().Where(entry => entry.Hub == hub);

    private IQueryable<LibraryEntry> Matching(SearchWish wish, FacetKind? leaveOut)
    {
        var entries = Filtered(wish, leaveOut);
        if (wish.Words.IsEmpty)
        {
            return entries;
        }

        // Outside the lambda, where it would be put together anew for every query.
        var hits = index.Find(db, wish.Words).Select(hit => hit.Id);
        return entries.Where(entry => hits.Contains(entry.Id));
    }

    private IQueryable<LibraryEntry> Filtered(SearchWish wish, FacetKind? leaveOut)
    {
        var entries = Entries(wish.Hub);
        foreach (var kind in wish.Filters.Where(filter => filter.Kind != leaveOut).GroupBy(filter => filter.Kind))
        {
            var (wanted, values) = (kind.Key, kind.Select(filter => filter.Value).ToList());
            entries = entries.Where(entry => entry.Facets.Any(facet => facet.Kind == wanted && values.Contains(facet.Value)));
        }

        return entries;
    }

    private IQueryable<long> Ordered(SearchWish wish)
    {
        if (wish.Order == LibraryOrder.Relevance && !wish.Words.IsEmpty)
        {
            return from entry in Filtered(wish, leaveOut: null)
                join hit in index.Find(db, wish.Words) on entry.Id equals hit.Id
                orderby hit.Rank, entry.Id
                select entry.Id;
        }

        var entries = Matching(wish, leaveOut: null);
        var ordered = wish.Order switch
        {
            LibraryOrder.Oldest => entries.OrderBy(entry => entry.FirstPublishedAt).ThenBy(entry => entry.Id),
            LibraryOrder.Title => entries.OrderBy(entry => entry.Title).ThenBy(entry => entry.Id),
            _ => entries.OrderByDescending(entry => entry.PublishedAt).ThenBy(entry => entry.Id),
        };
        return ordered.Select(entry => entry.Id);
    }

    // Numbers first and rows second: a rank cannot be carried along while the rows are made.
    private async Task<IReadOnlyList<LibraryRow>> PageAsync(SearchWish wish, IQueryable<long> ordered, CancellationToken cancel)
    {
        var ids = await ordered.ToListAsync(cancel);
        var shown = db.Set<LibraryEntry>().Where(entry => ids.Contains(entry.Id));
        var rows = await Rows(shown, wish.Words.IsEmpty ? BeginningOnly : int.MaxValue).ToDictionaryAsync(row => row.Id, cancel);
        return [.. ids.Select(id => rows[id])];
    }

    // A text is some hundred times longer than the rest of its row.
    private static IQueryable<LibraryRow> Rows(IQueryable<LibraryEntry> entries, int body) =>
        entries
            .AsNoTracking()
            .Select(entry => new LibraryRow
            {
                Id = entry.Id,
                Code = entry.Code,
                Edition = entry.Edition,
                Title = entry.Title,
                Summary = entry.Summary,
                AuthorLine = entry.AuthorLine,
                Organisation = entry.Organisation,
                Genre = entry.Genre,
                Words = entry.Words,
                PublishedAt = entry.PublishedAt,
                Body =
                    body == SummaryOnly || (body == BeginningOnly && entry.Summary != "") ? ""
                    : body == BeginningOnly ? entry.Body.Substring(0, BeginningOnly)
                    : entry.Body,
            });

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

using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.ListOrganisations;

/// <summary>Which organisations are looked for.</summary>
/// <param name="Words">Words of a name or alias; empty for all.</param>
/// <param name="Sector">Exactly this sector; empty for all.</param>
/// <param name="IsMerged">True for those that were merged into another one; false for those that stand by themselves.</param>
/// <param name="Page">Counted from 1; too large a number gives the last page.</param>
public sealed record OrganisationFilter(string Words, string Sector, bool IsMerged, int Page);

/// <summary>One organisation in the list.</summary>
public sealed record OrganisationLine(string Code, string Name, string Sector, string? Country, string? MergedInto);

/// <summary>One page of the list.</summary>
/// <param name="Lines">By name.</param>
/// <param name="Found">How many there are on all pages.</param>
/// <param name="Page">Counted from 1.</param>
/// <param name="Pages">At least 1.</param>
/// <param name="Sectors">All sectors of the hub, for the filter.</param>
public sealed record OrganisationShelf(
    IReadOnlyList<OrganisationLine> Lines,
    int Found,
    int Page,
    int Pages,
    IReadOnlyList<string> Sectors
);

/// <summary>Lists the organisations of a hub for those who look after them.</summary>
[Needs(PeopleActions.OrganisationEdit)]
public sealed class OrganisationsHandler(AppDb db, TimeProvider clock)
{
    /// <summary>Lines on a page.</summary>
    public const int PageLength = 50;

    private const int MostSectors = 200;

    /// <summary>One page of the organisations.</summary>
    /// <returns>Forbidden for people who may not add organisations.</returns>
    public async Task<Result<OrganisationShelf>> ListAsync(
        Actor actor,
        HubId hub,
        OrganisationFilter filter,
        CancellationToken cancel
    )
    {
        var subject = OrganisationSubject.New(actor, hub);
        var allowed = PeopleAccess.Table.May(actor, PeopleActions.OrganisationEdit, subject, clock.GetUtcNow());
        if (!allowed.IsDone)
        {
            return allowed.Refusal;
        }

        var all = db.Set<Organisation>().AsNoTracking().OfHub(hub);
        var wanted = all.Named(filter.Words).Where(o => (o.MergedInto != null) == filter.IsMerged);
        if (filter.Sector.Length > 0)
        {
            wanted = wanted.Where(o => o.Sector == filter.Sector);
        }

        var found = await wanted.CountAsync(cancel);
        var pages = Math.Max(1, (found + PageLength - 1) / PageLength);
        var page = Math.Clamp(filter.Page, 1, pages);
        var lines = await wanted
            .OrderBy(o => o.Name)
            .ThenBy(o => o.Id)
            .Skip((page - 1) * PageLength)
            .Take(PageLength)
            .Select(o => new
            {
                o.Code,
                o.Name,
                o.Sector,
                o.Country,
                Into = all.Where(into => into.Id == o.MergedInto).Select(into => into.Name).FirstOrDefault(),
            })
            .ToListAsync(cancel);
        var sectors = await all.Where(o => o.Sector != "")
            .Select(o => o.Sector)
            .Distinct()
            .OrderBy(s => s)
            .Take(MostSectors)
            .ToListAsync(cancel);
        return new OrganisationShelf(
            [.. lines.Select(line => new OrganisationLine(line.Code.Value, line.Name, line.Sector, line.Country, line.Into))],
            found,
            page,
            pages,
            sectors
        );
    }
}

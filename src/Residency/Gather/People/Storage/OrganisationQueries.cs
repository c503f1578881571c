using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Storage;

/// <summary>Shared questions about organisations.</summary>
public static class OrganisationQueries
{
    /// <summary>The organisations of a hub, merged ones included.</summary>
    public static IQueryable<Organisation> OfHub(this IQueryable<Organisation> organisations, HubId hub) =>
        organisations.Where(o => o.Hub == hub);

    /// <summary>Those that were not merged into another one.</summary>
    public static IQueryable<Organisation> Standing(this IQueryable<Organisation> organisations) =>
        organisations.Where(o => o.MergedInto == null);

    /// <summary>Those with the words in a name or alias; all when the words say nothing.</summary>
    public static IQueryable<Organisation> Named(this IQueryable<Organisation> organisations, string words)
    {
        var key = Organisation.KeyOf(words);
        return key.Length == 0 ? organisations : organisations.Where(o => o.Names.Any(name => name.Key.Contains(key)));
    }

    /// <summary>The organisation at an address, tracked; null when there is none.</summary>
    public static async Task<Organisation?> OrganisationAtAsync(
        this AppDb db,
        HubId hub,
        string code,
        CancellationToken cancel
    ) =>
        PublicCode.Parse(code) is { } parsed
            ? await db.Set<Organisation>().OfHub(hub).SingleOrDefaultAsync(o => o.Code == parsed, cancel)
            : null;

    /// <summary>The organisation, merged or not, that has a name in a hub; null when there is none.</summary>
    public static async Task<OrganisationId?> OwnerOfAsync(
        this IQueryable<Organisation> organisations,
        HubId hub,
        string name,
        CancellationToken cancel
    )
    {
        var key = Organisation.KeyOf(name);
        var owners = await organisations
            .OfHub(hub)
            .Where(o => o.Names.Any(n => n.Key == key))
            .Select(o => o.Id)
            .ToListAsync(cancel);
        return owners.Count == 0 ? null : owners[0];
    }

    /// <summary>For each organisation the one that remains after all merges.</summary>
    /// <remarks>Ends, since only what stands by itself can take another one in, so that merges form no circle.</remarks>
    public static async Task<IReadOnlyDictionary<OrganisationId, OrganisationId>> RemainingAsync(
        this IQueryable<Organisation> organisations,
        IReadOnlyCollection<OrganisationId> ids,
        CancellationToken cancel
    )
    {
        var remaining = ids.Distinct().ToDictionary(id => id);
        while (true)
        {
            var known = remaining.Values.Distinct().ToList();
            var steps = await organisations
                .Where(o => known.Contains(o.Id) && o.MergedInto != null)
                .Select(o => new { o.Id, Into = o.MergedInto!.Value }) // filtered in the line before
                .ToDictionaryAsync(step => step.Id, step => step.Into, cancel);
            if (steps.Count == 0)
            {
                return remaining;
            }

            foreach (var (id, at) in remaining.ToList())
            {
                remaining[id] = steps.GetValueOrDefault(at, at);
            }
        }
    }

    /// <summary>For each organisation all records of it: itself and those merged with it, at whatever distance.</summary>
    public static async Task<IReadOnlyDictionary<OrganisationId, IReadOnlyList<OrganisationId>>> SameAsAsync(
        this IQueryable<Organisation> organisations,
        IReadOnlyCollection<OrganisationId> ids,
        CancellationToken cancel
    )
    {
        var remaining = await organisations.RemainingAsync(ids, cancel);
        var roots = remaining.Values.Distinct().ToDictionary(id => id); // each record found, and the one that remains
        var edge = roots.Keys.Select(id => (OrganisationId?)id).ToList();
        while (edge.Count > 0)
        {
            var merged = await organisations
                .Where(o => edge.Contains(o.MergedInto))
                .Select(o => new { o.Id, Into = o.MergedInto!.Value }) // contained in a list without null
                .ToListAsync(cancel);
            merged.ForEach(step => roots[step.Id] = roots[step.Into]);
            edge = [.. merged.Select(step => (OrganisationId?)step.Id)];
        }

        var families = roots.ToLookup(pair => pair.Value, pair => pair.Key);
        return remaining.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<OrganisationId>)[.. families[pair.Value]]);
    }

    /// <summary>What the access table asks of an organisation, for one actor.</summary>
    public static async Task<OrganisationSubject> SubjectAsync(
        this AppDb db,
        Actor actor,
        Organisation organisation,
        CancellationToken cancel
    )
    {
        var same = (await db.Set<Organisation>().SameAsAsync([organisation.Id], cancel))[organisation.Id]
            .Select(id => (OrganisationId?)id)
            .ToList();
        var live = await db.Set<Membership>()
            .AsNoTracking()
            .Where(m =>
                m.Hub == organisation.Hub && same.Contains(m.Organisation) && m.RevokedAt == null && m.SuspendedAt == null
            )
            .ToListAsync(cancel);
        return OrganisationSubject.Of(actor, organisation, live);
    }
}

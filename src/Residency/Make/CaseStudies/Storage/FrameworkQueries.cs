using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>A framework as a hub offers it.</summary>
/// <param name="Definition">Its newest version.</param>
/// <param name="Number">The version's number; 1 for one that comes with the product and was never used here.</param>
/// <param name="Framework">The hub's own record; null while the hub never used or changed it.</param>
/// <param name="IsRetired">Whether it is no longer offered for new case studies.</param>
internal sealed record OfferedFramework(FrameworkDefinition Definition, int Number, FrameworkId? Framework, bool IsRetired);

/// <summary>The frameworks of a hub: its own, and those of the product that it has not touched yet.</summary>
internal sealed class FrameworkQueries(AppDb db, TimeProvider clock)
{
    /// <summary>All of them by title; retired ones last.</summary>
    public async Task<IReadOnlyList<OfferedFramework>> ListAsync(HubId hub, CancellationToken cancel)
    {
        var own = await (
            from framework in db.Set<Framework>().AsNoTracking()
            join version in db.Set<FrameworkVersion>().AsNoTracking()
                on new { Framework = framework.Id, Number = framework.LatestVersion } equals new
                {
                    version.Framework,
                    version.Number,
                }
            where framework.Hub == hub
            select new { framework, version }
        ).ToListAsync(cancel);
        var offered = own.Select(pair => new OfferedFramework(
                pair.version.Definition,
                pair.version.Number,
                pair.framework.Id,
                pair.framework.RetiredAt is not null
            ))
            .ToList();
        var known = offered.Select(one => one.Definition.Key).ToHashSet(StringComparer.Ordinal);
        offered.AddRange(
            FrameworkYaml
                .BuiltIn.Where(builtIn => !known.Contains(builtIn.Key))
                .Select(builtIn => new OfferedFramework(builtIn, 1, null, IsRetired: false))
        );
        return [.. offered.OrderBy(one => one.IsRetired).ThenBy(one => one.Definition.Title, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The definition with which a case study began; null when it began without one.</summary>
    public async Task<FrameworkDefinition?> DefinitionAsync(FrameworkVersionId? version, CancellationToken cancel) =>
        version is { } id
            // Also finds the one that this unit of work is about to store.
            ? (await db.Set<FrameworkVersion>().FindAsync([id], cancel))?.Definition
            : null;

    /// <summary>The newest version of a hub's framework, made the hub's own when it comes with the product.</summary>
    /// <remarks>Adds rows to the unit of work; does not save.</remarks>
    /// <returns>Invalid when the hub has no such framework or no longer offers it.</returns>
    public async Task<Result<FrameworkVersion>> UseAsync(HubId hub, string key, CancellationToken cancel)
    {
        var framework = await db.Set<Framework>().SingleOrDefaultAsync(row => row.Hub == hub && row.Key == key, cancel);
        if (framework is { RetiredAt: not null })
        {
            return new Refusal.Invalid("Framework", "This framework is no longer offered. Choose another one.");
        }

        if (framework is not null)
        {
            return await db.Set<FrameworkVersion>()
                .SingleAsync(row => row.Framework == framework.Id && row.Number == framework.LatestVersion, cancel);
        }

        if (FrameworkYaml.BuiltIn.FirstOrDefault(builtIn => builtIn.Key == key) is not { } definition)
        {
            return new Refusal.Invalid("Framework", "Choose one of the frameworks in the list.");
        }

        framework = Framework.Add(hub, key);
        var released = framework.Release(definition, by: null, clock.GetUtcNow());
        db.Add(framework);
        db.Add(released.Value);
        return released;
    }
}

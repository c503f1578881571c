using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Frameworks;

/// <summary>Lets a hub shape its frameworks. A change is a new version; texts keep the one they began with.</summary>
internal sealed class FrameworkHandler(AppDb db, Ledger ledger, FrameworkQueries frameworks, TimeProvider clock)
{
    /// <summary>The frameworks, when the actor may see them.</summary>
    public async Task<Result<IReadOnlyList<OfferedFramework>>> ListAsync(Actor actor, HubId hub, CancellationToken cancel)
    {
        var may = May(actor, CaseStudyActions.FrameworkView, hub);
        return may.IsDone ? (await frameworks.ListAsync(hub, cancel)).ToList() : new Refusal.NotFound();
    }

    /// <summary>Whether the actor may change frameworks of the hub.</summary>
    public Result MayEdit(Actor actor, HubId hub) => May(actor, CaseStudyActions.FrameworkEdit, hub);

    /// <summary>Releases a new version, or a first one for a new key.</summary>
    /// <param name="after">The version that the person saw; 0 for a new framework. Refused when another came between.</param>
    public async Task<Result> ReleaseAsync(
        Actor actor,
        HubId hub,
        FrameworkDefinition definition,
        int after,
        CancellationToken cancel
    )
    {
        var may = MayEdit(actor, hub);
        if (!may.IsDone)
        {
            return may;
        }

        var now = clock.GetUtcNow();
        var framework = await db.Set<Framework>()
            .SingleOrDefaultAsync(row => row.Hub == hub && row.Key == definition.Key, cancel);
        if (framework is null)
        {
            framework = Framework.Add(hub, definition.Key);
            // One that came with the product is kept as version 1, so that the hub's change is version 2.
            if (FrameworkYaml.BuiltIn.FirstOrDefault(builtIn => builtIn.Key == definition.Key) is { } builtIn)
            {
                db.Add(framework.Release(builtIn, by: null, now).Value);
            }
        }

        if (framework.LatestVersion != after)
        {
            db.ChangeTracker.Clear();
            return new Refusal.Conflict(
                "Somebody released another version of this framework meanwhile. Look at it, then save yours again."
            );
        }

        var released = framework.Release(definition, actor.Person, now);
        if (!released.IsDone)
        {
            db.ChangeTracker.Clear();
            return released.WithoutValue();
        }

        if (db.Entry(framework).State == EntityState.Detached)
        {
            db.Add(framework);
        }

        db.Add(released.Value);
        ledger.Write(
            actor,
            new FrameworkReleased
            {
                Hub = hub,
                Framework = framework.Id,
                Number = framework.LatestVersion,
            }
        );
        return await db.SaveAsync(cancel);
    }

    private Result May(Actor actor, string action, HubId hub) =>
        CaseStudyAccess.Table.May(actor, action, new HubSubject(hub), clock.GetUtcNow());
}

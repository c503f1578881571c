using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Classify;

/// <summary>Decides about tags: accept and decline what is proposed, add and remove.</summary>
internal sealed class ClassifyHandler(AppDb db, Ledger ledger, TimeProvider clock)
{
    /// <summary>The tags with their ids, when the actor may change them.</summary>
    public async Task<Result<IReadOnlyList<(TagId Id, TagCard Card)>>> LoadAsync(
        Actor actor,
        CaseStudyId id,
        CancellationToken cancel
    )
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.MetaEdit, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var tags = await db.Set<Tag>().AsNoTracking().Where(tag => tag.CaseStudy == id).ToListAsync(cancel);
        return tags.OrderBy(tag => tag.Facet)
            .ThenBy(tag => tag.ValueKey, StringComparer.Ordinal)
            .Select(tag => (tag.Id, tag.Card()))
            .ToList();
    }

    /// <summary>Adds a tag that a person chose; one that was proposed or declined before becomes accepted.</summary>
    public async Task<Result> AddAsync(Actor actor, CaseStudyId id, Facet facet, string value, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.MetaEdit, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        var wish = Tag.Propose(id, facet, value, "");
        if (!wish.IsDone)
        {
            return wish.WithoutValue();
        }

        var key = wish.Value.ValueKey;
        var tag = await db.Set<Tag>()
            .SingleOrDefaultAsync(row => row.CaseStudy == id && row.Facet == facet && row.ValueKey == key, cancel);
        if (tag is null)
        {
            tag = wish.Value;
            db.Add(tag);
        }

        tag.Accept(actor.Person, now);
        ledger.WriteDescribed(actor, loaded.Value, "tags");
        return await db.SaveAsync(cancel);
    }

    /// <summary>Accepts a tag.</summary>
    public Task<Result> AcceptAsync(Actor actor, CaseStudyId id, TagId tag, CancellationToken cancel) =>
        DecideAsync(actor, id, tag, (row, now) => row.Accept(actor.Person, now), cancel);

    /// <summary>Declines a tag, with the reason when one is given.</summary>
    public Task<Result> DeclineAsync(Actor actor, CaseStudyId id, TagId tag, string why, CancellationToken cancel) =>
        DecideAsync(actor, id, tag, (row, now) => row.Decline(actor.Person, why, now), cancel);

    private async Task<Result> DecideAsync(
        Actor actor,
        CaseStudyId id,
        TagId tag,
        Action<Tag, DateTimeOffset> decide,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.MetaEdit, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        if (await db.Set<Tag>().SingleOrDefaultAsync(row => row.Id == tag && row.CaseStudy == id, cancel) is not { } row)
        {
            return new Refusal.NotFound("This tag is no longer in the list. Reload the page.");
        }

        decide(row, now);
        ledger.WriteDescribed(actor, loaded.Value, "tags");
        return await db.SaveAsync(cancel);
    }
}

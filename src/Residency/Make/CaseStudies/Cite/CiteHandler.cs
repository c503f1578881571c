using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Gather.Hubs;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Cite;

/// <summary>Records the works that a text cites: looked up by DOI where the hub allows it, else by hand.</summary>
internal sealed class CiteHandler(AppDb db, IWorkLookup lookup, IHubs hubs, Ledger ledger, TimeProvider clock)
{
    /// <summary>The works, when the actor may change them.</summary>
    public async Task<Result<IReadOnlyList<ReferenceCard>>> LoadAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.MetaEdit, id, clock.GetUtcNow(), cancel);
        return loaded.IsDone ? (await db.ReferencesAsync(id, cancel)).ToList() : loaded.Refusal;
    }

    /// <summary>Finds the record of a DOI, for the person to look at before it is kept.</summary>
    /// <returns>The record; Invalid for what is no DOI; Forbidden when the hub does not ask outside; NotFound; Later.</returns>
    public async Task<Result<ReferenceCard>> LookUpAsync(Actor actor, CaseStudyId id, string text, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.MetaEdit, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        if (await hubs.FindAsync(loaded.Value.Hub, cancel) is not { LooksUpDois: true })
        {
            return new Refusal.Forbidden("This hub does not ask outside services. Enter the work by hand.");
        }

        if (DoiText.Normalise(text) is not { } doi)
        {
            return new Refusal.Invalid("Lookup", "This is not a DOI. It looks like 10.5281/zenodo.10338376.");
        }

        try
        {
            return await lookup.FindAsync(doi, cancel);
        }
        catch (OutsideException)
        {
            return new Refusal.Later("The registry does not answer now. Try again later, or enter the work by hand.");
        }
    }

    /// <summary>Finds the record of a DOI and keeps it, for a citation that stands in the text at once. One that is kept already is not asked for again.</summary>
    /// <returns>The work; the refusals of <see cref="LookUpAsync"/> and <see cref="KeepAsync"/>.</returns>
    public async Task<Result<ReferenceCard>> TakeAsync(Actor actor, CaseStudyId id, string text, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, id, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var doi = DoiText.Normalise(text);
        if (doi is not null && loaded.Value.FirstOrDefault(work => work.Doi == doi || work.Key == doi) is { } known)
        {
            return known;
        }

        var found = await LookUpAsync(actor, id, text, cancel);
        if (!found.IsDone)
        {
            return found;
        }

        var kept = await KeepAsync(actor, id, found.Value, cancel);
        return kept.IsDone ? found : kept.Refusal;
    }

    /// <summary>Keeps a work; the same key again replaces it.</summary>
    public async Task<Result> KeepAsync(Actor actor, CaseStudyId id, ReferenceCard card, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.MetaEdit, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        var key = card.Key.Trim();
        var known = await db.Set<OutsideReference>().SingleOrDefaultAsync(row => row.CaseStudy == id && row.Key == key, cancel);
        var added = OutsideReference.Add(id, card);
        var changed = known?.Change(card) ?? added.WithoutValue();
        if (!changed.IsDone)
        {
            db.ChangeTracker.Clear();
            return changed;
        }

        if (known is null)
        {
            db.Add(added.Value);
        }

        ledger.WriteDescribed(actor, loaded.Value, "references");
        return await db.SaveAsync(cancel);
    }

    /// <summary>Takes a work out; removing it twice changes nothing.</summary>
    public async Task<Result> RemoveAsync(Actor actor, CaseStudyId id, string key, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.MetaEdit, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        if (
            await db.Set<OutsideReference>().SingleOrDefaultAsync(row => row.CaseStudy == id && row.Key == key, cancel) is { } row
        )
        {
            db.Remove(row);
            ledger.WriteDescribed(actor, loaded.Value, "references");
        }

        return await db.SaveAsync(cancel);
    }
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.EditOrganisation;

/// <summary>An organisation as the form begins with it.</summary>
/// <param name="Code">The code of its public page.</param>
/// <param name="Version">The version that was read; handed back when saving.</param>
/// <param name="Wish">All values as they stand.</param>
/// <param name="IsMerged">Whether it was merged into another one.</param>
public sealed record OrganisationAtHand(string Code, int Version, NewOrganisation Wish, bool IsMerged);

/// <summary>Adds an organisation, and changes what a hub records of it.</summary>
[Needs(PeopleActions.OrganisationEdit)]
public sealed class OrganisationHandler(AppDb db, Ledger ledger, IPeople people, TimeProvider clock)
{
    /// <summary>Whether the actor may add organisations.</summary>
    public Result MayAdd(Actor actor, HubId hub) =>
        PeopleAccess.Table.May(actor, PeopleActions.OrganisationEdit, OrganisationSubject.New(actor, hub), clock.GetUtcNow());

    /// <summary>Adds an organisation.</summary>
    /// <returns>Forbidden; Invalid as the noun says; Conflict when a name or alias is taken in the hub.</returns>
    public async Task<Result> AddAsync(Actor actor, NewOrganisation wish, CancellationToken cancel)
    {
        var allowed = MayAdd(actor, wish.Hub);
        if (!allowed.IsDone)
        {
            return allowed;
        }

        if (Organisation.WebsiteProblem(wish) is { } problem)
        {
            return problem;
        }

        return await FindTakenAsync(wish, null, cancel)
            ?? (await people.AddOrganisationAsync(actor, wish, cancel)).WithoutValue();
    }

    /// <summary>The organisation with a code.</summary>
    public async Task<Result<OrganisationAtHand>> ShowAsync(Actor actor, HubId hub, string code, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, hub, code, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var organisation = loaded.Value;
        var wish = new NewOrganisation(hub, organisation.Name)
        {
            Aliases = organisation.Aliases,
            Sector = organisation.Sector,
            Country = organisation.Country,
            Size = organisation.Size,
            Ror = organisation.Ror,
            Website = organisation.Website,
        };
        return new OrganisationAtHand(organisation.Code.Value, organisation.Version, wish, organisation.MergedInto is not null);
    }

    /// <summary>Changes what is recorded.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="code">The organisation's code.</param>
    /// <param name="version">The version that the person saw.</param>
    /// <param name="wish">What shall be recorded.</param>
    /// <param name="cancel">Stops the loading, never half of the saving.</param>
    public async Task<Result> DescribeAsync(Actor actor, string code, int version, NewOrganisation wish, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, wish.Hub, code, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var organisation = loaded.Value;
        if (organisation.Version != version)
        {
            return new Refusal.Conflict(
                "Somebody else changed this organisation while you were working. Reload the page and try again."
            );
        }

        if (await FindTakenAsync(wish, organisation.Id, cancel) is { } taken)
        {
            return taken;
        }

        var described = organisation.Revise(wish);
        if (!described.IsDone)
        {
            return described;
        }

        ledger.Write(actor, new OrganisationDescribed { Hub = wish.Hub, Organisation = organisation.Id });
        // The names lie in a table of their own; without this two people could change them at once.
        db.Entry(organisation).Property(o => o.Name).IsModified = true;
        return await db.SaveAsync(cancel);
    }

    // The index refuses a taken name as well; this says which one, and at its field.
    private async Task<Result?> FindTakenAsync(NewOrganisation wish, OrganisationId? own, CancellationToken cancel)
    {
        foreach (var name in wish.Aliases.Prepend(wish.Name).Where(name => Organisation.KeyOf(name).Length > 0))
        {
            var owner = await db.Set<Organisation>().OwnerOfAsync(wish.Hub, name, cancel);
            if (owner is not null && owner != own)
            {
                return new Refusal.Invalid(
                    name == wish.Name ? "Name" : "Aliases",
                    "Another organisation of this hub has one of these names already. If both are the same, merge them."
                );
            }
        }

        return null;
    }

    private async Task<Result<Organisation>> LoadAsync(Actor actor, HubId hub, string code, CancellationToken cancel)
    {
        if (await db.OrganisationAtAsync(hub, code, cancel) is not { } organisation)
        {
            return new Refusal.NotFound();
        }

        var subject = await db.SubjectAsync(actor, organisation, cancel);
        var allowed = PeopleAccess.Table.May(actor, PeopleActions.OrganisationEdit, subject, clock.GetUtcNow());
        return allowed.IsDone ? organisation : allowed.Refusal;
    }
}

using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.MergeOrganisations;

/// <summary>An organisation with all that leads to it.</summary>
/// <param name="Code">The code of its public page.</param>
/// <param name="Name">The preferred name.</param>
/// <param name="Names">All names by which it is found.</param>
/// <param name="Ties">What belongs to it.</param>
public sealed record MergeSide(string Code, string Name, IReadOnlyList<string> Names, IReadOnlyList<OrganisationTie> Ties);

/// <summary>What a merge, or its undoing, is about.</summary>
/// <param name="Own">The organisation that would lead to the other one, or does.</param>
/// <param name="Remaining">The one that would remain, or does; null while none is chosen.</param>
/// <param name="IsMerged">Whether they are merged already.</param>
public sealed record MergePreview(MergeSide Own, MergeSide? Remaining, bool IsMerged);

/// <summary>Says that two records are the same organisation, and undoes that.</summary>
/// <remarks>
/// Both rows stay as they are and one points to the other, so nothing is lost and undoing restores everything: names,
/// places and roles are led to the one that remains when they are read.
/// </remarks>
[Needs(PeopleActions.OrganisationEdit)]
public sealed class MergeHandler(AppDb db, Ledger ledger, IEnumerable<IOrganisationTies> ties, TimeProvider clock)
{
    /// <summary>What would happen.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="code">The organisation that would be merged, or is.</param>
    /// <param name="into">The code of the one that would remain; null while none is chosen.</param>
    /// <param name="cancel">Stops the loading.</param>
    public async Task<Result<MergePreview>> PreviewAsync(
        Actor actor,
        HubId hub,
        string code,
        string? into,
        CancellationToken cancel
    )
    {
        var own = await LoadAsync(actor, hub, code, cancel);
        if (!own.IsDone)
        {
            return own.Refusal;
        }

        if (own.Value.MergedInto is { } present)
        {
            var remains = await db.Set<Organisation>().SingleAsync(o => o.Id == present, cancel);
            return new MergePreview(await SideAsync(own.Value, cancel), await SideAsync(remains, cancel), IsMerged: true);
        }

        if (string.IsNullOrEmpty(into))
        {
            return new MergePreview(await SideAsync(own.Value, cancel), null, IsMerged: false);
        }

        var chosen = await LoadAsync(actor, hub, into, cancel);
        return chosen.IsDone
            ? new MergePreview(await SideAsync(own.Value, cancel), await SideAsync(chosen.Value, cancel), IsMerged: false)
            : chosen.Refusal;
    }

    /// <summary>Merges the first into the second, which remains.</summary>
    /// <returns>The refusals of the access table for either; Conflict when one of them is merged already.</returns>
    public async Task<Result> MergeAsync(Actor actor, HubId hub, string code, string into, CancellationToken cancel)
    {
        var own = await LoadAsync(actor, hub, code, cancel);
        var remaining = await LoadAsync(actor, hub, into, cancel);
        if ((own.Refusal ?? remaining.Refusal) is { } refusal)
        {
            return refusal;
        }

        var merged = own.Value.MergeInto(remaining.Value);
        if (!merged.IsDone)
        {
            return merged;
        }

        // Two people who merge A into B and B into A at the same moment would close a circle: the one that remains is
        // stored too, so that the second of them meets a changed version.
        db.Entry(remaining.Value).Property(o => o.MergedInto).IsModified = true;
        ledger.Write(
            actor,
            new OrganisationsMerged
            {
                Hub = hub,
                Merged = own.Value.Id,
                Remaining = remaining.Value.Id,
            }
        );
        return await db.SaveAsync(cancel);
    }

    /// <summary>Undoes a merge: the organisation stands by itself again with all that was its own.</summary>
    /// <returns>The refusals of the access table; Conflict when it is not merged.</returns>
    public async Task<Result> SeparateAsync(Actor actor, HubId hub, string code, CancellationToken cancel)
    {
        var own = await LoadAsync(actor, hub, code, cancel);
        if (!own.IsDone)
        {
            return own.Refusal;
        }

        var remaining = own.Value.MergedInto;
        var separated = own.Value.Separate();
        if (!separated.IsDone || remaining is not { } former)
        {
            return separated;
        }

        ledger.Write(
            actor,
            new OrganisationsSeparated
            {
                Hub = hub,
                Separated = own.Value.Id,
                Remaining = former,
            }
        );
        return await db.SaveAsync(cancel);
    }

    private async Task<MergeSide> SideAsync(Organisation organisation, CancellationToken cancel)
    {
        var id = organisation.Id;
        var roles = await db.Set<Membership>().CountAsync(m => m.Organisation == id && m.RevokedAt == null, cancel);
        List<OrganisationTie> counted = [new("Roles of people who represent it", roles)];
        foreach (var room in ties)
        {
            counted.Add(await room.CountAsync(id, cancel));
        }

        return new MergeSide(organisation.Code.Value, organisation.Name, [organisation.Name, .. organisation.Aliases], counted);
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

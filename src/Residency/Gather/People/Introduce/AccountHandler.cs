using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Introduce;

/// <summary>Lets people say who they are: name, ORCID iD, a few sentences, and where they work.</summary>
[Needs(PeopleActions.AccountEdit)]
public sealed class AccountHandler(AppDb db)
{
    private const int MostAffiliations = 50;

    /// <summary>Where a person works and worked, the present first.</summary>
    public async Task<IReadOnlyList<Affiliation>> AffiliationsAsync(PersonId person, CancellationToken cancel) =>
        [
            .. (await db.Set<Affiliation>().AsNoTracking().Where(a => a.Person == person).ToListAsync(cancel))
                .OrderByDescending(a => a.Until ?? DateOnly.MaxValue)
                .ThenByDescending(a => a.From ?? DateOnly.MinValue),
        ];

    /// <summary>Changes how a person is presented.</summary>
    /// <returns>Done; Invalid for a bad field.</returns>
    public async Task<Result> DescribeAsync(PersonId person, AccountForm form, CancellationToken cancel)
    {
        var found = await db.Set<Person>().SingleAsync(p => p.Id == person, cancel);
        var described = found.Describe(form.Name ?? "", form.Orcid, form.Biography ?? "");
        return described.IsDone ? await db.SaveAsync(cancel) : described;
    }

    /// <summary>Adds an affiliation.</summary>
    /// <returns>Done; Invalid for a bad field; Conflict after fifty of them.</returns>
    public async Task<Result> AffiliateAsync(PersonId person, NewAffiliation wish, CancellationToken cancel)
    {
        var added = Affiliation.Add(person, wish);
        if (!added.IsDone)
        {
            return added.Refusal;
        }

        if (await db.Set<Affiliation>().CountAsync(a => a.Person == person, cancel) >= MostAffiliations)
        {
            return new Refusal.Conflict("Fifty affiliations are kept at most. Remove one first.");
        }

        db.Add(added.Value);
        return await db.SaveAsync(cancel);
    }

    /// <summary>Removes one of the person's own affiliations.</summary>
    public Task RemoveAsync(PersonId person, AffiliationId affiliation, CancellationToken cancel) =>
        db.WriteAsync(
            inner => db.Set<Affiliation>().Where(a => a.Id == affiliation && a.Person == person).ExecuteDeleteAsync(inner),
            cancel
        );
}

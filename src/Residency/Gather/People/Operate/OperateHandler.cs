using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.Operate;

/// <summary>What the operator at the machine does for people who cannot help themselves.</summary>
[Needs(PeopleActions.OperatorAdd)]
public sealed class OperateHandler(AppDb db, TimeProvider clock)
{
    /// <summary>Makes somebody an operator, and their account if there is none.</summary>
    /// <returns>Done; Forbidden for others than operators; Invalid for a bad address or name.</returns>
    public async Task<Result> AddOperatorAsync(Actor actor, string email, string name, CancellationToken cancel)
    {
        var allowed = May(actor);
        if (!allowed.IsDone)
        {
            return allowed;
        }

        var person = await db.PersonAtAsync(email, cancel);
        if (person is null)
        {
            var added = Person.Add(new NewPerson(name, email), clock.GetUtcNow());
            if (!added.IsDone)
            {
                return added.Refusal;
            }

            person = added.Value;
            db.Add(person);
        }

        person.Operate();
        return await db.SaveAsync(cancel);
    }

    /// <summary>Makes a link that signs a person in and counts as a proof of who they are: the operator knows them.</summary>
    /// <returns>What stands in the link; NotFound for an unknown or suspended person.</returns>
    public async Task<Result<LinkSecret>> VouchAsync(Actor actor, string email, CancellationToken cancel)
    {
        var allowed = May(actor);
        if (!allowed.IsDone)
        {
            return allowed.Refusal;
        }

        if (await db.PersonAtAsync(email, cancel) is not { } person || await db.IsShutOutAsync(person.Id, cancel))
        {
            return new Refusal.NotFound("Nobody here has this address, or the account is suspended.");
        }

        var drawn = OneTimeLink.Vouch(person.Id, clock.GetUtcNow());
        db.Add(drawn.Link);
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? drawn.Secret : saved.Refusal;
    }

    private Result May(Actor actor) =>
        PeopleAccess.Table.May(actor, PeopleActions.OperatorAdd, new HubSubject(default), clock.GetUtcNow());
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Assign;

/// <summary>Says who works on a case study, in which role, from when to when.</summary>
internal sealed class AssignHandler(AppDb db, Ledger ledger, IPeople people, TimeProvider clock)
{
    /// <summary>The roles that can be assigned.</summary>
    public static readonly IReadOnlyList<Role> Roles = [Role.Expert, Role.Writer, Role.Adviser, Role.Reviewer, Role.Approver];

    /// <summary>Gives a person a part.</summary>
    /// <returns>Done; Invalid when the person does not hold the role in the hub, or the window is empty.</returns>
    public async Task<Result> AssignAsync(Actor actor, CaseStudyId id, AssignmentCard part, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Assign, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        var caseStudy = loaded.Value;
        if (
            !Roles.Contains(part.Role)
            || (await people.InRoleAsync(caseStudy.Hub, part.Role, cohort: null, cancel)).All(card => card.Id != part.Person)
        )
        {
            return new Refusal.Invalid("Person", "This person does not hold that role in the hub. Invite them to it first.");
        }

        var assigned = caseStudy.Assign(part, now);
        if (!assigned.IsDone)
        {
            return assigned;
        }

        ledger.Write(
            actor,
            new PersonAssigned
            {
                Hub = caseStudy.Hub,
                CaseStudy = id,
                Person = part.Person,
                Role = part.Role,
            }
        );
        return await db.SaveAsync(cancel);
    }

    /// <summary>Takes a part away.</summary>
    public async Task<Result> ReleaseAsync(Actor actor, CaseStudyId id, PersonId person, Role role, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Assign, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        loaded.Value.Release(person, role);
        ledger.Write(
            actor,
            new PersonReleased
            {
                Hub = loaded.Value.Hub,
                CaseStudy = id,
                Person = person,
                Role = role,
            }
        );
        return await db.SaveAsync(cancel);
    }
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Begins a case study: asked for by a page of this room and, through the door, by later rooms.</summary>
internal sealed class BeginHandler(AppDb db, Ledger ledger, FrameworkQueries frameworks, LiveDraft draft, TimeProvider clock)
{
    /// <summary>Whether the actor may begin a case study anywhere in the hub.</summary>
    /// <returns>Done; NotFound for people who have no part in the hub; Forbidden for those who have another part.</returns>
    public Result MayBegin(Actor actor, HubId hub)
    {
        var now = clock.GetUtcNow();
        var mayHere = actor
            .In(hub)
            .Any(standing =>
                CaseStudyAccess
                    .Table.May(
                        actor,
                        CaseStudyActions.Create,
                        new CohortSubject(hub, standing.Cohort, standing.Organisation),
                        now
                    )
                    .IsDone
            );
        return mayHere ? Result.Done
            : actor.BelongsTo(hub) ? new Refusal.Forbidden("Experts and programme managers begin case studies. Ask one of them.")
            : new Refusal.NotFound();
    }

    /// <summary>Begins it with the framework's empty sections; an expert who begins one is assigned to it.</summary>
    /// <returns>Its id; Invalid for a bad title or framework; Forbidden.</returns>
    public async Task<Result<CaseStudyId>> BeginAsync(Actor actor, NewCaseStudy wish, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var may = CaseStudyAccess.Table.May(
            actor,
            CaseStudyActions.Create,
            new CohortSubject(wish.Hub, wish.Cohort, wish.Organisation),
            now
        );
        if (!may.IsDone)
        {
            return may.Refusal;
        }

        var used = await FrameworkOfAsync(wish, cancel);
        if (!used.IsDone)
        {
            return used.Refusal;
        }

        var framework = used.Value;
        var made = CaseStudy.Begin(wish, framework?.Id, actor.Person, now);
        if (!made.IsDone)
        {
            db.ChangeTracker.Clear();
            return made.Refusal;
        }

        var caseStudy = made.Value;
        if (framework is { Definition.Genre.Length: > 0 })
        {
            caseStudy.Describe(caseStudy.Described() with { Genre = framework.Definition.Genre }, now);
        }

        if (actor.Person is { } person && actor.Plays(wish.Hub, Role.Expert))
        {
            caseStudy.Assign(new AssignmentCard(person, Role.Expert, null, null), now);
        }

        db.Add(caseStudy);
        ledger.Write(
            actor,
            new CaseStudyBegun
            {
                Hub = wish.Hub,
                CaseStudy = caseStudy.Id,
                Cohort = wish.Cohort,
            }
        );
        var first = SectionText.Empty(framework?.Definition);
        var begun = await draft.ChangeAsync(actor, caseStudy, new DraftChange(_ => first, RevisionSource.Begun, ""), cancel);
        return begun.IsDone ? caseStudy.Id : begun.Refusal;
    }

    private async Task<Result<FrameworkVersion?>> FrameworkOfAsync(NewCaseStudy wish, CancellationToken cancel)
    {
        FrameworkVersion? none = null;
        if (string.IsNullOrEmpty(wish.Framework))
        {
            return none;
        }

        var used = await frameworks.UseAsync(wish.Hub, wish.Framework, cancel);
        return used.IsDone ? used.Value : used.Refusal;
    }
}

using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Importing for rooms that bring texts of their own.</summary>
internal sealed class ImportDoor(AppDb db, ImportHandler handler, IPeople people, TimeProvider clock) : IImportCaseStudies
{
    public async Task<Result<CaseStudyId>> ImportAsync(
        Actor actor,
        HubId hub,
        CohortId? cohort,
        FileForImport file,
        CancellationToken cancel
    )
    {
        var incoming = new IncomingFile(
            file.Source,
            file.Name,
            file.Content,
            name => file.Beside(name) is { } bytes ? new MemoryStream(bytes, writable: false) : null
        );
        var line = await handler.ImportAsync(actor, new ImportPlan(hub, cohort), incoming, cancel);
        if (line.CaseStudy is not { } id)
        {
            return new Refusal.Invalid("File", $"{file.Name}: {line.Reason}");
        }

        var now = clock.GetUtcNow();
        foreach (
            var tag in await db.Set<Tag>().Where(tag => tag.CaseStudy == id && tag.State == TagState.Proposed).ToListAsync(cancel)
        )
        {
            tag.Accept(actor.Person, now);
        }

        await AssignExpertsAsync(id, now, cancel);
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? id : saved.Refusal;
    }

    // Those who represent the organisation in the cohort go on with its text.
    private async Task AssignExpertsAsync(CaseStudyId id, DateTimeOffset now, CancellationToken cancel)
    {
        var caseStudy = await db.CaseStudies().SingleAsync(row => row.Id == id, cancel);
        if (
            caseStudy.Organisation is not { } organisation
            || caseStudy.Cohort is not { } cohort
            || caseStudy.Assignments.Count > 0
        )
        {
            return;
        }

        var name = (await people.FindOrganisationAsync(organisation, cancel))?.Name;
        foreach (
            var expert in (await people.InRoleAsync(caseStudy.Hub, Role.Expert, cohort, cancel)).Where(card =>
                card.Organisation == name
            )
        )
        {
            caseStudy.Assign(new AssignmentCard(expert.Id, Role.Expert, null, null), now);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Importing for rooms that bring texts of their own.</summary>
internal sealed class ImportDoor(AppDb db, ImportHandler handler, LiveDraft draft, IPeople people, TimeProvider clock)
    : IImportCaseStudies
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

    public async Task<Result> BringAsync(CaseStudyId caseStudy, BroughtChange change, CancellationToken cancel)
    {
        if (
            await db.CaseStudies().SingleOrDefaultAsync(row => row.Id == caseStudy, cancel) is not { } found
            || await people.FindAsync(change.By, cancel) is not { } person
        )
        {
            return new Refusal.NotFound();
        }

        var writer = LiveWriter.Of(change.By, person.Name);
        var wish = new DraftChange(text => Apply(text, change, writer), RevisionSource.Written, "")
        {
            Writer = writer,
            WrittenAt = change.At,
            Author = new RevisionAuthor(person.Name, change.At) { Person = change.By },
        };
        return (await draft.ChangeAsync(Actor.System, found, wish, cancel)).WithoutValue();
    }

    private static Result<Document> Apply(Document text, BroughtChange change, LiveWriter writer)
    {
        var isFound = false;
        var changed = new DocumentMap(line =>
            Marks.Tidy(
                line.Select(inline =>
                {
                    if (isFound || inline is not Run run || !run.Text.Contains(change.Passage, StringComparison.Ordinal))
                    {
                        return inline;
                    }

                    isFound = true;
                    return run with { Text = run.Text.Replace(change.Passage, change.Instead, StringComparison.Ordinal) };
                })
            )
        ).Apply(text);
        return !isFound ? new Refusal.Invalid("Passage", $"“{change.Passage}” does not stand in the text.")
            : change.IsSuggested ? Suggestions.From(text, changed, writer.Name, change.At, writer.Id)
            : changed;
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

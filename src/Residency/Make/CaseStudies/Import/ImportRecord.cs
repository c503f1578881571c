using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Gather.Cohorts;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Import;

/// <summary>What completing a record found besides what the reader reported.</summary>
internal sealed record RecordNotes(int TagsProposed, IReadOnlyList<ReportLine> Lines);

/// <summary>Fills the record of an imported text: description, credit, tags, figures. Does not save.</summary>
internal sealed class ImportRecord(
    AppDb db,
    Ledger ledger,
    FrameworkQueries frameworks,
    ImportRecord.Tools tools,
    TimeProvider clock
)
{
    /// <summary>The doors and tools that it asks.</summary>
    internal sealed record Tools(IHubs Hubs, IPeople People, ICohorts Cohorts, IFileStore Files);

    /// <summary>Begins a case study for a text that is not known yet.</summary>
    public async Task<Result<CaseStudy>> BeginAsync(Actor actor, ImportPlan plan, Incoming incoming, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var front = incoming.Read.FrontMatter;
        var organisation = await OrganisationAsync(actor, plan, front, cancel);
        var framework = front.Hub?.Framework is { Length: > 0 } key
            ? await frameworks.UseAsync(plan.Hub, key, cancel)
            : default(Result<FrameworkVersion>?);
        var wish = new NewCaseStudy(plan.Hub, TextReading.Title(incoming.Read, incoming.File.Name))
        {
            Cohort = plan.Cohort,
            Organisation = organisation?.Id,
        };
        var begun = CaseStudy.Begin(wish, framework is { IsDone: true } used ? used.Value.Id : null, actor.Person, now);
        if (!begun.IsDone)
        {
            return begun;
        }

        db.Add(begun.Value);
        ledger.Write(
            actor,
            new CaseStudyBegun
            {
                Hub = plan.Hub,
                CaseStudy = begun.Value.Id,
                Cohort = plan.Cohort,
            }
        );
        return begun;
    }

    /// <summary>The text, its sections marked as the answers to the framework's parts.</summary>
    public async Task<Document> AnsweringAsync(CaseStudy caseStudy, Document document, CancellationToken cancel) =>
        document.Answering(await frameworks.DefinitionAsync(caseStudy.Framework, cancel));

    /// <summary>Fills what is empty; what a person wrote here stays.</summary>
    public async Task<RecordNotes> CompleteAsync(
        Actor actor,
        CaseStudy caseStudy,
        Incoming incoming,
        bool isNew,
        CancellationToken cancel
    )
    {
        var lines = new List<ReportLine>();
        Describe(caseStudy, incoming.Read.FrontMatter, lines);
        await CreditAsync(caseStudy, incoming.Read.FrontMatter, lines, cancel);
        await FiguresAsync(actor, caseStudy, incoming, lines, cancel);
        var tags = await TagsAsync(actor, caseStudy, incoming, cancel);
        await db.RecallAsync(caseStudy.Id, [.. incoming.Read.Document.Comments], clock.GetUtcNow(), cancel);
        if (!isNew && incoming.File.History is null)
        {
            await RemarkEditsAsync(caseStudy, lines, cancel);
        }

        return new RecordNotes(tags, lines);
    }

    private void Describe(CaseStudy caseStudy, FrontMatter front, List<ReportLine> lines)
    {
        var now = clock.GetUtcNow();
        var old = caseStudy.Described();
        var wishes = new List<Func<Description, Description>>
        {
            said => said with { Subtitle = Else(old.Subtitle, front.Subtitle) },
            said => said with { Summary = Else(old.Summary, front.Description) },
            said => said with { Licence = Else(old.Licence, front.Licence) },
            said => said with { Genre = Else(old.Genre, front.Hub?.Genre) },
            said => said with { Acknowledgement = Else(old.Acknowledgement, front.Hub?.Acknowledgement) },
            said => said with { Language = front.Language ?? old.Language },
            said => said with { Takeaways = old.Takeaways.Count > 0 ? old.Takeaways : [.. front.Hub?.Takeaways ?? []] },
        };
        foreach (var wish in wishes)
        {
            // One by one, so that one bad field does not cost the others.
            var described = caseStudy.Describe(wish(caseStudy.Described()), now);
            if (described.Refusal is Refusal.Invalid invalid)
            {
                lines.Add(
                    new ReportLine(
                        ReportSeverity.Warning,
                        new TextPlace(0, 0),
                        "front matter",
                        $"{invalid.Field} was left out: {invalid.Reason}"
                    )
                );
            }
        }

        if (DoiText.Normalise(front.Doi) is { } doi)
        {
            caseStudy.RememberDoi(doi);
        }
    }

    private async Task CreditAsync(CaseStudy caseStudy, FrontMatter front, List<ReportLine> lines, CancellationToken cancel)
    {
        if (await db.Set<Contribution>().AnyAsync(row => row.CaseStudy == caseStudy.Id, cancel))
        {
            return;
        }

        var order = 0;
        foreach (var author in front.Authors)
        {
            var affiliation = author.Affiliations.Count > 0 ? author.Affiliations[0] : null;
            var card = new ContributorCard(
                ++order,
                Person: null,
                author.Name,
                author.Orcid,
                affiliation?.Name ?? "",
                affiliation?.Ror is { } ror ? $"https://ror.org/{ror}" : null,
                [.. author.Roles.Select(CreditRoles.Parse).OfType<CreditRole>()],
                author.IsCorresponding
            );
            var credited = Contribution.Credit(caseStudy.Id, card);
            if (credited.IsDone)
            {
                db.Add(credited.Value);
            }
            else
            {
                lines.Add(
                    new ReportLine(
                        ReportSeverity.Warning,
                        new TextPlace(0, 0),
                        "author",
                        $"“{author.Name}” was left out: {credited.Refusal.Text}"
                    )
                );
            }
        }
    }

    private async Task FiguresAsync(
        Actor actor,
        CaseStudy caseStudy,
        Incoming incoming,
        List<ReportLine> lines,
        CancellationToken cancel
    )
    {
        var document = incoming.Read.Document;
        var pictures = document
            .AllBlocks()
            .SelectMany(block => SectionText.Lines(block).SelectMany(line => line).OfType<InlineImage>())
            .ToList();
        var names = document
            .AllBlocks()
            .OfType<Figure>()
            .Select(figure => figure.File)
            .Concat(pictures.Select(picture => picture.File))
            .Where(name => name.Length > 0 && !name.Contains("://", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);
        var known = await db.Set<FigureAsset>()
            .Where(row => row.CaseStudy == caseStudy.Id)
            .Select(row => row.Name)
            .ToListAsync(cancel);
        foreach (var name in names.Where(name => !known.Contains(name, StringComparer.Ordinal)))
        {
            await using var content = await incoming.File.OpenAsync(incoming.Read.Files.GetValueOrDefault(name, name), cancel);
            var place = new TextPlace(TextReading.LineOf(incoming.File, name), 0);
            if (content is null)
            {
                lines.Add(
                    new ReportLine(
                        ReportSeverity.Warning,
                        place,
                        "figure",
                        $"The picture “{name}” does not lie beside the file. Upload it to the case study."
                    )
                );
                continue;
            }

            var figure = document.AllBlocks().OfType<Figure>().FirstOrDefault(block => block.File == name);
            var inline = pictures.Find(picture => picture.File == name);
            var wish = new FigureWish(caseStudy, name, content, clock.GetUtcNow())
            {
                Described = new FigureCard(
                    default,
                    name,
                    "",
                    "",
                    0,
                    figure?.Alternative ?? inline?.Alternative ?? "",
                    figure?.Decorative ?? false,
                    figure?.Licence ?? "",
                    figure?.Source ?? ""
                )
                {
                    File = default,
                },
            };
            var kept = await db.KeepFigureAsync(tools.Files, actor, wish, cancel);
            if (!kept.IsDone)
            {
                lines.Add(
                    new ReportLine(
                        ReportSeverity.Warning,
                        place,
                        "figure",
                        $"The picture “{name}” was left out: {kept.Refusal.Text}"
                    )
                );
            }
        }
    }

    private async Task<int> TagsAsync(Actor actor, CaseStudy caseStudy, Incoming incoming, CancellationToken cancel)
    {
        var matter = new TagMatter(incoming.Read.Document, incoming.Read.FrontMatter)
        {
            Themes = await tools.Hubs.ThemesAsync(caseStudy.Hub, cancel),
            Organisation = caseStudy.Organisation is { } organisation
                ? await tools.People.FindOrganisationAsync(organisation, cancel)
                : null,
            Cohort = caseStudy.Cohort is { } cohort ? await tools.Cohorts.FindAsync(cohort, cancel) : null,
        };
        var known = (
            await db.Set<Tag>()
                .Where(tag => tag.CaseStudy == caseStudy.Id)
                .Select(tag => new { tag.Facet, tag.ValueKey })
                .ToListAsync(cancel)
        )
            .Select(tag => (tag.Facet, tag.ValueKey))
            .ToHashSet();
        var proposed = 0;
        foreach (var proposal in TagProposals.For(matter))
        {
            var tag = Tag.Propose(caseStudy.Id, proposal.Facet, proposal.Value, proposal.Reason);
            if (!tag.IsDone || !known.Add((tag.Value.Facet, tag.Value.ValueKey)))
            {
                continue;
            }

            if (proposal.IsStated)
            {
                tag.Value.Accept(actor.Person, clock.GetUtcNow());
            }

            db.Add(tag.Value);
            proposed++;
        }

        return proposed;
    }

    private async Task RemarkEditsAsync(CaseStudy caseStudy, List<ReportLine> lines, CancellationToken cancel)
    {
        var before = await db.RevisionAsync(caseStudy.Id, caseStudy.LatestRevision - 1, cancel);
        if (before is { Source: RevisionSource.Written or RevisionSource.Restored })
        {
            lines.Add(
                new ReportLine(
                    ReportSeverity.Warning,
                    new TextPlace(0, 0),
                    "history",
                    $"The text had been edited here. Revision {before.Number} holds those edits; compare it with the new one."
                )
            );
        }
    }

    private async Task<OrganisationCard?> OrganisationAsync(
        Actor actor,
        ImportPlan plan,
        FrontMatter front,
        CancellationToken cancel
    )
    {
        if (string.IsNullOrWhiteSpace(front.Hub?.Organisation))
        {
            return null;
        }

        var name = front.Hub.Organisation.Trim();
        if (await tools.People.FindOrganisationAsync(plan.Hub, name, cancel) is { } known)
        {
            return known;
        }

        var country = front.Hub.Country is { Length: 2 } code ? code : null;
        var added = await tools.People.AddOrganisationAsync(
            actor,
            new NewOrganisation(plan.Hub, name) { Sector = front.Hub.Sector ?? "", Country = country },
            cancel
        );
        return added.IsDone ? await tools.People.FindOrganisationAsync(added.Value, cancel) : null;
    }

    private static string Else(string old, string? other) => old.Length > 0 ? old : other ?? "";
}

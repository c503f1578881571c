using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Cohorts;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Make.CaseStudies;
using Residency.Make.Publishing.Model;

namespace Residency.Make.Publishing.Storage;

/// <summary>What an edition would hold, and what stands in its way.</summary>
public sealed record Prepared(
    CaseStudyCard Card,
    RevisionText Text,
    EditionContent Content,
    IReadOnlyList<Finding> Findings,
    int NextNumber
)
{
    /// <summary>Whether no check forbids it.</summary>
    public bool IsReady => Findings.All(finding => finding.Weight != Weight.Blocks);
}

/// <summary>Collects what an edition freezes from the rooms above.</summary>
public sealed class EditionSources(AppDb db, ICaseStudies caseStudies, IHubs hubs, ICohorts cohorts, IPeople people)
{
    /// <summary>The case study for an access table; null when the actor may not even view it.</summary>
    public async Task<IAccessSubject?> FindSubjectAsync(Actor actor, CaseStudyId caseStudy, CancellationToken cancel) =>
        (await caseStudies.MayAsync(actor, CaseStudyActions.View, caseStudy, cancel)).IsDone
            ? await caseStudies.FindSubjectAsync(caseStudy, cancel)
            : null;

    /// <summary>Everything that would be frozen now.</summary>
    public async Task<Result<Prepared>> GatherAsync(CaseStudyId caseStudy, CancellationToken cancel)
    {
        // What people have written since the last revision is part of it.
        var current = await caseStudies.BringUpToDateAsync(caseStudy, cancel);
        if (!current.IsDone)
        {
            return current.Refusal;
        }

        if (await caseStudies.FindAsync(caseStudy, cancel) is not { } card)
        {
            return new Refusal.NotFound();
        }

        if (await caseStudies.FindTextAsync(caseStudy, card.LatestRevision, cancel) is not { } text)
        {
            return new Refusal.Conflict("There is no text yet. Write or import it first.");
        }

        var number = 1 + await db.Set<Edition>().Where(edition => edition.CaseStudy == caseStudy).CountAsync(cancel);
        var content = await ContentAsync(card, text, cancel);
        return new Prepared(card, text, content, await caseStudies.ChecksAsync(caseStudy, cancel), number);
    }

    private async Task<EditionContent> ContentAsync(CaseStudyCard card, RevisionText text, CancellationToken cancel)
    {
        var hub = await hubs.FindAsync(card.Hub, cancel);
        var cohort = card.Cohort is { } inCohort ? await cohorts.FindAsync(inCohort, cancel) : null;
        var organisation = card.Organisation is { } about ? await people.FindOrganisationAsync(about, cancel) : null;
        var contributors = await caseStudies.ContributorsAsync(card.Id, cancel);
        var tags = await caseStudies.TagsAsync(card.Id, cancel);
        var figures = await caseStudies.FiguresAsync(card.Id, cancel);
        return new EditionContent
        {
            Title = card.Title,
            Subtitle = card.Subtitle,
            Summary = card.Summary,
            Language = card.Language,
            Genre = card.Genre,
            Licence = card.Licence,
            HubName = hub?.Name ?? "",
            Host = hub?.Host ?? "",
            CohortCode = cohort?.Code ?? "",
            CohortName = cohort?.Name ?? "",
            OrganisationName = organisation?.Name ?? "",
            OrganisationCode = organisation?.Code.Value ?? "",
            Authors =
            [
                .. contributors.Select(c => new CreditedAuthor(
                    c.Name,
                    c.Orcid,
                    c.Affiliation,
                    c.AffiliationRor,
                    c.Roles,
                    c.IsCorresponding
                )),
            ],
            Funders =
            [
                .. (await hubs.FundersAsync(card.Hub, cancel)).Select(f => new CreditedFunder(
                    f.Name,
                    f.Ror,
                    f.Statement,
                    f.Grants
                )),
            ],
            Acknowledgement = card.Acknowledgement,
            Takeaways = card.Takeaways,
            Tags = [.. tags.Where(tag => tag.State == TagState.Accepted).Select(tag => new EditionTag(tag.Facet, tag.Value))],
            Figures = [.. figures.Select(f => new EditionFigure(f.Name, f.File, f.FileHash, f.ContentType, f.Licence, f.Source))],
            References = await caseStudies.ReferencesAsync(card.Id, cancel),
            EarlierDoi = card.EarlierDoi,
            // Remarks in the margin are between those who write.
            Text = text.Document with
            {
                Comments = [],
            },
        };
    }
}

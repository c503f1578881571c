using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Turns nouns into the cards that other rooms see.</summary>
internal static class CardsOfNouns
{
    public static CaseStudyCard Card(this CaseStudy caseStudy) =>
        new(
            caseStudy.Id,
            caseStudy.Hub,
            caseStudy.Cohort,
            caseStudy.Organisation,
            caseStudy.Code,
            caseStudy.Title,
            caseStudy.State,
            caseStudy.Version
        )
        {
            Subtitle = caseStudy.Subtitle,
            Summary = caseStudy.Summary,
            Language = caseStudy.Language,
            Genre = caseStudy.Genre,
            Licence = caseStudy.Licence,
            Audience = caseStudy.Audience,
            Takeaways = caseStudy.Takeaways,
            Acknowledgement = caseStudy.Acknowledgement,
            LatestRevision = caseStudy.LatestRevision,
            BegunAt = caseStudy.BegunAt,
            ChangedAt = caseStudy.ChangedAt,
            PublishedAt = caseStudy.PublishedAt,
            EarlierDoi = caseStudy.EarlierDoi,
        };
}

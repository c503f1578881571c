using System.Globalization;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies;

namespace Residency.Make.Publishing.Model;

/// <summary>What an outgoing text says of itself, as front matter that an import reads again.</summary>
public static class OutgoingMatter
{
    private static readonly Facet[] WithOneField = [Facet.Sector, Facet.Country, Facet.Year, Facet.Genre];

    /// <summary>The front matter.</summary>
    public static FrontMatter Of(OutgoingText text)
    {
        var content = text.Content;
        return new FrontMatter
        {
            Title = content.Title,
            Subtitle = Said(content.Subtitle),
            Description = Said(content.Summary),
            Date = text.PublishedAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null,
            Authors = content.Authors.Select(Author).ToSequence(),
            Licence = Said(content.Licence),
            Keywords = Values(content, Facet.Keyword),
            Funding = content.Funders.SelectMany(Funding).ToSequence(),
            Language = Said(content.Language),
            Doi = content.EarlierDoi,
            Hub = Hub(text),
        };
    }

    /// <summary>Which edition or revision it is, in words.</summary>
    public static string Version(OutgoingText text) =>
        text.Edition is { } edition
            ? string.Create(CultureInfo.InvariantCulture, $"edition {edition}")
            : string.Create(CultureInfo.InvariantCulture, $"draft, revision {text.Revision}");

    private static HubMatter Hub(OutgoingText text)
    {
        var content = text.Content;
        var year = First(content, Facet.Year);
        return new HubMatter
        {
            Code = text.Code.Value,
            Version = Version(text),
            Genre = Said(content.Genre) ?? First(content, Facet.Genre),
            Sector = First(content, Facet.Sector),
            Organisation = Said(content.OrganisationName) ?? First(content, Facet.Organisation),
            Country = First(content, Facet.Country),
            Cohort = Said(content.CohortName),
            Year = int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            Themes = Values(content, Facet.Theme),
            Audience = Values(content, Facet.Audience),
            Takeaways = content.Takeaways.ToSequence(),
            Acknowledgement = Said(content.Acknowledgement),
            Tags = Further(content).ToSequence(),
        };
    }

    // A field holds one value; what does not fit into the fields is listed with its side.
    private static IEnumerable<string> Further(EditionContent content) =>
        content
            .Tags.Where(tag => tag.Facet is not (Facet.Theme or Facet.Audience or Facet.Keyword))
            .Where(tag => !(WithOneField.Contains(tag.Facet) && IsInField(content, tag)))
            .Where(tag => !(tag.Facet == Facet.Organisation && tag.Value == (Said(content.OrganisationName) ?? tag.Value)))
            .Select(tag => $"{tag.Facet.ToString().ToLowerInvariant()}: {tag.Value}");

    private static bool IsInField(EditionContent content, EditionTag tag) =>
        tag.Value == (tag.Facet == Facet.Genre ? Said(content.Genre) ?? First(content, Facet.Genre) : First(content, tag.Facet))
        && (tag.Facet != Facet.Year || tag.Value.All(char.IsAsciiDigit));

    private static Author Author(CreditedAuthor author) =>
        new(author.Name)
        {
            Orcid = author.Orcid,
            IsCorresponding = author.IsCorresponding,
            Roles = author.Roles.Select(role => role.Name()).ToSequence(),
            Affiliations = author.Affiliation.Length > 0 ? [new Affiliation(author.Affiliation) { Ror = Bare(author.Ror) }] : [],
        };

    private static IEnumerable<Funding> Funding(CreditedFunder funder)
    {
        var first = new Funding(funder.Name) { Ror = Bare(funder.Ror), Statement = Said(funder.Statement) };
        return funder.Grants.Count == 0
            ? [first]
            : funder.Grants.Select((grant, i) => first with { Award = grant, Statement = i == 0 ? first.Statement : null });
    }

    private static string? Bare(string? ror) => ror is null ? null : ror[(ror.LastIndexOf('/') + 1)..];

    private static string? Said(string words) => words.Length > 0 ? words : null;

    private static string? First(EditionContent content, Facet facet) =>
        content.Tags.FirstOrDefault(tag => tag.Facet == facet)?.Value;

    private static Sequence<string> Values(EditionContent content, Facet facet) =>
        content.Tags.Where(tag => tag.Facet == facet).Select(tag => tag.Value).ToSequence();
}

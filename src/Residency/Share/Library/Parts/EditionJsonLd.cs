using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Residency.Make.CaseStudies;
using Residency.Share.Library.Model;

namespace Residency.Share.Library.Parts;

/// <summary>Describes an edition in the words of schema.org, for search engines.</summary>
public static class EditionJsonLd
{
    // The default encoder writes <, > and & as escapes, so that no text can end the script element.
    private static readonly JsonSerializerOptions Safe = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>JSON-LD of type Report. Source: https://schema.org/Report.</summary>
    public static string Of(PublicEdition edition, string address)
    {
        var content = edition.Content;
        var work = new Dictionary<string, object?>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Report",
            ["@id"] = address,
            ["url"] = address,
            ["name"] = content.Title,
            ["headline"] = content.Title,
            ["alternativeHeadline"] = Present(content.Subtitle),
            ["abstract"] = Present(content.Summary),
            ["inLanguage"] = content.Language,
            ["datePublished"] = edition.Edition.PublishedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["version"] = edition.Edition.Number.ToString(CultureInfo.InvariantCulture),
            ["license"] = Licences.Address(content.Licence) ?? Present(content.Licence),
            ["genre"] = Present(content.Genre),
            ["isAccessibleForFree"] = true,
            ["publisher"] = new Dictionary<string, object?> { ["@type"] = "Organization", ["name"] = content.HubName },
            ["author"] = content.Authors.Select(author => new Dictionary<string, object?>
            {
                ["@type"] = "Person",
                ["name"] = author.Name,
                ["sameAs"] = author.Orcid is null ? null : $"https://orcid.org/{author.Orcid}",
                ["affiliation"] =
                    author.Affiliation.Length == 0
                        ? null
                        : new Dictionary<string, object?>
                        {
                            ["@type"] = "Organization",
                            ["name"] = author.Affiliation,
                            ["sameAs"] = author.Ror,
                        },
            }),
            ["funder"] = content.Funders.Select(funder => new Dictionary<string, object?>
            {
                ["@type"] = "Organization",
                ["name"] = funder.Name,
                ["sameAs"] = funder.Ror,
            }),
            ["keywords"] = Present(
                string.Join(", ", content.Tags.Where(tag => tag.Facet is Facet.Theme or Facet.Keyword).Select(tag => tag.Value))
            ),
            ["about"] =
                content.OrganisationName.Length == 0
                    ? null
                    : new Dictionary<string, object?> { ["@type"] = "Organization", ["name"] = content.OrganisationName },
        };
        return JsonSerializer.Serialize(work, Safe);
    }

    private static string? Present(string text) => text.Length == 0 ? null : text;
}

using System.Globalization;
using Residency.Foundation.Text;
using Residency.Gather.Cohorts;
using Residency.Gather.Hubs;
using Residency.Gather.People;

namespace Residency.Make.CaseStudies.Model;

/// <summary>A tag that the product would give, and why.</summary>
/// <param name="IsStated">Whether the file itself says so; then nobody needs to decide.</param>
public sealed record TagProposal(Facet Facet, string Value, string Reason, bool IsStated);

/// <summary>What proposals are drawn from.</summary>
public sealed record TagMatter(Document Document, FrontMatter FrontMatter)
{
    public IReadOnlyList<ThemeCard> Themes { get; init; } = [];
    public OrganisationCard? Organisation { get; init; }
    public CohortCard? Cohort { get; init; }
}

/// <summary>Proposes tags from words, dates and what is known of the organisation. Each comes with a reason that can be checked.</summary>
public static class TagProposals
{
    // A theme that is named once may be a remark; named this often it is a subject.
    private const int FewestMentions = 3;

    // Words by which the themes of the mission are known. Beginnings of words, so that "reproducible" counts too.
    private static readonly Dictionary<string, string[]> Signs = new(StringComparer.Ordinal)
    {
        ["open-source"] = ["open source", "open-source", "free software"],
        ["open-data"] = ["open data", "data sharing", "fair data", "shared data"],
        ["cross-sector-collaboration"] = ["collaborat", "partnership", "cross-sector"],
        ["reproducibility"] = ["reproducib", "replicab"],
        ["ethics-in-data-science-and-ai"] = ["ethic", "responsible ai", "fairness", "algorithmic bias", "trustworth"],
    };

    /// <summary>All proposals, each facet and value once.</summary>
    public static IReadOnlyList<TagProposal> For(TagMatter matter) =>
        [
            .. Stated(matter)
                .Concat(Known(matter))
                .Concat(Themes(matter))
                .Where(tag => !string.IsNullOrWhiteSpace(tag.Value) && tag.Value.Length <= 120)
                .DistinctBy(tag => (tag.Facet, tag.Value.Trim().ToLowerInvariant())),
        ];

    private static IEnumerable<TagProposal> Stated(TagMatter matter)
    {
        var front = matter.FrontMatter;
        var hub = front.Hub ?? new HubMatter();
        IEnumerable<(Facet, string?)> said =
        [
            .. hub.Themes.Select(theme => (Facet.Theme, (string?)TitleOf(theme, matter.Themes))),
            (Facet.Sector, hub.Sector),
            (Facet.Organisation, hub.Organisation is null ? null : matter.Organisation?.Name ?? hub.Organisation),
            (Facet.Year, hub.Year?.ToString(CultureInfo.InvariantCulture)),
            (Facet.Genre, hub.Genre),
            (Facet.Country, hub.Country),
            .. hub.Audience.Select(audience => (Facet.Audience, (string?)audience)),
            .. front.Keywords.Select(keyword => (Facet.Keyword, (string?)keyword)),
            .. hub.Tags.Select(Named).OfType<(Facet Facet, string Value)>().Select(tag => (tag.Facet, (string?)tag.Value)),
        ];
        return said.Where(tag => !string.IsNullOrWhiteSpace(tag.Item2))
            .Select(tag => new TagProposal(tag.Item1, tag.Item2!, "Stated at the head of the file.", IsStated: true)); // filtered
    }

    // "sector: Energy", as exports write what has no field of its own.
    private static (Facet Facet, string Value)? Named(string tag) =>
        tag.Split(": ", 2) is [var side, var value]
        && Enum.TryParse<Facet>(side, ignoreCase: true, out var facet)
        && Enum.IsDefined(facet)
            ? (facet, value)
            : null;

    private static IEnumerable<TagProposal> Known(TagMatter matter)
    {
        if (matter.Organisation is { } organisation)
        {
            yield return new TagProposal(
                Facet.Organisation,
                organisation.Name,
                "The case study is about this organisation.",
                IsStated: false
            );
            yield return new TagProposal(
                Facet.Sector,
                organisation.Sector,
                $"The sector of {organisation.Name}.",
                IsStated: false
            );
            yield return new TagProposal(
                Facet.Country,
                organisation.Country ?? "",
                $"The country of {organisation.Name}.",
                IsStated: false
            );
        }

        if (matter.Cohort is { } cohort)
        {
            yield return new TagProposal(Facet.Cohort, cohort.Name, "The case study belongs to this cohort.", IsStated: false);
        }

        if (matter.FrontMatter.Hub?.Year is null)
        {
            if (matter.FrontMatter.Date is { } date)
            {
                yield return new TagProposal(
                    Facet.Year,
                    date.Year.ToString(CultureInfo.InvariantCulture),
                    $"The file is dated {date:yyyy-MM-dd}.",
                    IsStated: false
                );
            }
            else if (matter.Cohort is { } group)
            {
                yield return new TagProposal(
                    Facet.Year,
                    group.Year.ToString(CultureInfo.InvariantCulture),
                    $"{group.Name} began in that year.",
                    IsStated: false
                );
            }
        }

        if (matter.FrontMatter.Hub?.Genre is null && GenreOf(matter.Document) is { } genre)
        {
            yield return genre;
        }
    }

    private static TagProposal? GenreOf(Document document)
    {
        var quotations = document.AllBlocks().OfType<QuotationBlock>().Count(quotation => !quotation.Attribution.IsEmpty);
        var text = DocumentText.Of(document);
        var questions =
            document.AllBlocks().OfType<Heading>().Count(heading => DocumentText.Of(heading).TrimEnd().EndsWith('?'))
            + document.Sections.Count(section => DocumentText.Of(section.Title).TrimEnd().EndsWith('?'));
        return quotations >= 3
                ? new TagProposal(Facet.Genre, "round-table", $"{quotations} quotations have a speaker.", IsStated: false)
            : questions >= 4 ? new TagProposal(Facet.Genre, "interview", $"{questions} headings are questions.", IsStated: false)
            : Count(text, " my ") + Count(text, " i ") >= 15
                ? new TagProposal(Facet.Genre, "personal story", "It is told in the first person.", IsStated: false)
            : null;
    }

    private static IEnumerable<TagProposal> Themes(TagMatter matter)
    {
        var text = " " + DocumentText.Of(matter.Document).ToLowerInvariant();
        foreach (var theme in matter.Themes)
        {
            var signs = Signs.GetValueOrDefault(theme.Key) ?? [theme.Title.ToLowerInvariant()];
            var counted = signs
                .Select(sign => (Sign: sign, Times: Count(text, sign)))
                .OrderByDescending(sign => sign.Times)
                .ToList();
            var times = counted.Sum(sign => sign.Times);
            if (times >= FewestMentions)
            {
                yield return new TagProposal(
                    Facet.Theme,
                    theme.Title,
                    $"“{counted[0].Sign}…” and its like occur {times} times.",
                    IsStated: false
                );
            }
        }
    }

    private static string TitleOf(string theme, IReadOnlyList<ThemeCard> themes) =>
        themes
            .FirstOrDefault(card =>
                string.Equals(card.Key, theme.Trim(), StringComparison.OrdinalIgnoreCase)
                || string.Equals(card.Title, theme.Trim(), StringComparison.OrdinalIgnoreCase)
            )
            ?.Title
        ?? theme;

    // Counts only at the beginning of a word: "ethic" is in "ethical" but not in "arethic".
    private static int Count(string text, string sign)
    {
        var count = 0;
        for (
            var at = text.IndexOf(sign, StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = text.IndexOf(sign, at + sign.Length, StringComparison.OrdinalIgnoreCase)
        )
        {
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
            {
                count++;
            }
        }

        return count;
    }
}

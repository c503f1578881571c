using Residency.Foundation.Text;
using Residency.Gather.Hubs;

namespace Residency.Make.CaseStudies.Model;

/// <summary>All that the checks look at.</summary>
/// <param name="CaseStudy">The record.</param>
/// <param name="Document">The newest text.</param>
/// <param name="Framework">What it began with; null without one.</param>
public sealed record CheckMatter(CaseStudy CaseStudy, Document Document, FrameworkDefinition? Framework)
{
    public IReadOnlyList<ContributorCard> Contributors { get; init; } = [];
    public IReadOnlyList<FigureCard> Figures { get; init; } = [];
    public IReadOnlyList<ReferenceCard> References { get; init; } = [];
    public IReadOnlyList<TagCard> Tags { get; init; } = [];
    public IReadOnlyList<FunderCard> Funders { get; init; } = [];
}

/// <summary>What stands between a text and its publication, and what would make it better.</summary>
public static class CaseStudyChecks
{
    /// <summary>All findings: those about the record first, then those about the text in reading order.</summary>
    public static IReadOnlyList<Finding> Run(CheckMatter matter) =>
        [
            .. OfRecord(matter),
            .. PromptCheck.Run(matter),
            .. OfSections(matter),
            .. OfSuggestions(matter),
            .. OfFigures(matter),
            .. OfCitations(matter),
        ];

    private static IEnumerable<Finding> OfRecord(CheckMatter matter)
    {
        if (matter.CaseStudy.Words == 0)
        {
            yield return new Finding(
                CheckKind.NoText,
                Weight.Blocks,
                null,
                "Nothing is written yet. Begin with the first section."
            );
        }

        if (matter.Contributors.Count == 0)
        {
            yield return new Finding(
                CheckKind.NoAuthors,
                Weight.Blocks,
                null,
                "Nobody is named as author. Add those who wrote it."
            );
        }

        if (matter.CaseStudy.Licence.Length == 0)
        {
            yield return new Finding(
                CheckKind.NoLicence,
                Weight.Blocks,
                null,
                "No licence is chosen. Readers need to know what they may do with the text."
            );
        }

        if (matter.CaseStudy.Summary.Length == 0)
        {
            yield return new Finding(
                CheckKind.NoSummary,
                Weight.Advises,
                null,
                "There is no summary. Two sentences help readers to find the text."
            );
        }

        foreach (var funder in matter.Funders.Where(funder => !IsNamed(funder, matter)))
        {
            yield return new Finding(
                CheckKind.NoFunderLine,
                Weight.Advises,
                null,
                $"{funder.Name} is not acknowledged. Add the funder's statement to the acknowledgement."
            );
        }

        var undecided = matter.Tags.Count(tag => tag.State == TagState.Proposed);
        if (undecided > 0)
        {
            yield return new Finding(
                CheckKind.TagsUndecided,
                Weight.Advises,
                null,
                undecided == 1 ? "One proposed tag waits for a decision." : $"{undecided} proposed tags wait for a decision."
            );
        }
    }

    private static bool IsNamed(FunderCard funder, CheckMatter matter)
    {
        var acknowledgement = matter.CaseStudy.Acknowledgement;
        return acknowledgement.Contains(funder.Name, StringComparison.OrdinalIgnoreCase)
            || (funder.Statement.Length > 0 && acknowledgement.Contains(funder.Statement, StringComparison.OrdinalIgnoreCase))
            || funder.Grants.Any(grant => acknowledgement.Contains(grant, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<Finding> OfSections(CheckMatter matter)
    {
        var sections = matter.Document.Sections;
        foreach (var asked in matter.Framework?.Sections ?? [])
        {
            var answers = sections.Where(section => section.Key == asked.Key).ToList();
            var words = answers.Sum(SectionText.Words);
            if (words == 0 && asked.Required)
            {
                yield return new Finding(
                    CheckKind.RequiredPartMissing,
                    Weight.Blocks,
                    answers.FirstOrDefault()?.Id,
                    $"“{asked.Title}” is required and empty."
                );
            }
            else if (words > 0 && words < asked.Words.Min)
            {
                yield return new Finding(
                    CheckKind.TooShort,
                    Weight.Advises,
                    answers[0].Id,
                    $"“{asked.Title}” has {words} words; at least {asked.Words.Min} are asked for."
                );
            }
            else if (asked.Words.Max > 0 && words > asked.Words.Max)
            {
                yield return new Finding(
                    CheckKind.TooLong,
                    Weight.Advises,
                    answers[0].Id,
                    $"“{asked.Title}” has {words} words; at most {asked.Words.Max} are asked for."
                );
            }
        }

        foreach (
            var group in sections.GroupBy(section => DocumentText.Of(section.Title).Trim(), StringComparer.OrdinalIgnoreCase)
        )
        {
            if (group.Key.Length > 0 && group.Count() > 1)
            {
                yield return new Finding(
                    CheckKind.DuplicateHeading,
                    Weight.Advises,
                    group.Last().Id,
                    $"Two sections are called “{group.Key}”. Give one of them another title."
                );
            }
        }
    }

    // A change that nobody decided would be published as if it were settled.
    private static IEnumerable<Finding> OfSuggestions(CheckMatter matter)
    {
        if (Suggestions.Count(matter.Document) is > 0 and var open)
        {
            yield return new Finding(
                CheckKind.SuggestionsOpen,
                Weight.Blocks,
                Suggestions.Places(matter.Document)[0],
                open == 1
                    ? "This text still has a suggested change. Take it on or leave it out."
                    : $"This text still has {open} suggested changes. Take them on or leave them out."
            );
        }
    }

    private static IEnumerable<Finding> OfFigures(CheckMatter matter)
    {
        var assets = matter.Figures.ToDictionary(figure => figure.Name, StringComparer.Ordinal);
        foreach (var figure in matter.Document.AllBlocks().OfType<Figure>())
        {
            var asset = assets.GetValueOrDefault(figure.File);
            if (asset is null && !figure.File.Contains("://", StringComparison.Ordinal))
            {
                yield return new Finding(
                    CheckKind.FigureFileMissing,
                    Weight.Blocks,
                    figure.Id,
                    $"The picture “{figure.File}” is not here. Upload it or take the figure out."
                );
            }

            var decorative = figure.Decorative || asset?.Decorative == true;
            if (!decorative && string.IsNullOrWhiteSpace(figure.Alternative) && string.IsNullOrWhiteSpace(asset?.Alternative))
            {
                yield return new Finding(
                    CheckKind.FigureWithoutAlternative,
                    Weight.Blocks,
                    figure.Id,
                    $"The picture “{figure.File}” has no alternative text. Say what it shows, or mark it as decorative."
                );
            }

            if (string.IsNullOrWhiteSpace(figure.Licence) && string.IsNullOrWhiteSpace(asset?.Licence))
            {
                yield return new Finding(
                    CheckKind.FigureWithoutLicence,
                    Weight.Advises,
                    figure.Id,
                    $"The picture “{figure.File}” has no licence. Say under which one it may be shown."
                );
            }
        }
    }

    private static IEnumerable<Finding> OfCitations(CheckMatter matter)
    {
        var known = matter
            .References.Select(reference => reference.Key)
            .Concat(matter.References.Select(reference => reference.Doi).OfType<string>())
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = matter
            .Document.AllBlocks()
            .SelectMany(block =>
                SectionText.Lines(block).SelectMany(line => line).OfType<Citation>().Select(cited => (block.Id, cited.Key))
            )
            .Where(cited => !known.Contains(cited.Key) && !(DoiText.Normalise(cited.Key) is { } doi && known.Contains(doi)))
            .DistinctBy(cited => cited.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var (block, key) in missing)
        {
            yield return new Finding(
                CheckKind.CitationWithoutWork,
                Weight.Advises,
                block,
                $"The text cites “{key}”, but nobody recorded that work. Add it under Cite."
            );
        }
    }
}

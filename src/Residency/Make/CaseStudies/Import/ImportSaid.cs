using Microsoft.Extensions.Localization;
using Residency.Foundation.Text;
using Residency.Foundation.Ui;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Imports in the words of their pages.</summary>
internal static class ImportSaid
{
    public static string Counts(ImportBatch batch, IStringLocalizer<Words> words)
    {
        var texts = words[
            "{0} created, {1} updated, {2} unchanged, {3} refused.",
            batch.Created,
            batch.Updated,
            batch.Unchanged,
            batch.Refused
        ];
        return batch.Ignored == 0 ? texts : $"{texts} {words["{0} ignored.", batch.Ignored]}";
    }

    public static string Of(ImportOutcome outcome, IStringLocalizer<Words> words) =>
        outcome switch
        {
            ImportOutcome.Created => words["Created"],
            ImportOutcome.Updated => words["Updated"],
            ImportOutcome.Unchanged => words["Unchanged"],
            ImportOutcome.Refused => words["Refused"],
            ImportOutcome.Ignored => words["Ignored"],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static BadgeTone Tone(ImportOutcome outcome) =>
        outcome switch
        {
            ImportOutcome.Created or ImportOutcome.Updated => BadgeTone.Good,
            ImportOutcome.Unchanged or ImportOutcome.Ignored => BadgeTone.Plain,
            ImportOutcome.Refused => BadgeTone.Stopped,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Which constructs were reported, with how often; empty when none was.</summary>
    public static string Reported(ImportLine line) =>
        string.Join(
            ", ",
            line.Report.GroupBy(remark => remark.Construct, StringComparer.Ordinal)
                .OrderByDescending(remarks => remarks.Count())
                .ThenBy(remarks => remarks.Key, StringComparer.Ordinal)
                .Select(remarks => $"{remarks.Count()} × {remarks.Key}")
        );

    public static string Place(ImportLine line, ReportLine remark, IStringLocalizer<Words> words) =>
        remark.Place.Line == 0 ? ""
        : TextReading.CountsParagraphs(line.Name) ? words["Paragraph {0}: ", remark.Place.Line]
        : words["Line {0}: ", remark.Place.Line];
}

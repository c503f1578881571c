using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>What became of a file.</summary>
public enum ImportOutcome
{
    Created,
    Updated,
    Unchanged,
    Refused,

    /// <summary>It is nothing that becomes a case study, and no text asked for it.</summary>
    Ignored,
}

/// <summary>The report about one file.</summary>
/// <param name="Name">The file.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record ImportLine(string Name, ImportOutcome Outcome)
{
    /// <summary>The case study; null when refused.</summary>
    public CaseStudyId? CaseStudy { get; init; }
    public string Title { get; init; } = "";
    public int Revision { get; init; }
    public int Words { get; init; }

    /// <summary>What was kept, in words: sections, figures, citations, tables.</summary>
    public string Kept { get; init; } = "";
    public int TagsProposed { get; init; }

    /// <summary>What the reader changed or could not keep, with places.</summary>
    public IReadOnlyList<ReportLine> Report { get; init; } = [];

    /// <summary>Why it was refused and what to do; null when it was not.</summary>
    public string? Reason { get; init; }
}

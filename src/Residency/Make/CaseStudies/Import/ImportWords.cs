using Residency.Foundation.Actors;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Where imported texts go.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="Cohort">The cohort; null for the hub as a whole.</param>
public sealed record ImportPlan(HubId Hub, CohortId? Cohort);

/// <summary>A file that somebody hands in.</summary>
/// <param name="Source">By which it is known again: an absolute path, or a name for uploads.</param>
/// <param name="Name">As reports call it.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Beside">Opens a file that lies beside it, by the name the text uses; null when there is none.</param>
public sealed record IncomingFile(string Source, string Name, ReadOnlyMemory<byte> Content, Func<string, Stream?> Beside)
{
    /// <summary>Who wrote it, when, and what changed; null for a file without a history.</summary>
    public FileHistory? History { get; init; }
}

/// <summary>What a list of revisions says of one of them.</summary>
/// <param name="Text">The source under which the whole row is one text.</param>
/// <param name="Author">The name from outside.</param>
/// <param name="At">When it was written.</param>
/// <param name="Message">What changed.</param>
public sealed record FileHistory(string Text, string Author, DateTimeOffset At, string Message);

/// <summary>What became of a file.</summary>
public enum ImportOutcome
{
    Created,
    Updated,
    Unchanged,
    Refused,
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

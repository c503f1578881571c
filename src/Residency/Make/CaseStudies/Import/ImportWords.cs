using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Where imported texts go.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="Cohort">The cohort; null for the hub as a whole.</param>
public sealed record ImportPlan(HubId Hub, CohortId? Cohort)
{
    /// <summary>Whether the actor may import there now.</summary>
    internal Result May(Actor actor, DateTimeOffset now) =>
        CaseStudyAccess.Table.May(actor, CaseStudyActions.ImportMany, new CohortSubject(Hub, Cohort), now);
}

/// <summary>A file that somebody hands in.</summary>
/// <param name="Source">By which it is known again: an absolute path, or a name for uploads.</param>
/// <param name="Name">As reports call it.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Beside">Opens a file that lies beside it, by the name the text uses; null when there is none.</param>
public sealed record IncomingFile(string Source, string Name, ReadOnlyMemory<byte> Content, Func<string, Stream?> Beside)
{
    /// <summary>Who wrote it, when, and what changed; null for a file without a history.</summary>
    public FileHistory? History { get; init; }

    /// <summary>Opens a file that was handed in with it, when none lies beside it; null when nothing else was handed in.</summary>
    public Func<string, CancellationToken, Task<Stream?>>? HandedIn { get; init; }

    /// <summary>Called in the transaction that makes the case study, with what became of the file; not when nothing is written.</summary>
    public Func<ImportLine, CancellationToken, Task>? Noted { get; init; }

    /// <summary>Opens a file by the name that the text uses; null when there is none.</summary>
    internal async Task<Stream?> OpenAsync(string name, CancellationToken cancel) =>
        Beside(name) ?? (HandedIn is null ? null : await HandedIn(name, cancel));
}

/// <summary>What a list of revisions says of one of them.</summary>
/// <param name="Text">The source under which the whole row is one text.</param>
/// <param name="Author">The name from outside.</param>
/// <param name="At">When it was written.</param>
/// <param name="Message">What changed.</param>
public sealed record FileHistory(string Text, string Author, DateTimeOffset At, string Message);

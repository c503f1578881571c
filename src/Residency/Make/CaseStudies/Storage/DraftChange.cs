using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>A change of the whole text that is cut as a revision at once.</summary>
/// <param name="Change">From the text as it is to the text as it shall be, or a refusal.</param>
/// <param name="Source">How it came about.</param>
/// <param name="Message">What changed, in words.</param>
internal sealed record DraftChange(Func<Document, Result<Document>> Change, RevisionSource Source, string Message)
{
    /// <summary>Under whose name new words stand; the actor's when null.</summary>
    public LiveWriter? Writer { get; init; }

    /// <summary>Who is named as the author of the revision; the actor when null.</summary>
    public RevisionAuthor? Author { get; init; }

    /// <summary>When it was written; now when null.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>What is changed beside the text, in the same transaction and after it; not saved by itself. Nothing when null.</summary>
    public Func<CancellationToken, Task>? Beside { get; init; }

    /// <summary>Whether the revision is kept also where nothing but its form differs.</summary>
    public bool IsOfHistory { get; init; }
}

/// <summary>Who is named as the author of a revision that was written elsewhere or earlier.</summary>
internal sealed record RevisionAuthor(string Name, DateTimeOffset At)
{
    /// <summary>The person; null for a name from outside.</summary>
    public PersonId? Person { get; init; }
}

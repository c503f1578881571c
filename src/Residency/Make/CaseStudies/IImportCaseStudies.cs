using Residency.Foundation.Actors;
using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies;

/// <summary>A file that becomes a case study.</summary>
/// <param name="Source">Where it comes from; the same source again updates the same case study.</param>
/// <param name="Name">Its file name; the ending tells its format.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Beside">Gives the bytes of a file that stands beside it, such as a picture; null when there is none.</param>
public sealed record FileForImport(string Source, string Name, ReadOnlyMemory<byte> Content, Func<string, byte[]?> Beside);

/// <summary>A change that somebody made in a text elsewhere or earlier.</summary>
/// <param name="By">Who made it.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Passage">Words of one line that stand in the text.</param>
/// <param name="Instead">What they wrote in their place.</param>
public sealed record BroughtChange(PersonId By, DateTimeOffset At, string Passage, string Instead)
{
    /// <summary>Whether it is only suggested.</summary>
    public bool IsSuggested { get; init; }
}

/// <summary>Importing for rooms that bring texts of their own: the demonstration, blueprints.</summary>
public interface IImportCaseStudies
{
    /// <summary>Imports one file and accepts the tags that it proposes.</summary>
    /// <returns>The case study; the reason when the file cannot be read or the actor may not.</returns>
    Task<Result<CaseStudyId>> ImportAsync(Actor actor, HubId hub, CohortId? cohort, FileForImport file, CancellationToken cancel);

    /// <summary>Brings a change along, under the name and the time of whoever made it. For histories of texts that were just imported.</summary>
    /// <returns>Done; NotFound; Invalid when the words do not stand in the text.</returns>
    Task<Result> BringAsync(CaseStudyId caseStudy, BroughtChange change, CancellationToken cancel);
}

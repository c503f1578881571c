using Residency.Foundation.Actors;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Parts;

/// <summary>The comments of a text as they stand in the margin of a Word file.</summary>
/// <param name="Remarks">Each answer after what it answers.</param>
/// <param name="Resolved">The ids of those that are settled.</param>
internal sealed record WordThreads(Sequence<ImportedComment> Remarks, IReadOnlySet<string> Resolved);

/// <summary>Lets comments go into Word files and come back from them.</summary>
internal interface IWordRemarks
{
    /// <summary>All comments of a text.</summary>
    Task<WordThreads> OfAsync(CaseStudyId id, CancellationToken cancel);

    /// <summary>Keeps comments that came with a file, under the names that the file gives. Does not save.</summary>
    /// <param name="actor">Who hands the file in.</param>
    /// <param name="id">The case study.</param>
    /// <param name="remarks">Those that are not here yet; an answer names the remark that it answers, which may be one that is here.</param>
    /// <param name="cancel">Stops before anything is kept.</param>
    /// <returns>How many were kept.</returns>
    Task<int> KeepAsync(Actor actor, CaseStudyId id, IReadOnlyList<ImportedComment> remarks, CancellationToken cancel);
}

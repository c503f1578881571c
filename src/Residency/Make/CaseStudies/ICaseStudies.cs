using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies;

/// <summary>The door of the room CaseStudies.</summary>
/// <remarks>
/// Reading methods do not ask who reads: the caller asks <see cref="MayAsync"/> first, or shows only what it has
/// published itself.
/// </remarks>
public interface ICaseStudies
{
    /// <summary>The case study with an id; null when there is none.</summary>
    Task<CaseStudyCard?> FindAsync(CaseStudyId caseStudy, CancellationToken cancel);

    /// <summary>The case study with a public code; null when there is none.</summary>
    Task<CaseStudyCard?> FindAsync(PublicCode code, CancellationToken cancel);

    /// <summary>What an access table needs to know of a case study; null when there is none.</summary>
    Task<IAccessSubject?> FindSubjectAsync(CaseStudyId caseStudy, CancellationToken cancel);

    /// <summary>Whether the actor may do one of <see cref="CaseStudyActions"/> now.</summary>
    /// <returns>Done; NotFound when there is none or it may not be seen; else the reason.</returns>
    Task<Result> MayAsync(Actor actor, string action, CaseStudyId caseStudy, CancellationToken cancel);

    /// <summary>Those case studies of a hub that the actor may view, the last changed first; trash left out.</summary>
    /// <param name="skip">How many to leave out, 0 or more.</param>
    /// <param name="take">How many at most, 1–500.</param>
    Task<IReadOnlyList<CaseStudyCard>> ListAsync(Actor actor, HubId hub, int skip, int take, CancellationToken cancel);

    /// <summary>All revisions without their texts, the first one first.</summary>
    Task<IReadOnlyList<RevisionCard>> RevisionsAsync(CaseStudyId caseStudy, CancellationToken cancel);

    /// <summary>The text of a revision; null when there is no such number.</summary>
    Task<RevisionText?> FindTextAsync(CaseStudyId caseStudy, int revision, CancellationToken cancel);

    /// <summary>The text as people are writing it now; null when there is no such case study. It may be ahead of the newest revision.</summary>
    Task<Document?> FindDraftAsync(CaseStudyId caseStudy, CancellationToken cancel);

    /// <summary>Cuts a revision of what was written since the last one, so that the newest revision is the present text.</summary>
    /// <returns>Done, also when nothing was written; NotFound; Conflict when somebody else did the same at that moment.</returns>
    Task<Result> BringUpToDateAsync(CaseStudyId caseStudy, CancellationToken cancel);

    /// <summary>The contributors in the order of credit.</summary>
    Task<IReadOnlyList<ContributorCard>> ContributorsAsync(CaseStudyId caseStudy, CancellationToken cancel);

    /// <summary>All tags, also proposed and declined ones; readers are shown the accepted.</summary>
    Task<IReadOnlyList<TagCard>> TagsAsync(CaseStudyId caseStudy, CancellationToken cancel);

    /// <summary>The pictures by name.</summary>
    Task<IReadOnlyList<FigureCard>> FiguresAsync(CaseStudyId caseStudy, CancellationToken cancel);

    /// <summary>The cited works by key.</summary>
    Task<IReadOnlyList<ReferenceCard>> ReferencesAsync(CaseStudyId caseStudy, CancellationToken cancel);

    /// <summary>Who is assigned, in the order in which they were.</summary>
    Task<IReadOnlyList<AssignmentCard>> AssignmentsAsync(CaseStudyId caseStudy, CancellationToken cancel);

    /// <summary>What the checks find in the present text and its description; empty when all is well.</summary>
    Task<IReadOnlyList<Finding>> ChecksAsync(CaseStudyId caseStudy, CancellationToken cancel);

    /// <summary>Begins a case study with the empty sections of its framework.</summary>
    /// <returns>Its id; Invalid for a bad title or an unknown framework; Forbidden.</returns>
    Task<Result<CaseStudyId>> BeginAsync(Actor actor, NewCaseStudy wish, CancellationToken cancel);
}

/// <summary>The moves that Publishing makes with a case study. For the room Publishing alone.</summary>
/// <remarks>
/// Each method changes the loaded thing inside the caller's transaction when there is one
/// (<c>AppDb.WriteAsync</c>); the caller has checked its own action first.
/// </remarks>
public interface IPublishCaseStudies
{
    /// <summary>Records that a revision became public.</summary>
    /// <param name="version">The version that was presented; refused when the case study changed since.</param>
    /// <param name="revision">Number and hash of the revision that is published.</param>
    /// <returns>Done; NotFound; Conflict for a wrong state, version or revision.</returns>
    Task<Result> PublishAsync(Actor actor, CaseStudyId caseStudy, int version, RevisionStamp revision, CancellationToken cancel);

    /// <summary>Opens a published text again, so that a next edition can be written. What is public stays public.</summary>
    /// <returns>Done; NotFound; Conflict for a wrong state or version.</returns>
    Task<Result> ReviseAsync(Actor actor, CaseStudyId caseStudy, int version, CancellationToken cancel);

    /// <summary>Records that what was public is no longer offered.</summary>
    /// <returns>Done; NotFound; Conflict for a wrong state or version.</returns>
    Task<Result> WithdrawAsync(Actor actor, CaseStudyId caseStudy, int version, CancellationToken cancel);
}

/// <summary>Names one exact text: its number and its hash.</summary>
/// <param name="Number">1 is the first.</param>
/// <param name="Sha256">SHA-256 over the canonical JSON, 64 lower-case hexadecimal digits.</param>
public sealed record RevisionStamp(int Number, string Sha256);

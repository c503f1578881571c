using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;

namespace Residency.Make.CaseStudies;

/// <summary>Something that happened to one case study.</summary>
public abstract record CaseStudyFact : Fact
{
    /// <summary>The case study.</summary>
    public required CaseStudyId CaseStudy { get; init; }

    /// <inheritdoc/>
    public override string Subject => SubjectOf(CaseStudy);

    /// <summary>How facts name a case study as their subject.</summary>
    public static string SubjectOf(CaseStudyId caseStudy) => $"case-study:{caseStudy.Value:D}";
}

/// <summary>A case study was begun, by hand or by an import.</summary>
[FactName("case-study.begun")]
public sealed record CaseStudyBegun : CaseStudyFact
{
    public CohortId? Cohort { get; init; }
    public override string InWords => "The case study was begun.";
}

/// <summary>A new revision became the text.</summary>
[FactName("case-study.revision-cut")]
public sealed record RevisionCut : CaseStudyFact
{
    /// <summary>1 is the first.</summary>
    public required int Number { get; init; }
    public required string Sha256 { get; init; }
    public required RevisionSource Source { get; init; }
    public override string InWords => $"Revision {Number} became the text.";
}

/// <summary>Somebody gave a moment of the text a name.</summary>
[FactName("case-study.moment-named")]
public sealed record MomentNamed : CaseStudyFact
{
    /// <summary>The number of the revision.</summary>
    public required int Number { get; init; }
    public override string InWords => $"Revision {Number} was given a name.";
}

/// <summary>What describes the text was changed.</summary>
[FactName("case-study.described")]
public sealed record CaseStudyDescribed : CaseStudyFact
{
    /// <summary>What was changed: description, credit, tags, figures or references.</summary>
    public required string Part { get; init; }
    public override string InWords => $"The record was changed: {Part}.";
}

/// <summary>A person was given a part.</summary>
[FactName("case-study.assigned")]
public sealed record PersonAssigned : CaseStudyFact
{
    public required PersonId Person { get; init; }
    public required Role Role { get; init; }
    public override string InWords => "A person was assigned.";
}

/// <summary>A part was taken from a person.</summary>
[FactName("case-study.released")]
public sealed record PersonReleased : CaseStudyFact
{
    public required PersonId Person { get; init; }
    public required Role Role { get; init; }
    public override string InWords => "A person is no longer assigned.";
}

/// <summary>The unpublished text was opened or closed to a circle of readers.</summary>
[FactName("case-study.shown")]
public sealed record AudienceChanged : CaseStudyFact
{
    public required Audience Audience { get; init; }
    public override string InWords => $"The circle of readers is now: {Audience}.";
}

/// <summary>The case study made a step from one state to another.</summary>
[FactName("case-study.moved")]
public sealed record CaseStudyMoved : CaseStudyFact
{
    public required CaseStudyState From { get; init; }
    public required CaseStudyState To { get; init; }
    public override string InWords => $"The case study moved from {From} to {To}.";
}

/// <summary>The case study was moved to another cohort of its hub.</summary>
[FactName("case-study.cohort-changed")]
public sealed record CohortChanged : CaseStudyFact
{
    /// <summary>Null when it belonged to the hub as a whole.</summary>
    public required CohortId? From { get; init; }
    public required CohortId To { get; init; }
    public override string InWords => "The case study was moved to another cohort.";
}

/// <summary>An owner asked that a case study be deleted for good.</summary>
[FactName("case-study.purge-asked")]
public sealed record PurgeAsked : CaseStudyFact
{
    public override string InWords => "An owner asked that the case study be deleted for good.";
}

/// <summary>The wish to delete a case study for good was taken back or declined.</summary>
[FactName("case-study.purge-declined")]
public sealed record PurgeDeclined : CaseStudyFact
{
    public override string InWords => "The case study is not deleted for good.";
}

/// <summary>A second owner confirmed, and the case study was deleted for good.</summary>
[FactName("case-study.purged")]
public sealed record CaseStudyPurged : CaseStudyFact
{
    public override string InWords => "The case study was deleted for good.";
}

/// <summary>Something that happened in the conversations beside a draft; not part of the history of its text.</summary>
public abstract record CommentFact : Fact
{
    /// <summary>The case study.</summary>
    public required CaseStudyId CaseStudy { get; init; }

    /// <summary>The conversation.</summary>
    public required ThreadId Thread { get; init; }

    /// <inheritdoc/>
    public override string Subject => $"comments:{CaseStudy.Value:D}";
}

/// <summary>Somebody began a conversation beside a draft.</summary>
[FactName("case-study.comment-begun")]
public sealed record ThreadBegun : CommentFact
{
    public required CommentId Comment { get; init; }

    /// <summary>How many people it mentions, its author left out.</summary>
    public int Mentions { get; init; }
    public override string InWords => "A conversation was begun beside the draft.";
}

/// <summary>Somebody said something more.</summary>
[FactName("case-study.comment-added")]
public sealed record CommentAdded : CommentFact
{
    public required CommentId Comment { get; init; }

    /// <summary>How many people it mentions, its author left out.</summary>
    public int Mentions { get; init; }
    public override string InWords => "A comment was added.";
}

/// <summary>A conversation was resolved.</summary>
[FactName("case-study.comments-resolved")]
public sealed record ThreadResolved : CommentFact
{
    public override string InWords => "A conversation was resolved.";
}

/// <summary>A resolved conversation was opened again.</summary>
[FactName("case-study.comments-reopened")]
public sealed record ThreadReopened : CommentFact
{
    public override string InWords => "A conversation was opened again.";
}

/// <summary>A comment was taken away.</summary>
[FactName("case-study.comment-deleted")]
public sealed record CommentDeleted : CommentFact
{
    public required CommentId Comment { get; init; }
    public override string InWords => "A comment was deleted.";
}

/// <summary>Somebody without an account was invited to suggest and comment.</summary>
[FactName("case-study.reader-invited")]
public sealed record ReaderInvited : CaseStudyFact
{
    public required PrivateLinkId Link { get; init; }
    public override string InWords => "Somebody without an account was invited to suggest and comment.";
}

/// <summary>The holder of a private link opened the draft.</summary>
[FactName("case-study.reader-came")]
public sealed record ReaderCame : CaseStudyFact
{
    public required PrivateLinkId Link { get; init; }
    public override string InWords => "Somebody opened the draft by a private link for the first time.";
}

/// <summary>A private link was taken back; it opens nothing any more.</summary>
[FactName("case-study.reader-revoked")]
public sealed record ReaderRevoked : CaseStudyFact
{
    public required PrivateLinkId Link { get; init; }
    public override string InWords => "A private link to the draft was taken back.";
}

/// <summary>A framework got a new version.</summary>
[FactName("framework.released")]
public sealed record FrameworkReleased : Fact
{
    public required FrameworkId Framework { get; init; }

    /// <summary>1 is the first.</summary>
    public required int Number { get; init; }
    public override string Subject => $"framework:{Framework.Value:D}";
    public override string InWords => $"Version {Number} of a framework was released.";
}

/// <summary>A batch of files was imported.</summary>
[FactName("case-study.imported")]
public sealed record FilesImported : Fact
{
    public required int Created { get; init; }
    public required int Updated { get; init; }
    public required int Unchanged { get; init; }
    public required int Refused { get; init; }
    public override string Subject => $"hub:{Hub.Value:D}";
    public override string InWords =>
        $"Files were imported: {Created} created, {Updated} updated, {Unchanged} unchanged, {Refused} refused.";
}

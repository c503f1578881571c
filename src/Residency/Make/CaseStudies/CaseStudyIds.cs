using Residency.Foundation.Ids;

namespace Residency.Make.CaseStudies;

/// <summary>One account of how an organisation met a practice.</summary>
public readonly record struct CaseStudyId(Guid Value) : ITypedId<CaseStudyId>
{
    public static CaseStudyId From(Guid value) => new(value);
}

/// <summary>One person's credit for a case study.</summary>
public readonly record struct ContributionId(Guid Value) : ITypedId<ContributionId>
{
    public static ContributionId From(Guid value) => new(value);
}

/// <summary>One immutable state of the whole text.</summary>
public readonly record struct RevisionId(Guid Value) : ITypedId<RevisionId>
{
    public static RevisionId From(Guid value) => new(value);
}

/// <summary>A set of sections and prompts that a hub offers.</summary>
public readonly record struct FrameworkId(Guid Value) : ITypedId<FrameworkId>
{
    public static FrameworkId From(Guid value) => new(value);
}

/// <summary>One immutable version of a framework.</summary>
public readonly record struct FrameworkVersionId(Guid Value) : ITypedId<FrameworkVersionId>
{
    public static FrameworkVersionId From(Guid value) => new(value);
}

/// <summary>A word by which a case study is found.</summary>
public readonly record struct TagId(Guid Value) : ITypedId<TagId>
{
    public static TagId From(Guid value) => new(value);
}

/// <summary>A picture that belongs to a case study.</summary>
public readonly record struct FigureId(Guid Value) : ITypedId<FigureId>
{
    public static FigureId From(Guid value) => new(value);
}

/// <summary>A person's part in a case study.</summary>
public readonly record struct AssignmentId(Guid Value) : ITypedId<AssignmentId>
{
    public static AssignmentId From(Guid value) => new(value);
}

/// <summary>A work that the text cites.</summary>
public readonly record struct ReferenceId(Guid Value) : ITypedId<ReferenceId>
{
    public static ReferenceId From(Guid value) => new(value);
}

/// <summary>Words that a person typed into a section and has not saved into the text.</summary>
public readonly record struct DraftId(Guid Value) : ITypedId<DraftId>
{
    public static DraftId From(Guid value) => new(value);
}

/// <summary>The turn to edit one section.</summary>
public readonly record struct LeaseId(Guid Value) : ITypedId<LeaseId>
{
    public static LeaseId From(Guid value) => new(value);
}

/// <summary>The outside file from which a case study was imported.</summary>
public readonly record struct SourceId(Guid Value) : ITypedId<SourceId>
{
    public static SourceId From(Guid value) => new(value);
}

/// <summary>Some files that were handed in together.</summary>
public readonly record struct ImportId(Guid Value) : ITypedId<ImportId>
{
    public static ImportId From(Guid value) => new(value);
}

/// <summary>One of the files that were handed in together.</summary>
public readonly record struct ImportedFileId(Guid Value) : ITypedId<ImportedFileId>
{
    public static ImportedFileId From(Guid value) => new(value);
}

/// <summary>A wish that a case study be deleted for good.</summary>
public readonly record struct PurgeId(Guid Value) : ITypedId<PurgeId>
{
    public static PurgeId From(Guid value) => new(value);
}

/// <summary>A conversation beside a passage of a draft.</summary>
public readonly record struct ThreadId(Guid Value) : ITypedId<ThreadId>
{
    public static ThreadId From(Guid value) => new(value);
}

/// <summary>One remark in such a conversation.</summary>
public readonly record struct CommentId(Guid Value) : ITypedId<CommentId>
{
    public static CommentId From(Guid value) => new(value);
}

/// <summary>What a person hears of the comments of one case study.</summary>
public readonly record struct FollowingId(Guid Value) : ITypedId<FollowingId>
{
    public static FollowingId From(Guid value) => new(value);
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Make.CaseStudies;

namespace Residency.Make.Publishing;

/// <summary>One frozen, numbered publication of a case study.</summary>
public readonly record struct EditionId(Guid Value) : ITypedId<EditionId>
{
    public static EditionId From(Guid value) => new(value);
}

/// <summary>What is known of an edition without its content.</summary>
/// <param name="Id">The edition.</param>
/// <param name="Hub">Its hub.</param>
/// <param name="CaseStudy">The case study that was published.</param>
/// <param name="Code">The permanent public code of the case study.</param>
/// <param name="Number">From 1 per case study, without gaps.</param>
/// <param name="Revision">The revision whose text it holds.</param>
/// <param name="Title">The title at the time.</param>
/// <param name="Sha256">SHA-256 over the canonical content.</param>
/// <param name="PublishedAt">When; UTC.</param>
/// <param name="WhatChanged">What differs from the edition before, in words; empty for the first.</param>
/// <param name="WithdrawnAt">When it was withdrawn; null while it is offered.</param>
/// <param name="WithdrawnReason">The public reason; empty while it is offered.</param>
/// <param name="Preview">The code of the file with the picture for link previews; null when none was drawn.</param>
public sealed record EditionCard(
    EditionId Id,
    HubId Hub,
    CaseStudyId CaseStudy,
    PublicCode Code,
    int Number,
    int Revision,
    string Title,
    string Sha256,
    DateTimeOffset PublishedAt,
    string WhatChanged,
    DateTimeOffset? WithdrawnAt,
    string WithdrawnReason,
    string? Preview
);

/// <summary>An edition with its content.</summary>
public sealed record EditionText(EditionCard Edition, EditionContent Content);

/// <summary>The door of the room Publishing. Everything it gives away is public or was.</summary>
public interface IPublishing
{
    /// <summary>All editions of a case study, the first one first; withdrawn ones included.</summary>
    Task<IReadOnlyList<EditionCard>> EditionsAsync(PublicCode code, CancellationToken cancel);

    /// <summary>One edition with its content; null when there is none of that number.</summary>
    Task<EditionText?> FindAsync(PublicCode code, int number, CancellationToken cancel);

    /// <summary>The latest offered editions of a hub, the newest first.</summary>
    Task<IReadOnlyList<EditionCard>> LatestAsync(HubId hub, CancellationToken cancel);

    /// <summary>Whether a stored file is shown by an edition that is offered; then anybody may have it.</summary>
    Task<bool> ShowsFileAsync(string fileHash, CancellationToken cancel);
}

/// <summary>Publishing for rooms that bring a history of their own: the demonstration, archives.</summary>
public interface IReleaseEditions
{
    /// <summary>Publishes the newest revision as it stands, as of a given time.</summary>
    /// <param name="actor">Needs the same rights as on the page.</param>
    /// <param name="caseStudy">What to publish.</param>
    /// <param name="whatChanged">Needed from the second edition on.</param>
    /// <param name="at">When it became public; UTC.</param>
    /// <param name="cancel">Stops reading.</param>
    Task<Result<EditionCard>> ReleaseAsync(
        Actor actor,
        CaseStudyId caseStudy,
        string whatChanged,
        DateTimeOffset at,
        CancellationToken cancel
    );

    /// <summary>Opens a published case study for its next edition.</summary>
    Task<Result> ReviseAsync(Actor actor, CaseStudyId caseStudy, CancellationToken cancel);
}

/// <summary>What can be done with editions.</summary>
public static class PublishingActions
{
    /// <summary>See what an edition would hold, and what stands in its way.</summary>
    public const string Preview = "deposit.preview";

    /// <summary>Publish, the first time or again.</summary>
    public const string Publish = "deposit.start";
    public const string Withdraw = "deposit.withdraw";

    /// <summary>Draw the pictures that other sites show beside links.</summary>
    public const string Draw = "edition.draw";
    public const string TombstoneView = "tombstone.view";
}

/// <summary>An edition became public.</summary>
[FactName("edition.published")]
public sealed record EditionPublished(CaseStudyId CaseStudy, EditionId Edition, string Code, int Number, string Sha256) : Fact
{
    public override string Subject => $"case-study:{CaseStudy.Value}";

    public override string InWords => $"Edition {Number} was published. No sign-off was recorded.";
}

/// <summary>The picture that other sites show beside links to an edition was drawn.</summary>
[FactName("edition.pictured")]
public sealed record EditionPictured(CaseStudyId CaseStudy, EditionId Edition, int Number) : Fact
{
    public override string Subject => $"case-study:{CaseStudy.Value}";

    public override string InWords => $"The picture beside links to edition {Number} was drawn.";
}

/// <summary>All editions of a case study were withdrawn.</summary>
[FactName("edition.withdrawn")]
public sealed record EditionWithdrawn(CaseStudyId CaseStudy, string Code) : Fact
{
    public override string Subject => $"case-study:{CaseStudy.Value}";

    public override string InWords => "The case study was withdrawn. A tombstone stands in its place.";
}

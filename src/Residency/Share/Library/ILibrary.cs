using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;

namespace Residency.Share.Library;

/// <summary>What other rooms may know of a public case study.</summary>
/// <param name="Code">Its permanent code.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">A few sentences; may be empty.</param>
/// <param name="AuthorLine">The authors' names in order.</param>
/// <param name="Organisation">The organisation it is about; may be empty.</param>
/// <param name="Genre">Such as "essay"; may be empty.</param>
/// <param name="PublishedAt">When the shown edition became public; UTC.</param>
public sealed record LibraryCard(
    string Code,
    string Title,
    string Summary,
    string AuthorLine,
    string Organisation,
    string Genre,
    DateTimeOffset PublishedAt
);

/// <summary>The door of the room Library. Everything it gives away is public.</summary>
public interface ILibrary
{
    /// <summary>The newest case studies of a hub.</summary>
    Task<IReadOnlyList<LibraryCard>> NewestAsync(HubId hub, int most, CancellationToken cancel);

    /// <summary>How many case studies a hub has published and not withdrawn.</summary>
    Task<int> CountAsync(HubId hub, CancellationToken cancel);

    /// <summary>Drops everything that was derived and builds it anew from the editions.</summary>
    /// <returns>How many entries there are now.</returns>
    Task<int> RebuildAsync(HubId hub, CancellationToken cancel);

    /// <summary>Lists a work that was published elsewhere beside the hub's own texts.</summary>
    /// <returns>Its id; Forbidden, Invalid, or a conflict when the hub lists this DOI already.</returns>
    Task<Result<OutsideWorkId>> ListOutsideAsync(Actor actor, HubId hub, OutsideRecord record, CancellationToken cancel);
}

/// <summary>A work that was published elsewhere and that the hub lists beside its own.</summary>
public readonly record struct OutsideWorkId(Guid Value) : ITypedId<OutsideWorkId>
{
    public static OutsideWorkId From(Guid value) => new(value);
}

/// <summary>What kind of work it is.</summary>
public enum OutsideKind
{
    CaseStudy,
    MetaCaseStudy,
    Report,
    Article,
    Book,
    Dataset,
    Software,
    Other,
}

/// <summary>The bibliographic facts of a work that was published elsewhere.</summary>
/// <param name="Title">1–500 characters.</param>
/// <param name="Year">Of publication, 1000–2999.</param>
/// <param name="Doi">A DOI in any of the forms in which people paste it.</param>
public sealed record OutsideRecord(string Title, int? Year, string Doi)
{
    /// <summary>Names in order, as written; empty when they are not known. At most 100 of 200 characters.</summary>
    public IReadOnlyList<string> Creators { get; init; } = [];

    public OutsideKind Kind { get; init; } = OutsideKind.CaseStudy;

    /// <summary>What the hub has to say of it, at most 500 characters; may be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>SPDX id of the licence, such as <c>CC-BY-4.0</c>; empty when it is not known.</summary>
    public string Licence { get; init; } = "";
}

/// <summary>A work published elsewhere was listed.</summary>
[FactName("outside-work.listed")]
public sealed record OutsideWorkListed(OutsideWorkId Work) : Fact
{
    public override string Subject => $"outside-work:{Work.Value}";

    public override string InWords => "A work published elsewhere was listed in the library.";
}

/// <summary>The record of a work published elsewhere was changed.</summary>
[FactName("outside-work.changed")]
public sealed record OutsideWorkChanged(OutsideWorkId Work) : Fact
{
    public override string Subject => $"outside-work:{Work.Value}";

    public override string InWords => "The record of a work published elsewhere was changed.";
}

/// <summary>A work published elsewhere is no longer listed.</summary>
[FactName("outside-work.removed")]
public sealed record OutsideWorkRemoved(OutsideWorkId Work) : Fact
{
    public override string Subject => $"outside-work:{Work.Value}";

    public override string InWords => "A work published elsewhere was taken off the library's list.";
}

/// <summary>Something that a reader wrote to the hub.</summary>
public readonly record struct ReaderMessageId(Guid Value) : ITypedId<ReaderMessageId>
{
    public static ReaderMessageId From(Guid value) => new(value);
}

/// <summary>A reader wrote to the hub.</summary>
[FactName("reader.wrote")]
public sealed record ReaderWrote(ReaderMessageId Message, string Kind) : Fact
{
    public override string Subject => $"reader-message:{Message.Value}";

    public override string InWords => "A reader wrote to the hub.";
}

/// <summary>The hub noted its answer to a reader.</summary>
[FactName("reader.answered")]
public sealed record ReaderAnswered(ReaderMessageId Message) : Fact
{
    public override string Subject => $"reader-message:{Message.Value}";

    public override string InWords => "A reader's message was answered.";
}

/// <summary>What readers can do.</summary>
public static class LibraryActions
{
    /// <summary>Browse, search, read, cite, follow feeds.</summary>
    public const string View = "library.view";

    /// <summary>Write to the hub: a question, an error, a complaint.</summary>
    public const string Write = "complaint.submit";

    /// <summary>Read what readers wrote, and note the answer.</summary>
    public const string Answer = "complaint.answer";

    /// <summary>Keep the list of works that were published elsewhere.</summary>
    public const string Outside = "library.outside.edit";
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Ledger;

namespace Residency.Share.Library;

/// <summary>What other rooms may know of a public case study.</summary>
/// <param name="Code">Its permanent code.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">A few sentences; may be empty.</param>
/// <param name="AuthorLine">The authors' names in order.</param>
/// <param name="Organisation">The organisation it is about; may be empty.</param>
/// <param name="Kicker">Genre and year, as cards show them.</param>
/// <param name="PublishedAt">When the shown edition became public; UTC.</param>
public sealed record LibraryCard(
    string Code,
    string Title,
    string Summary,
    string AuthorLine,
    string Organisation,
    string Kicker,
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
}

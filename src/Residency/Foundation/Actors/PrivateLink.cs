using Residency.Foundation.Ids;

namespace Residency.Foundation.Actors;

/// <summary>A link that opens one thing to one person who has no account.</summary>
/// <remarks>Stands here because an actor may hold one.</remarks>
public readonly record struct PrivateLinkId(Guid Value) : ITypedId<PrivateLinkId>
{
    public static PrivateLinkId From(Guid value) => new(value);
}

/// <summary>What a private link is for. The kind of a link never changes.</summary>
public enum PrivateLinkKind
{
    /// <summary>Reading one unpublished text, suggesting changes and commenting.</summary>
    SuggestAndComment,
}

/// <summary>A private link as it stands at one instant: what it opens, to whom, and until when.</summary>
/// <param name="Id">The link.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Hub">The hub of the thing.</param>
/// <param name="Thing">The id of the only thing that it opens.</param>
/// <param name="Name">What its holder is called, in the words of whoever invited them.</param>
/// <param name="Until">When it opens nothing any more; UTC, exclusive.</param>
public sealed record PrivateLink(
    PrivateLinkId Id,
    PrivateLinkKind Kind,
    HubId Hub,
    Guid Thing,
    string Name,
    DateTimeOffset Until
);

/// <summary>Finds private links that still open something. Answered by each room that gives such links; found by type.</summary>
public interface ILinkSource
{
    /// <summary>The link; null when this room does not know it, or it was revoked or has expired.</summary>
    Task<PrivateLink?> FindAsync(PrivateLinkId link, CancellationToken cancel);
}

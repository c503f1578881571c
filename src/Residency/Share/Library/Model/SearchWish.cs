using Residency.Foundation.Actors;

namespace Residency.Share.Library.Model;

/// <summary>How the list is ordered.</summary>
public enum LibraryOrder
{
    /// <summary>Best match first; without words, newest first.</summary>
    Relevance,

    /// <summary>Latest edition first.</summary>
    Newest,

    /// <summary>Earliest first publication first.</summary>
    Oldest,

    /// <summary>By title, A to Z.</summary>
    Title,
}

/// <summary>What a reader asks of the library.</summary>
/// <param name="Hub">The hub whose library is asked.</param>
/// <param name="Words">What to look for; empty for everything.</param>
/// <param name="Filters">Chosen values; several values of one kind widen, several kinds narrow.</param>
/// <param name="Order">The order.</param>
/// <param name="Page">From 1.</param>
public sealed record SearchWish(HubId Hub, SearchWords Words, IReadOnlyList<FacetChoice> Filters, LibraryOrder Order, int Page)
{
    /// <summary>How many entries a page shows.</summary>
    public const int PageSize = 20;
}

/// <summary>One chosen value of a facet.</summary>
public sealed record FacetChoice(FacetKind Kind, string Value);

/// <summary>One value of a facet with the number of entries that choosing it would show.</summary>
public sealed record FacetCount(FacetKind Kind, string Value, string Label, int Entries, bool IsChosen);

/// <summary>What the library found.</summary>
/// <param name="Entries">The entries of the page.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Facets">The values of every facet with their counts.</param>
public sealed record SearchFinding(IReadOnlyList<LibraryRow> Entries, int Total, IReadOnlyList<FacetCount> Facets);

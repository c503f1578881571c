using Residency.Foundation.Actors;
using Residency.Foundation.Ids;

namespace Residency.Share.Library.Model;

/// <summary>One published case study as the library finds it: its latest edition. Derived; can be dropped and rebuilt.</summary>
/// <remarks>Written only in the transaction that publishes or withdraws, so that a draft can never be found.</remarks>
public sealed class LibraryEntry
{
    private readonly List<LibraryFacet> _facets = [];

    private LibraryEntry() { }

    /// <summary>A number, because full-text indexes refer to rows by number.</summary>
    public long Id { get; private set; }
    public HubId Hub { get; private set; }

    /// <summary>The permanent public code of the case study.</summary>
    public PublicCode Code { get; private set; }

    /// <summary>The number of the edition shown.</summary>
    public int Edition { get; private set; }
    public string Title { get; private set; } = "";
    public string Subtitle { get; private set; } = "";
    public string Summary { get; private set; } = "";

    /// <summary>The names of the authors in order, joined by commas.</summary>
    public string AuthorLine { get; private set; } = "";
    public string Organisation { get; private set; } = "";
    public string Genre { get; private set; } = "";

    /// <summary>The words of the text, without form.</summary>
    public string Body { get; private set; } = "";
    public int Words { get; private set; }
    public DateTimeOffset FirstPublishedAt { get; private set; }
    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>What the entry can be filtered by.</summary>
    public IReadOnlyList<LibraryFacet> Facets => _facets;

    /// <summary>Begins an entry for a case study that was never in the library.</summary>
    public static LibraryEntry Begin(HubId hub, PublicCode code, DateTimeOffset firstPublishedAt) =>
        new()
        {
            Hub = hub,
            Code = code,
            FirstPublishedAt = firstPublishedAt,
        };

    /// <summary>Shows an edition.</summary>
    public void Show(LibraryText text)
    {
        (Edition, Title, Subtitle, Summary) = (text.Edition, text.Title, text.Subtitle, text.Summary);
        (AuthorLine, Organisation, Genre) = (text.AuthorLine, text.Organisation, text.Genre);
        (Body, Words, PublishedAt) = (text.Body, text.Words, text.PublishedAt);
        _facets.Clear();
        _facets.AddRange(text.Facets.DistinctBy(facet => (facet.Kind, facet.Value)));
    }
}

/// <summary>What lists show of an entry.</summary>
public sealed record LibraryRow
{
    public required long Id { get; init; }
    public required PublicCode Code { get; init; }
    public required int Edition { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string AuthorLine { get; init; }
    public required string Organisation { get; init; }
    public required string Genre { get; init; }
    public required int Words { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The text in which a passage is looked for: all of it, its beginning, or nothing when the summary is enough.</summary>
    public string Body { get; init; } = "";
}

/// <summary>One value by which an entry can be filtered.</summary>
/// <param name="Kind">The facet, such as <c>theme</c>.</param>
/// <param name="Value">The key of the value: lower-case letters, digits and hyphens.</param>
/// <param name="Label">The value as readers see it.</param>
public sealed record LibraryFacet(FacetKind Kind, string Value, string Label);

/// <summary>What the library can be filtered by.</summary>
public enum FacetKind
{
    Theme,
    Sector,
    Organisation,
    Cohort,
    Year,
    Genre,
    Audience,
    Country,
}

/// <summary>What an edition gives to the library.</summary>
public sealed record LibraryText(int Edition, string Title, string Subtitle, string Summary, DateTimeOffset PublishedAt)
{
    public string AuthorLine { get; init; } = "";
    public string Organisation { get; init; } = "";
    public string Genre { get; init; } = "";
    public string Body { get; init; } = "";
    public int Words { get; init; }
    public IReadOnlyList<LibraryFacet> Facets { get; init; } = [];
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies;

/// <summary>What other rooms may know of a case study.</summary>
/// <param name="Id">The case study.</param>
/// <param name="Hub">Its hub.</param>
/// <param name="Cohort">Its cohort; null when it belongs to the hub as a whole.</param>
/// <param name="Organisation">The organisation it is about; null for themes, sectors and meta case studies.</param>
/// <param name="Code">The permanent code of its public page.</param>
/// <param name="Title">Never empty.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Version">Raised with every change; presented again by moves that must not overlook one.</param>
public sealed record CaseStudyCard(
    CaseStudyId Id,
    HubId Hub,
    CohortId? Cohort,
    OrganisationId? Organisation,
    PublicCode Code,
    string Title,
    CaseStudyState State,
    int Version
)
{
    public string Subtitle { get; init; } = "";

    /// <summary>What the text is about, in a few sentences; may be empty.</summary>
    public string Summary { get; init; } = "";

    /// <summary>A BCP 47 tag.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Such as "essay", "profile" or "round-table"; may be empty.</summary>
    public string Genre { get; init; } = "";

    /// <summary>An SPDX id; empty while nobody has chosen one.</summary>
    public string Licence { get; init; } = "";
    public Audience Audience { get; init; }

    /// <summary>What a reader should take away, one sentence each; may be empty.</summary>
    public IReadOnlyList<string> Takeaways { get; init; } = [];

    /// <summary>Thanks and the statement of the funders; may be empty.</summary>
    public string Acknowledgement { get; init; } = "";

    /// <summary>The number of the newest revision; 1 is the first.</summary>
    public int LatestRevision { get; init; }
    public DateTimeOffset BegunAt { get; init; }
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it first became public; null when it never was.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The DOI under which the outside source published this text before; null when none is known.</summary>
    public string? EarlierDoi { get; init; }
}

/// <summary>One contributor, in the order of credit.</summary>
/// <param name="Order">1 is the first.</param>
/// <param name="Person">The person of this installation; null for a name from outside.</param>
/// <param name="Name">The name as it is to be printed.</param>
/// <param name="Orcid">Sixteen digits in groups, checked; null when unknown.</param>
/// <param name="Affiliation">The affiliation at the time; may be empty.</param>
/// <param name="AffiliationRor">Its ROR id as a full address; null when unknown.</param>
/// <param name="Roles">CRediT roles; may be empty.</param>
/// <param name="IsCorresponding">Whether readers may turn to this person.</param>
public sealed record ContributorCard(
    int Order,
    PersonId? Person,
    string Name,
    string? Orcid,
    string Affiliation,
    string? AffiliationRor,
    IReadOnlyList<CreditRole> Roles,
    bool IsCorresponding
);

/// <summary>What is known of a revision without its text.</summary>
/// <param name="Id">The revision.</param>
/// <param name="Number">1 is the first; without gaps.</param>
/// <param name="Sha256">SHA-256 over the canonical JSON of the text, 64 lower-case hexadecimal digits.</param>
/// <param name="At">When it was made; for imported history, when it was written outside.</param>
/// <param name="Author">The person; null for a name from outside.</param>
/// <param name="AuthorName">The name as recorded.</param>
/// <param name="Message">What changed, in the author's words; may be empty.</param>
/// <param name="Source">How it came about.</param>
/// <param name="Words">The number of words.</param>
public sealed record RevisionCard(
    RevisionId Id,
    int Number,
    string Sha256,
    DateTimeOffset At,
    PersonId? Author,
    string AuthorName,
    string Message,
    RevisionSource Source,
    int Words
)
{
    /// <summary>The name that somebody gave this moment; empty for most.</summary>
    public string Title { get; init; } = "";

    /// <summary>Who wrote since the revision before: ids of persons, links or "house"; empty when not known.</summary>
    public IReadOnlyList<string> Writers { get; init; } = [];
}

/// <summary>A revision with its text.</summary>
public sealed record RevisionText(RevisionCard Revision, Document Document);

/// <summary>A tag as it stands.</summary>
/// <param name="Facet">Its side.</param>
/// <param name="Value">In words.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Why it was proposed or declined; may be empty.</param>
public sealed record TagCard(Facet Facet, string Value, TagState State, string Reason);

/// <summary>A picture of a case study.</summary>
/// <param name="Id">The picture.</param>
/// <param name="Name">The name by which the text refers to it; unique in the case study.</param>
/// <param name="FileHash">SHA-256 of its bytes, by which the file store knows it.</param>
/// <param name="ContentType">Such as "image/png".</param>
/// <param name="Length">Bytes.</param>
/// <param name="Alternative">What it shows; empty when decorative or not yet said.</param>
/// <param name="Decorative">Whether it says nothing that the text does not say.</param>
/// <param name="Licence">An SPDX id; empty while nobody has chosen one.</param>
/// <param name="Source">Where it comes from; may be empty.</param>
public sealed record FigureCard(
    FigureId Id,
    string Name,
    string FileHash,
    string ContentType,
    long Length,
    string Alternative,
    bool Decorative,
    string Licence,
    string Source
)
{
    /// <summary>The file's code in the file store; its address is <c>/files/{code}</c>.</summary>
    public required PublicCode File { get; init; }
}

/// <summary>A work that the text cites and that is not ours.</summary>
/// <param name="Key">The key that citations in the text use.</param>
/// <param name="Title">Its title.</param>
/// <param name="Authors">"Family, Given" each; may be empty.</param>
/// <param name="Year">Null when unknown.</param>
/// <param name="Container">Journal, book or site; may be empty.</param>
/// <param name="Publisher">May be empty.</param>
/// <param name="Doi">Without the address of a resolver; null when it has none.</param>
/// <param name="Address">Null when unknown.</param>
public sealed record ReferenceCard(
    string Key,
    string Title,
    IReadOnlyList<string> Authors,
    int? Year,
    string Container,
    string Publisher,
    string? Doi,
    string? Address
);

/// <summary>A person's part in a case study.</summary>
/// <param name="Person">Who.</param>
/// <param name="Role">In which role.</param>
/// <param name="From">First instant, inclusive; null for "always".</param>
/// <param name="Until">Last instant, exclusive; null for "without end".</param>
public sealed record AssignmentCard(PersonId Person, Role Role, DateTimeOffset? From, DateTimeOffset? Until);

/// <summary>How much a finding matters.</summary>
public enum Weight
{
    /// <summary>The text may not be published as it is.</summary>
    Blocks,

    /// <summary>The text would be better without.</summary>
    Advises,
}

/// <summary>What a check looks for.</summary>
public enum CheckKind
{
    NoText,
    PromptLeft,
    RequiredPartMissing,
    FigureWithoutAlternative,
    FigureWithoutLicence,
    FigureFileMissing,
    NoAuthors,
    NoLicence,
    NoSummary,
    NoFunderLine,
    DuplicateHeading,
    TooShort,
    TooLong,
    CitationWithoutWork,
    TagsUndecided,
    SuggestionsOpen,
}

/// <summary>One thing that a check found.</summary>
/// <param name="Kind">What was looked for.</param>
/// <param name="Weight">How much it matters.</param>
/// <param name="Place">The id of the section or block; null when it is about the whole.</param>
/// <param name="What">What is wrong and what to do, in words.</param>
public sealed record Finding(CheckKind Kind, Weight Weight, string? Place, string What);

/// <summary>What is needed to begin a case study.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="Title">1–300 characters.</param>
public sealed record NewCaseStudy(HubId Hub, string Title)
{
    public CohortId? Cohort { get; init; }
    public OrganisationId? Organisation { get; init; }

    /// <summary>The key of a framework of the hub; null for a text without one.</summary>
    public string? Framework { get; init; }
    public string Language { get; init; } = "en";
    public string Licence { get; init; } = "";
    public Audience Audience { get; init; }
}

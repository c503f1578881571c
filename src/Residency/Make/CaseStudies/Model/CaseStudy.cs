using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies.Model;

/// <summary>One account of how an organisation met a practice. Its text is its newest revision.</summary>
public sealed class CaseStudy : IVersioned
{
    private readonly List<Assignment> _assignments = [];

    private CaseStudy() { }

    public CaseStudyId Id { get; private set; }
    public HubId Hub { get; private set; }
    public CohortId? Cohort { get; private set; }
    public OrganisationId? Organisation { get; private set; }

    /// <summary>The framework version it began with; null for a text without one. Never changes.</summary>
    public FrameworkVersionId? Framework { get; private set; }
    public PublicCode Code { get; private set; }
    public string Title { get; private set; } = "";
    public string Subtitle { get; private set; } = "";
    public string Summary { get; private set; } = "";
    public string Language { get; private set; } = "en";
    public string Genre { get; private set; } = "";
    public string Licence { get; private set; } = "";
    public string Acknowledgement { get; private set; } = "";
    public IReadOnlyList<string> Takeaways { get; private set; } = [];
    public string? EarlierDoi { get; private set; }
    public Audience Audience { get; private set; }
    public CaseStudyState State { get; private set; }

    /// <summary>Number and hash of the newest revision; 0 and empty before the first.</summary>
    public int LatestRevision { get; private set; }
    public string LatestHash { get; private set; } = "";
    public int Words { get; private set; }

    /// <summary>Title and subtitle in lower case, for searching.</summary>
    public string TitleKey { get; private set; } = "";
    public DateTimeOffset BegunAt { get; private set; }
    public PersonId? BegunBy { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Who changed the text last; null when it came from outside.</summary>
    public PersonId? LastEditor { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    public DateTimeOffset? DiscardedAt { get; private set; }
    public PersonId? DiscardedBy { get; private set; }
    public int Version { get; private set; }

    /// <summary>Who works on it.</summary>
    public IReadOnlyList<Assignment> Assignments => _assignments;

    /// <summary>Begins a case study as a draft for its team alone.</summary>
    /// <returns>Invalid for a bad title, language or licence.</returns>
    public static Result<CaseStudy> Begin(NewCaseStudy wish, FrameworkVersionId? framework, PersonId? by, DateTimeOffset now)
    {
        var caseStudy = new CaseStudy
        {
            Id = TypedId.New<CaseStudyId>(),
            Hub = wish.Hub,
            Cohort = wish.Cohort,
            Organisation = wish.Organisation,
            Framework = framework,
            Code = PublicCode.New(),
            Audience = wish.Audience,
            State = CaseStudyState.Draft,
            BegunAt = now,
            BegunBy = by,
        };
        var described = caseStudy.Describe(
            new Description
            {
                Title = wish.Title,
                Language = wish.Language,
                Licence = wish.Licence,
            },
            now
        );
        return described.IsDone ? caseStudy : described.Refusal;
    }

    /// <summary>Changes what describes the text.</summary>
    /// <returns>Invalid with the name of the field.</returns>
    public Result Describe(Description wish, DateTimeOffset now)
    {
        var tidy = wish.Tidied();
        if (!tidy.IsDone)
        {
            return tidy.Refusal;
        }

        var said = tidy.Value;
        (Title, Subtitle, Summary) = (said.Title, said.Subtitle, said.Summary);
        (Language, Genre, Licence) = (said.Language, said.Genre, said.Licence);
        (Acknowledgement, Takeaways) = (said.Acknowledgement, said.Takeaways);
        TitleKey = $"{Title} {Subtitle}".Trim().ToLowerInvariant();
        ChangedAt = now;
        return Result.Done;
    }

    /// <summary>What describes the text at present.</summary>
    public Description Described() =>
        new()
        {
            Title = Title,
            Subtitle = Subtitle,
            Summary = Summary,
            Language = Language,
            Genre = Genre,
            Licence = Licence,
            Acknowledgement = Acknowledgement,
            Takeaways = Takeaways,
        };

    /// <summary>Makes a revision the newest.</summary>
    /// <returns>The revision; nothing changes, and null is in its place, when the text is the same as before.</returns>
    public Revision? Cut(RevisionWish wish, DateTimeOffset now)
    {
        var hash = wish.Document.Hash();
        if (hash == LatestHash && !wish.IsOfHistory)
        {
            return null;
        }

        var revision = Revision.Cut(Id, LatestRevision + 1, wish, hash);
        (LatestRevision, LatestHash, Words) = (revision.Number, hash, revision.Words);
        LastEditor = wish.Author;
        ChangedAt = now;
        return revision;
    }

    /// <summary>Records where an outside source published this text before.</summary>
    public void RememberDoi(string doi) => EarlierDoi = doi;

    /// <summary>Sets the cohort of an imported text that had none, or another one of the same hub.</summary>
    public void MoveTo(CohortId? cohort, OrganisationId? organisation, DateTimeOffset now) =>
        (Cohort, Organisation, ChangedAt) = (cohort, organisation, now);

    /// <summary>Opens the unpublished text to a circle of readers.</summary>
    public void ShowTo(Audience audience, DateTimeOffset now) => (Audience, ChangedAt) = (audience, now);

    /// <summary>Gives a person a part; the same part twice replaces its window.</summary>
    /// <returns>Invalid when the window ends before it begins.</returns>
    public Result Assign(AssignmentCard part, DateTimeOffset now)
    {
        if (part.From is { } from && part.Until is { } until && until <= from)
        {
            return new Refusal.Invalid("Until", "The last day must be after the first one.");
        }

        _assignments.RemoveAll(known => known.Person == part.Person && known.Role == part.Role);
        _assignments.Add(Assignment.Give(part, now));
        return Result.Done;
    }

    /// <summary>Takes a part away; taking it twice changes nothing.</summary>
    public void Release(PersonId person, Role role) =>
        _assignments.RemoveAll(known => known.Person == person && known.Role == role);

    /// <summary>Takes one step of <see cref="CaseStudyStates"/>.</summary>
    /// <returns>Conflict when the step is not in the table.</returns>
    public Result MoveTo(CaseStudyState next, DateTimeOffset now)
    {
        // A draft that was never public has nothing to withdraw.
        if (!CaseStudyStates.Allows(State, next) || (next == CaseStudyState.Withdrawn && PublishedAt is null))
        {
            return new Refusal.Conflict(
                "The case study cannot make this step from where it stands. Reload the page to see its state."
            );
        }

        (State, ChangedAt) = (next, now);
        if (next == CaseStudyState.Published)
        {
            PublishedAt ??= now;
        }

        return Result.Done;
    }

    /// <summary>Puts an unpublished case study into the trash.</summary>
    /// <returns>Conflict when it was ever public: then it can only be withdrawn.</returns>
    public Result Discard(PersonId? by, DateTimeOffset now)
    {
        if (PublishedAt is not null)
        {
            return new Refusal.Conflict(
                "An edition of this case study is public. It can be withdrawn but not put into the trash."
            );
        }

        var moved = MoveTo(CaseStudyState.Deleted, now);
        if (moved.IsDone)
        {
            (DiscardedAt, DiscardedBy) = (now, by);
        }

        return moved;
    }

    /// <summary>Takes it out of the trash, as a draft.</summary>
    public Result Restore(DateTimeOffset now)
    {
        var moved =
            State == CaseStudyState.Deleted
                ? MoveTo(CaseStudyState.Draft, now)
                : new Refusal.Conflict("The case study is not in the trash. Reload the page.");
        if (moved.IsDone)
        {
            (DiscardedAt, DiscardedBy) = (null, null);
        }

        return moved;
    }
}

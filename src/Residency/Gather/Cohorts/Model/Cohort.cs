using System.Text.RegularExpressions;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Gather.Cohorts.Model;

/// <summary>A dated group of partners that moves through the programme together.</summary>
public sealed partial class Cohort : IVersioned, IAccessSubject
{
    private Cohort() { }

    public CohortId Id { get; private set; }
    public HubId Hub { get; private set; }
    public ProgrammeId Programme { get; private set; }
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public DateOnly Start { get; private set; }
    public DateOnly End { get; private set; }
    public string Summary { get; private set; } = "";
    public CohortState State { get; private set; }
    public int Version { get; private set; }

    CohortId? IAccessSubject.Cohort => Id;
    bool IAccessSubject.IsPublished => State != CohortState.Planned;

    /// <summary>Plans a cohort.</summary>
    /// <returns>Invalid for a bad or reserved code, an empty name, or an end that is not after the start.</returns>
    public static Result<Cohort> Plan(NewCohort wish, ProgrammeId programme)
    {
        var code = wish.Code.Trim().ToLowerInvariant();
        if (!CodePattern().IsMatch(code))
        {
            return new Refusal.Invalid(
                "Code",
                "The code must be 2 to 30 lower-case letters, digits or hyphens, such as autumn-2026."
            );
        }

        if (Reserved.Contains(code))
        {
            return new Refusal.Invalid("Code", "The site uses this word itself. Choose another code, such as autumn-2026.");
        }

        var cohort = new Cohort
        {
            Id = TypedId.New<CohortId>(),
            Hub = wish.Hub,
            Programme = programme,
            Code = code,
            State = wish.State,
        };
        var described = cohort.Describe(wish.Name, wish.Start, wish.End, wish.Summary);
        return described.IsDone ? cohort : described.Refusal;
    }

    /// <summary>Changes name, days and summary.</summary>
    public Result Describe(string name, DateOnly start, DateOnly end, string summary)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > 120)
        {
            return new Refusal.Invalid("Name", "Enter the cohort's name, up to 120 characters.");
        }

        if (end <= start)
        {
            return new Refusal.Invalid("End", "The last day must not be before the first one. Check both days.");
        }

        if (summary.Trim().Length > 600)
        {
            return new Refusal.Invalid("Summary", "Shorten the summary to 600 characters.");
        }

        (Name, Start, End, Summary) = (name.Trim(), start, end, summary.Trim());
        return Result.Done;
    }

    /// <summary>Moves the cohort on: planned → open → completed.</summary>
    /// <returns>Conflict for any other move.</returns>
    public Result MoveTo(CohortState next)
    {
        if (CohortStates.Moves.All(move => (move.From, move.To) != (State, next)))
        {
            return new Refusal.Conflict(
                "The cohort cannot make this step from where it stands. Reload the page to see its state."
            );
        }

        State = next;
        return Result.Done;
    }

    // Words at the place of a code that are addresses of the room itself.
    private static readonly IReadOnlySet<string> Reserved = new HashSet<string>(StringComparer.Ordinal) { "plan", "manage" };

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,28}[a-z0-9]$", RegexOptions.NonBacktracking)]
    private static partial Regex CodePattern();
}

/// <summary>One allowed step of a cohort.</summary>
public sealed record CohortMove(CohortState From, CohortState To, string InWords);

/// <summary>All allowed steps of a cohort.</summary>
public static class CohortStates
{
    public static readonly IReadOnlyList<CohortMove> Moves =
    [
        new(CohortState.Planned, CohortState.Open, "The cohort begins; its page becomes public."),
        new(CohortState.Open, CohortState.Completed, "The cohort ends; its people become alumni."),
        new(CohortState.Completed, CohortState.Open, "The cohort was closed too early and goes on."),
    ];
}

/// <summary>The whole of a hub's activity under one name.</summary>
public sealed class Programme
{
    private Programme() { }

    public ProgrammeId Id { get; private set; }
    public HubId Hub { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>Names a programme.</summary>
    public static Programme Begin(HubId hub, string name) =>
        new()
        {
            Id = TypedId.New<ProgrammeId>(),
            Hub = hub,
            Name = name.Trim(),
        };
}

/// <summary>A partner's place in a cohort.</summary>
public sealed class Place
{
    private Place() { }

    public PlaceId Id { get; private set; }
    public CohortId Cohort { get; private set; }
    public OrganisationId Organisation { get; private set; }
    public DateTimeOffset TakenAt { get; private set; }

    /// <summary>Gives an organisation a place.</summary>
    public static Place Take(CohortId cohort, OrganisationId organisation, DateTimeOffset now) =>
        new()
        {
            Id = TypedId.New<PlaceId>(),
            Cohort = cohort,
            Organisation = organisation,
            TakenAt = now,
        };
}

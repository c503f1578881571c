namespace Residency.Make.CaseStudies.Model;

/// <summary>One step in the life of a case study.</summary>
/// <param name="From">Where it stands before.</param>
/// <param name="Name">The step in one word.</param>
/// <param name="To">Where it stands after.</param>
/// <param name="Who">Who takes the step, in words.</param>
/// <param name="InWords">What the step means.</param>
/// <param name="IsOpen">Whether the step can be taken in this version of the product.</param>
public sealed record CaseStudyMove(
    CaseStudyState From,
    string Name,
    CaseStudyState To,
    string Who,
    string InWords,
    bool IsOpen = true
);

/// <summary>The life of a case study as one table: people, permissions and reports speak of one state.</summary>
/// <remarks>The steps that need reviews, consents and sign-offs are listed but closed: no room makes them yet.</remarks>
public static class CaseStudyStates
{
    private const string Team = "expert, writer, programme manager";
    private const string Desk = "programme manager or hub owner";

    /// <summary>All steps in the order of a text's life.</summary>
    public static readonly IReadOnlyList<CaseStudyMove> Moves =
    [
        new(
            CaseStudyState.Draft,
            "submit",
            CaseStudyState.Review,
            Team,
            "The text is ready to be read by reviewers.",
            IsOpen: false
        ),
        new(CaseStudyState.Review, "return", CaseStudyState.Draft, Team, "The reviewers asked for changes.", IsOpen: false),
        new(CaseStudyState.Review, "ask", CaseStudyState.Quotes, Team, "The quoted people are asked for consent.", IsOpen: false),
        new(CaseStudyState.Quotes, "change", CaseStudyState.Review, Team, "A quoted person asked for a change.", IsOpen: false),
        new(
            CaseStudyState.Quotes,
            "request",
            CaseStudyState.SignOff,
            Desk,
            "All consents are there; signatures are asked for.",
            IsOpen: false
        ),
        new(
            CaseStudyState.SignOff,
            "refuse",
            CaseStudyState.Review,
            "an approver",
            "A signatory wants another text.",
            IsOpen: false
        ),
        new(
            CaseStudyState.SignOff,
            "approve",
            CaseStudyState.Approved,
            "the last approver",
            "Everybody signed this exact text; it is frozen.",
            IsOpen: false
        ),
        new(CaseStudyState.Approved, "reopen", CaseStudyState.Review, Desk, "A signature was taken back.", IsOpen: false),
        new(
            CaseStudyState.Approved,
            "deposit",
            CaseStudyState.Depositing,
            Desk,
            "The deposit in the repository begins.",
            IsOpen: false
        ),
        new(
            CaseStudyState.Depositing,
            "fail",
            CaseStudyState.Approved,
            "the product",
            "The deposit was given up.",
            IsOpen: false
        ),
        new(
            CaseStudyState.Depositing,
            "publish",
            CaseStudyState.Published,
            "the product",
            "The repository has made the record public.",
            IsOpen: false
        ),
        new(CaseStudyState.Draft, "publish", CaseStudyState.Published, Desk, "An edition of this exact text becomes public."),
        new(
            CaseStudyState.Published,
            "revise",
            CaseStudyState.Draft,
            Desk,
            "A next edition is written; the last one stays public."
        ),
        new(
            CaseStudyState.Published,
            "withdraw",
            CaseStudyState.Withdrawn,
            Desk,
            "The text is no longer offered; a tombstone says why."
        ),
        new(
            CaseStudyState.Draft,
            "withdraw",
            CaseStudyState.Withdrawn,
            Desk,
            "What is public is withdrawn while a next edition is being written."
        ),
        new(CaseStudyState.Draft, "discard", CaseStudyState.Deleted, Desk, "The case study goes to the trash."),
        new(CaseStudyState.Review, "discard", CaseStudyState.Deleted, Desk, "The case study goes to the trash."),
        new(CaseStudyState.Quotes, "discard", CaseStudyState.Deleted, Desk, "The case study goes to the trash."),
        new(CaseStudyState.SignOff, "discard", CaseStudyState.Deleted, Desk, "The case study goes to the trash."),
        new(CaseStudyState.Approved, "discard", CaseStudyState.Deleted, Desk, "The case study goes to the trash."),
        new(CaseStudyState.Deleted, "restore", CaseStudyState.Draft, Desk, "It comes back from the trash as a draft."),
    ];

    /// <summary>Whether a step may be taken now.</summary>
    public static bool Allows(CaseStudyState from, CaseStudyState to) =>
        Moves.Any(move => move.From == from && move.To == to && move.IsOpen);

    /// <summary>Whether the text may be edited.</summary>
    public static bool IsEditable(this CaseStudyState state) => state is CaseStudyState.Draft or CaseStudyState.Review;
}

using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies.Model;

/// <summary>An owner's wish that a case study in the trash be deleted for good. It goes with the case study.</summary>
public sealed class PurgeRequest
{
    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 500;

    private PurgeRequest() { }

    public PurgeId Id { get; private set; }
    public CaseStudyId CaseStudy { get; private set; }
    public PersonId? AskedBy { get; private set; }
    public DateTimeOffset AskedAt { get; private set; }
    public string Reason { get; private set; } = "";

    /// <summary>Asks for it.</summary>
    /// <returns>Conflict when it is not in the trash or was ever public; Invalid (field <c>Reason</c>) without a reason or with too long a one.</returns>
    public static Result<PurgeRequest> Ask(CaseStudy caseStudy, PersonId? by, string reason, DateTimeOffset now)
    {
        var may = MayGo(caseStudy);
        if (!may.IsDone)
        {
            return may.Refusal;
        }

        var tidy = reason.Trim();
        return tidy.Length switch
        {
            0 => new Refusal.Invalid("Reason", "Say why it must be deleted for good; whoever confirms it reads this."),
            > LongestReason => new Refusal.Invalid("Reason", $"Say it in at most {LongestReason} characters."),
            _ => new PurgeRequest
            {
                Id = TypedId.New<PurgeId>(),
                CaseStudy = caseStudy.Id,
                AskedBy = by,
                AskedAt = now,
                Reason = tidy,
            },
        };
    }

    /// <summary>Whether a case study can be deleted for good in its present state.</summary>
    /// <returns>Conflict when it was ever public, or is not in the trash.</returns>
    public static Result MayGo(CaseStudy caseStudy) =>
        caseStudy.PublishedAt is not null
            ? new Refusal.Conflict(
                "An edition of this case study was published. Withdraw it instead: its address then tells readers that it is gone."
            )
        : caseStudy.State != CaseStudyState.Deleted
            ? new Refusal.Conflict("Only what is in the trash can be deleted for good. Put the case study into the trash first.")
        : Result.Done;
}

/// <summary>A case study that is to be deleted for good, as the access table sees it: who asked may not confirm.</summary>
/// <param name="Of">The case study.</param>
/// <param name="AskedBy">Who asked; null as long as nobody has.</param>
/// <param name="Now">The present instant.</param>
public sealed record PurgeSubject(CaseStudy Of, PersonId? AskedBy, DateTimeOffset Now) : IAccessSubject
{
    public HubId Hub => Of.Hub;
    public CohortId? Cohort => Of.Cohort;
    public OrganisationId? Organisation => Of.Organisation;

    public bool WasTouchedBy(PersonId person) => AskedBy == person;
}

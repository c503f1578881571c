using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies.Model;

/// <summary>One person's credit for a case study.</summary>
public sealed class Contribution
{
    private Contribution() { }

    public ContributionId Id { get; private set; }
    public CaseStudyId CaseStudy { get; private set; }

    /// <summary>1 is the first.</summary>
    public int Order { get; private set; }

    /// <summary>The person of this installation; null for a name from outside.</summary>
    public PersonId? Person { get; private set; }
    public string Name { get; private set; } = "";
    public string? Orcid { get; private set; }

    /// <summary>The affiliation at the time: it does not follow the person to a later post.</summary>
    public string Affiliation { get; private set; } = "";
    public string? AffiliationRor { get; private set; }
    public IReadOnlyList<string> RoleNames { get; private set; } = [];
    public bool IsCorresponding { get; private set; }

    /// <summary>Gives credit, last in the order.</summary>
    /// <param name="wish">Its order counts; everything else is checked.</param>
    /// <returns>Invalid for an empty name or a wrong ORCID iD.</returns>
    public static Result<Contribution> Credit(CaseStudyId caseStudy, ContributorCard wish)
    {
        var contribution = new Contribution
        {
            Id = TypedId.New<ContributionId>(),
            CaseStudy = caseStudy,
            Order = wish.Order,
            Person = wish.Person,
        };
        var changed = contribution.Change(wish);
        return changed.IsDone ? contribution : changed.Refusal;
    }

    /// <summary>Changes everything but the order and the person.</summary>
    /// <returns>Invalid for an empty name or a wrong ORCID iD.</returns>
    public Result Change(ContributorCard wish)
    {
        var name = Description.OneLine(wish.Name);
        if (name.Length is 0 or > 200)
        {
            return new Refusal.Invalid("Name", "Enter the contributor's name, up to 200 characters.");
        }

        var orcid = OrcidText.Normalise(wish.Orcid);
        if (orcid is null && !string.IsNullOrWhiteSpace(wish.Orcid))
        {
            return new Refusal.Invalid("Orcid", "This is not an ORCID iD. It looks like 0000-0002-1825-0097; check the digits.");
        }

        (Name, Orcid) = (name, orcid);
        Affiliation = Description.OneLine(wish.Affiliation);
        AffiliationRor = string.IsNullOrWhiteSpace(wish.AffiliationRor) ? null : wish.AffiliationRor.Trim();
        RoleNames = [.. wish.Roles.Distinct().Order().Select(role => role.ToString())];
        IsCorresponding = wish.IsCorresponding;
        return Result.Done;
    }

    /// <summary>Puts it at another place in the order.</summary>
    public void MoveTo(int order) => Order = order;

    /// <summary>What others may know of it.</summary>
    public ContributorCard Card() =>
        new(
            Order,
            Person,
            Name,
            Orcid,
            Affiliation,
            AffiliationRor,
            [.. RoleNames.Select(Enum.Parse<CreditRole>)],
            IsCorresponding
        );
}

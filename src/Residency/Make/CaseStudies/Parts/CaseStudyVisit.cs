using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Foundation.Ui.Http;

namespace Residency.Make.CaseStudies.Parts;

/// <summary>What every page of this room needs of its request: who asks, where, and the addresses of the room.</summary>
internal sealed class CaseStudyVisit(CurrentActor current, CurrentHub hub)
{
    public Actor Actor => current.Actor;

    public HubAddress Hub => hub.Here;

    /// <summary>The list of case studies.</summary>
    public string List => hub.Path("case-studies");

    /// <summary>The page of a case study, or one below it.</summary>
    public string To(CaseStudyId caseStudy, string rest = "") =>
        hub.Path($"case-studies/{caseStudy.Value:D}{(rest.Length > 0 ? "/" + rest : "")}");

    /// <summary>The same answer, but not found when the case study belongs to another hub than the address says.</summary>
    public Result<T> Here<T>(Result<T> loaded, Func<T, CaseStudyCard> of) =>
        loaded.IsDone && of(loaded.Value).Hub != hub.Id ? new Refusal.NotFound() : loaded;
}

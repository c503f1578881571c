using Residency.Foundation.Actors;
using Residency.Foundation.Ui.Http;
using Residency.Make.CaseStudies;

namespace Residency.Make.Publishing.Storage;

/// <summary>Keeps pages about publishing a case study under the hub to which the case study belongs.</summary>
internal sealed class PublishingInHubDoor(ICaseStudies caseStudies) : IThingsInHub
{
    public string Segment => "publishing";

    public async Task<HubId?> HubOfAsync(Guid id, CancellationToken cancel) =>
        (await caseStudies.FindSubjectAsync(new CaseStudyId(id), cancel))?.Hub;
}

using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Foundation.Ui.Http;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Keeps pages of a case study under the hub to which it belongs.</summary>
internal sealed class CaseStudiesInHubDoor(AppDb db) : IThingsInHub
{
    public string Segment => "case-studies";

    public async Task<HubId?> HubOfAsync(Guid id, CancellationToken cancel)
    {
        var wanted = new CaseStudyId(id);
        return await db.CaseStudies().Where(row => row.Id == wanted).Select(row => (HubId?)row.Hub).SingleOrDefaultAsync(cancel);
    }
}

using Residency.Foundation.Actors;
using Residency.Gather.Cohorts;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Make.CaseStudies;
using Residency.Share.Library;

namespace Residency.Welcome.Parts;

/// <summary>Asks the rooms how far a hub has come.</summary>
internal sealed class BeginningsQueries(IHubs hubs, IPeople people, ICohorts cohorts, ICaseStudies caseStudies, ILibrary library)
{
    /// <summary>How far the hub has come, as far as the actor may see it.</summary>
    public async Task<Beginnings> OfAsync(Actor actor, HubId id, CancellationToken cancel)
    {
        var hub = await hubs.FindAsync(id, cancel) ?? throw new InvalidOperationException("A hub without a record.");
        if (await library.CountAsync(id, cancel) > 0)
        {
            return new Beginnings(hub.Slug) { HasPublished = true };
        }

        var presentation = await hubs.PresentationAsync(id, cancel);
        return new Beginnings(hub.Slug)
        {
            IsDescribed = hub.Description.Length > 0 && hub.Contact.Length > 0 && presentation is { About.Length: > 0 },
            HasPartners = (await people.OrganisationsAsync(id, cancel)).Count > 0,
            HasCohort = (await cohorts.ListAsync(id, cancel)).Count > 0,
            HasExperts = (await people.InRoleAsync(id, Role.Expert, null, cancel)).Count > 0,
            HasCaseStudy = (await caseStudies.ListAsync(actor, id, 0, 1, cancel)).Count > 0,
        };
    }
}

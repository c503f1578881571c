using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Gather.Hubs;

namespace Residency.Gather.People.Parts;

/// <summary>The hub of a page's address and the person before it, for pages that only signed-in people see.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="Actor">Who asks.</param>
public sealed record HubHere(HubCard Hub, Actor Actor);

/// <summary>Finds hub and person for a page.</summary>
public sealed class HubDoorway(IHubs hubs, PersonHere here)
{
    /// <summary>The hub at a slug and who asks.</summary>
    /// <returns>NotFound for an unknown hub, and for a visitor, whom the gate before the pages sends to the sign-in.</returns>
    public async Task<Result<HubHere>> EnterAsync(string slug, CancellationToken cancel)
    {
        if (await hubs.FindAsync(slug, cancel) is { } hub && await here.FindAsync(cancel) is { } signedIn)
        {
            return new HubHere(hub, signedIn.Actor);
        }

        return new Refusal.NotFound();
    }
}

using Residency.Foundation.Actors;
using Residency.Gather.People;

namespace Residency.Gather.Cohorts.Storage;

/// <summary>Tells the room People, which stands above and asks by name, what the cohorts are called.</summary>
internal sealed class CohortNamesDoor(ICohorts cohorts) : ICohortNames
{
    public async Task<IReadOnlyList<CohortName>> OfAsync(HubId hub, CancellationToken cancel) =>
        [.. (await cohorts.ListAsync(hub, cancel)).Select(cohort => new CohortName(cohort.Id, cohort.Name))];
}

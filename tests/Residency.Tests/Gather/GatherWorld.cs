using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Ledger;
using Residency.Foundation.Ui;
using Residency.Gather.Cohorts;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Tests.World;

namespace Residency.Tests.Gather;

/// <summary>A database with one hub, and people who play every part in it.</summary>
internal sealed class GatherWorld : IAsyncDisposable
{
    private GatherWorld(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public HubId Hub { get; private set; }

    /// <summary>The hub's owner, who has just proved who they are.</summary>
    public Actor Owner { get; private set; } = Actor.Visitor;

    public Actor Manager { get; private set; } = Actor.Visitor;

    public Actor Member { get; private set; } = Actor.Visitor;

    /// <summary>The owner of another hub.</summary>
    public Actor Stranger { get; private set; } = Actor.Visitor;

    public static async Task<GatherWorld> OpenAsync(Engine engine)
    {
        var database = await TestDatabase.OpenAsync(engine, services => services.AddRooms(Residency.Floorplan.Rooms));
        var world = new GatherWorld(database);
        world.Hub = await world.OpenHubAsync("harbour");
        var other = await world.OpenHubAsync("island");
        world.Owner = await world.PersonAsync(Role.HubOwner, world.Hub);
        world.Manager = await world.PersonAsync(Role.ProgrammeManager, world.Hub);
        world.Member = await world.PersonAsync(Role.Member, world.Hub);
        world.Stranger = await world.PersonAsync(Role.HubOwner, other);
        return world;
    }

    /// <summary>A person with one role, freshly proved.</summary>
    public async Task<Actor> PersonAsync(Role role, HubId hub, CohortId? cohort = null, OrganisationId? organisation = null)
    {
        var mark = Guid.CreateVersion7().ToString("N");
        return await AskAsync<IPeople, Actor>(async people =>
        {
            var person = (
                await people.AddAsync(
                    Actor.System,
                    new NewPerson($"Person {mark}", $"{mark}@example.org"),
                    CancellationToken.None
                )
            ).Value;
            var wish = new NewMembership(person, hub, role) { Cohort = cohort, Organisation = organisation };
            (await people.GrantAsync(Actor.System, wish, CancellationToken.None)).IsDone.ShouldBeTrue();
            return Actor.Of(person, [new Standing(hub, role, cohort, organisation)], provedAt: Database.Clock.Now);
        });
    }

    public Task<OrganisationCard> OrganisationAsync(string name, params string[] aliases) =>
        AskAsync<IPeople, OrganisationCard>(async people =>
        {
            var wish = new NewOrganisation(Hub, name) { Aliases = aliases, Sector = "Harbours" };
            var added = await people.AddOrganisationAsync(Actor.System, wish, CancellationToken.None);
            return (await people.FindOrganisationAsync(added.Value, CancellationToken.None)).ShouldNotBeNull();
        });

    public Task<CohortId> CohortAsync(string code) =>
        AskAsync<ICohorts, CohortId>(async cohorts =>
        {
            var wish = new NewCohort(Hub, code, $"Cohort {code}", new DateOnly(2026, 1, 1), new DateOnly(2026, 7, 1));
            return (await cohorts.PlanAsync(Actor.System, wish, CancellationToken.None)).Value;
        });

    /// <summary>Asks a service in a scope of its own, as a request would.</summary>
    public Task<T> AskAsync<TService, T>(Func<TService, Task<T>> ask)
        where TService : notnull => Database.DoAsync((services, _) => ask(services.GetRequiredService<TService>()));

    /// <summary>The names of the hub's facts, the newest first.</summary>
    public async Task<IReadOnlyList<string>> FactsAsync(int most) =>
        [
            .. (
                await AskAsync<Ledger, IReadOnlyList<LedgerEntry>>(ledger =>
                    ledger.OfHubAsync(Hub, long.MaxValue, most, CancellationToken.None)
                )
            ).Select(entry => entry.Name),
        ];

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private Task<HubId> OpenHubAsync(string slug) =>
        AskAsync<IHubs, HubId>(async hubs =>
            (
                await hubs.OpenAsync(
                    Actor.System,
                    new NewHub(slug, $"The {slug}", "Office", "", "hub@example.org"),
                    CancellationToken.None
                )
            ).Value
        );
}

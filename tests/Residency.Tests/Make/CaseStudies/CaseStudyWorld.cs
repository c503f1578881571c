using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Ui;
using Residency.Gather.Cohorts;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.Model;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>A hub with one cohort, two organisations and a few people, on a database of its own.</summary>
internal sealed class CaseStudyWorld : IAsyncDisposable
{
    private CaseStudyWorld(TestDatabase database) => Database = database;

    public static CancellationToken Cancel => CancellationToken.None;

    public TestDatabase Database { get; }
    public HubId Hub { get; private set; }
    public CohortId Cohort { get; private set; }
    public OrganisationId Harbour { get; private set; }
    public Actor Owner { get; private set; } = Actor.Visitor;
    public Actor Expert { get; private set; } = Actor.Visitor;
    public Actor Writer { get; private set; } = Actor.Visitor;

    /// <summary>May read drafts when assigned, and suggest; changes nothing.</summary>
    public Actor Adviser { get; private set; } = Actor.Visitor;

    public static async Task<CaseStudyWorld> OpenAsync(Engine engine, Action<IServiceCollection>? more = null)
    {
        var world = new CaseStudyWorld(await TestDatabase.OpenAsync(engine, services => Add(services, more)));
        await world.SettleAsync();
        return world;
    }

    /// <summary>The same on a database that the migrations made, so that it can go back to an older schema.</summary>
    public static async Task<CaseStudyWorld> OpenMigratedAsync(Engine engine)
    {
        var world = new CaseStudyWorld(
            TestDatabase.Over(engine, await TestDatabase.EmptyAsync(engine), services => Add(services, null))
        );
        await world.Database.DoAsync((_, db) => db.MigrateAsync(Cancel));
        await world.SettleAsync();
        return world;
    }

    private static void Add(IServiceCollection services, Action<IServiceCollection>? more)
    {
        services.AddSingleton(new FilesSettings { });
        services.AddDataProtection();
        services.AddLiveTexts(new LiveTextSettings());
        services.AddRooms(global::Residency.Floorplan.Rooms);
        services.AddFiles(new FilesSettings());
        more?.Invoke(services);
    }

    /// <summary>Does something with one service, in a scope of its own.</summary>
    public Task<T> AskAsync<TService, T>(Func<TService, Task<T>> ask)
        where TService : notnull => Database.DoAsync((services, _) => ask(services.GetRequiredService<TService>()));

    /// <summary>A case study of the harbour office that the expert began with the hub's own framework.</summary>
    public async Task<CaseStudyId> BegunAsync(string framework = "free-essay") =>
        (
            await AskAsync<ICaseStudies, Result<CaseStudyId>>(door =>
                door.BeginAsync(
                    Expert,
                    new NewCaseStudy(Hub, "Walking maps for a tidal town")
                    {
                        Cohort = Cohort,
                        Organisation = Harbour,
                        Framework = framework,
                    },
                    Cancel
                )
            )
        ).Value;

    /// <summary>Imports a text as the owner.</summary>
    public Task<ImportLine> ImportAsync(string source, string text, Func<string, Stream?>? beside = null) =>
        AskAsync<ImportHandler, ImportLine>(handler =>
            handler.ImportAsync(
                Owner,
                new ImportPlan(Hub, Cohort),
                new IncomingFile(source, Path.GetFileName(source), Encoding.UTF8.GetBytes(text), beside ?? (_ => null)),
                Cancel
            )
        );

    /// <summary>All rows of a noun.</summary>
    public Task<List<T>> RowsAsync<T>()
        where T : class => Database.DoAsync((_, db) => db.Set<T>().AsNoTracking().ToListAsync(Cancel));

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private async Task SettleAsync()
    {
        Hub = (
            await AskAsync<IHubs, Result<HubId>>(hubs =>
                hubs.OpenAsync(Actor.System, new NewHub("tide", "Tide hub", "Host", "", ""), Cancel)
            )
        ).Value;
        Cohort = (
            await AskAsync<ICohorts, Result<CohortId>>(cohorts =>
                cohorts.PlanAsync(
                    Actor.System,
                    new NewCohort(Hub, "spring-26", "Spring 2026", new DateOnly(2026, 3, 1), new DateOnly(2026, 9, 1)),
                    Cancel
                )
            )
        ).Value;
        Harbour = (
            await AskAsync<IPeople, Result<OrganisationId>>(people =>
                people.AddOrganisationAsync(
                    Actor.System,
                    new NewOrganisation(Hub, "Harbour office") { Sector = "Transport", Country = "GB" },
                    Cancel
                )
            )
        ).Value;
        Owner = await PersonAsync("Olga Owner", Role.HubOwner, null, null);
        Expert = await PersonAsync("Ebo Expert", Role.Expert, Cohort, Harbour);
        Writer = await PersonAsync("Wanda Writer", Role.Writer, Cohort, null);
        Adviser = await PersonAsync("Ada Adviser", Role.Adviser, Cohort, null);
    }

    private async Task<Actor> PersonAsync(string name, Role role, CohortId? cohort, OrganisationId? organisation)
    {
        var email = $"{name.Split(' ')[0].ToLowerInvariant()}@example.org";
        var person = (
            await AskAsync<IPeople, Result<PersonId>>(people => people.AddAsync(Actor.System, new NewPerson(name, email), Cancel))
        ).Value;
        var membership = new NewMembership(person, Hub, role) { Cohort = cohort, Organisation = organisation };
        (await AskAsync<IPeople, Result>(people => people.GrantAsync(Actor.System, membership, Cancel))).IsDone.ShouldBeTrue();
        return Actor.Of(person, [new Standing(Hub, role, cohort, organisation)], provedAt: Database.Clock.Now);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Results;
using Residency.Gather.Cohorts;
using Residency.Gather.Cohorts.Model;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Gather.People.Appoint;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;
using Residency.Tests.Gather.People;
using Residency.Tests.Servers;
using Residency.Tests.World;

namespace Residency.Tests.Permissions;

/// <summary>Two hubs with two cohorts and two organisations each, one organisation in both, every role in every place.</summary>
internal sealed partial class TwoHubs : IAsyncDisposable
{
    private readonly Dictionary<string, Caller> _callers = new(StringComparer.Ordinal);
    private readonly List<Somebody> _everybody = [];
    private readonly string _site;

    private TwoHubs(Site site, StillDatabase database, string address) => (Site, Database, _site) = (site, database, address);

    public Site Site { get; }

    /// <summary>Says whether a request changed anything.</summary>
    public StillDatabase Database { get; }

    public IReadOnlyList<Somebody> Everybody => _everybody;

    public HubId Harbour => Site.Hub;

    public HubId Island { get; private set; }

    /// <summary>Cohorts by hub and code, organisations by hub and name.</summary>
    public IReadOnlyList<CohortCard> Cohorts { get; private set; } = [];

    public IReadOnlyList<OrganisationCard> Organisations { get; private set; } = [];

    /// <summary>Opens the world.</summary>
    /// <param name="engine">On which database.</param>
    /// <param name="environment">Development has pages that production has not.</param>
    /// <param name="more">Registers what the test plants.</param>
    public static async Task<TwoHubs> OpenAsync(
        Engine engine,
        string? environment = null,
        Action<IServiceCollection>? more = null
    )
    {
        var wish = new SiteWish
        {
            Postgres = engine == Engine.Postgres ? await new PostgresServer().CreateEmptyAsync(CancellationToken.None) : null,
            Environment = environment ?? Environments.Production,
            More = services =>
            {
                // No job may run between two looks at the database; queued ones are seen in it.
                services.RemoveAll(typeof(IHostedService), typeof(JobWorker));
                more?.Invoke(services);
            },
        };
        var site = await Site.OpenAsync(wish);
        var world = new TwoHubs(site, await StillDatabase.OpenAsync(site.Storage), "https://localhost");
        await world.PlacesAsync();
        await world.PeopleAsync();
        await world.TextsAsync();
        await world.TalkAsync();
        await world.Database.RestAsync();
        return world;
    }

    public CohortId CohortAt(string code) => Cohorts.Single(cohort => cohort.Code == code).Id;

    public OrganisationId OrganisationAt(HubId hub, string name) =>
        Organisations.Single(organisation => organisation.Hub == hub && organisation.Name == name).Id;

    public Somebody The(string name) => _everybody.Single(who => who.Name == name);

    /// <summary>The browser of somebody.</summary>
    public Caller CallerOf(Somebody who) => _callers[who.Name];

    public async ValueTask DisposeAsync()
    {
        foreach (var caller in _callers.Values)
        {
            caller.Dispose();
        }

        await Database.DisposeAsync();
        var postgres = Site.Storage.Postgres;
        await Site.DisposeAsync();
        if (postgres is not null)
        {
            await PostgresServer.DropAsync(postgres, CancellationToken.None);
        }
    }

    private async Task PlacesAsync()
    {
        Island = await Site.AskAsync<IHubs, HubId>(async hubs =>
            (
                await hubs.OpenAsync(
                    Actor.System,
                    new NewHub("island", "Island hub", "Island office", "", "island@example.org"),
                    default
                )
            ).Value
        );
        foreach (var (hub, code) in new[] { (Island, "north"), (Island, "south") })
        {
            await Site.AskAsync<ICohorts, bool>(async cohorts =>
                (
                    await cohorts.PlanAsync(
                        Actor.System,
                        new NewCohort(hub, code, $"Cohort {code}", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 1)),
                        default
                    )
                ).IsDone
            );
        }

        // The ferry company stands in both hubs; the first hub has it already.
        foreach (var (hub, name) in new[] { (Harbour, "Rope works"), (Island, "Ferry company"), (Island, "Lamp makers") })
        {
            await Site.AskAsync<IPeople, OrganisationId>(async people =>
                (await people.AddOrganisationAsync(Actor.System, new NewOrganisation(hub, name), default)).Value
            );
        }

        await Site.InAsync(
            (_, db) =>
                db.WriteAsync(
                    inner =>
                        db.Set<Cohort>()
                            .Where(cohort => cohort.Code == "one" || cohort.Code == "north")
                            .ExecuteUpdateAsync(set => set.SetProperty(cohort => cohort.State, CohortState.Open), inner),
                    default
                )
        );
        foreach (var hub in (HubId[])[Harbour, Island])
        {
            Cohorts =
            [
                .. Cohorts,
                .. await Site.AskAsync<ICohorts, IReadOnlyList<CohortCard>>(all => all.ListAsync(hub, default)),
            ];
            Organisations =
            [
                .. Organisations,
                .. await Site.AskAsync<IPeople, IReadOnlyList<OrganisationCard>>(all => all.OrganisationsAsync(hub, default)),
            ];
        }
    }

    private async Task PeopleAsync()
    {
        var (one, two, north) = (CohortAt("one"), CohortAt("two"), CohortAt("north"));
        var (ferry, rope) = (OrganisationAt(Harbour, "Ferry company"), OrganisationAt(Harbour, "Rope works"));
        var islandFerry = OrganisationAt(Island, "Ferry company");
        await SignOutLaterAsync(new Somebody("SUS expired", new Part(Principal.SUS)), Harbour);
        await SignOutLaterAsync(new Somebody("SUS suspended", new Part(Principal.SUS)), Harbour);
        await SignOutLaterAsync(new Somebody("SUS removed", new Part(Principal.SUS)), Harbour);
        Site.Time.Pass(TimeSpan.FromHours(13));

        await AddAsync(new("ME", new Part(Principal.ME, Harbour, one)));
        await AddAsync(new("ME of two", new Part(Principal.ME, Harbour, two)));
        await AddAsync(new("EX assigned", new Part(Principal.EX, Harbour, one, ferry)) { IsAssigned = true });
        await AddAsync(new("EX of the ferry", new Part(Principal.EX, Harbour, one, ferry)));
        await AddAsync(new("EX of the rope", new Part(Principal.EX, Harbour, one, rope)));
        await AddAsync(new("EX of the ferry in two", new Part(Principal.EX, Harbour, two, ferry)));
        await AddAsync(new("SW assigned", new Part(Principal.SW, Harbour, one)) { IsAssigned = true });
        await AddAsync(new("SW closed", new Part(Principal.SW, Harbour, one)) { IsAssigned = true, IsWindowOpen = false });
        await AddAsync(new("SW", new Part(Principal.SW, Harbour, one)));
        await AddAsync(new("AT assigned", new Part(Principal.AT, Harbour, one)) { IsAssigned = true });
        await AddAsync(new("AT", new Part(Principal.AT, Harbour, one)));
        await AddAsync(new("AT of two", new Part(Principal.AT, Harbour, two)));
        await AddAsync(new("RV assigned", new Part(Principal.RV, Harbour, one)) { IsAssigned = true });
        await AddAsync(new("RV closed", new Part(Principal.RV, Harbour, one)) { IsAssigned = true, IsWindowOpen = false });
        await AddAsync(new("RV", new Part(Principal.RV, Harbour, one)));
        await AddAsync(new("PA of the ferry", new Part(Principal.PA, Harbour, one, ferry)));
        await AddAsync(new("PA of the ferry in two", new Part(Principal.PA, Harbour, two, ferry)));
        await AddAsync(new("PA of the rope", new Part(Principal.PA, Harbour, one, rope)));
        await AddAsync(new("PM", new Part(Principal.PM, Harbour, one)));
        await AddAsync(new("PM of two", new Part(Principal.PM, Harbour, two)));
        await AddAsync(new("PM unproved", new Part(Principal.PM, Harbour, one)) { IsProved = false });
        await AddAsync(new("HO", new Part(Principal.HO, Harbour)));
        await AddAsync(new("HO unproved", new Part(Principal.HO, Harbour)) { IsProved = false });
        await AddAsync(new("OP", new Part(Principal.OP)));
        await AddAsync(new("island ME", new Part(Principal.ME, Island, north)));
        await AddAsync(new("island EX", new Part(Principal.EX, Island, north, islandFerry)));
        await AddAsync(new("island SW", new Part(Principal.SW, Island, north)));
        await AddAsync(new("island AT", new Part(Principal.AT, Island, north)));
        await AddAsync(new("island RV", new Part(Principal.RV, Island, north)));
        await AddAsync(new("island PA", new Part(Principal.PA, Island, north, islandFerry)));
        await AddAsync(new("island PM", new Part(Principal.PM, Island, north)));
        await AddAsync(new("island HO", new Part(Principal.HO, Island)));
        await AddAsync(new("in both", new Part(Principal.ME, Harbour, one), new Part(Principal.HO, Island)));
        await ShutOutAsync();
        var invited = new Somebody("SUS invited", new Part(Principal.SUS));
        var (_, secret) = await Site.InviteAsync("invited@example.org", Role.HubOwner);
        Open(invited).Put("residency-join", secret.Text);
        Open(new Somebody("PUB", new Part(Principal.PUB)));
    }

    private async Task AddAsync(Somebody who)
    {
        var person = await PersonAsync(who.Name);
        foreach (var part in who.Parts.Where(part => part.Hub is not null))
        {
            await GrantAsync(person, part);
        }

        if (who.Parts.Any(part => part.Principal == Principal.OP))
        {
            await Site.InAsync(
                (_, db) =>
                    db.WriteAsync(
                        inner =>
                            db.Set<Person>()
                                .Where(row => row.Id == person)
                                .ExecuteUpdateAsync(set => set.SetProperty(row => row.IsOperator, true), inner),
                        default
                    )
            );
        }

        await SignInAsync(who with { Person = person });
    }

    private async Task SignInAsync(Somebody who)
    {
        var secret = await Site.AskAsync<AccountSessions, LinkSecret>(sessions =>
            sessions.BeginAsync(who.Person!.Value, new SessionWish("Test", Remember: false), who.IsProved, default) // set by the caller
        );
        Open(who).Put("__Host-residency", secret.Text);
    }

    // An owner now, nobody when the world is ready; their browser still has the cookie.
    private async Task SignOutLaterAsync(Somebody who, HubId hub)
    {
        var person = await PersonAsync(who.Name);
        await GrantAsync(person, new Part(Principal.HO, hub));
        await SignInAsync(who with { Person = person });
    }

    // Only the session of the first one ran out; the other two begin a new one before they are shut out.
    private async Task ShutOutAsync()
    {
        foreach (var name in (string[])["SUS suspended", "SUS removed"])
        {
            var who = The(name);
            var secret = await Site.AskAsync<AccountSessions, LinkSecret>(sessions =>
                sessions.BeginAsync(who.Person!.Value, new SessionWish("Test", Remember: false), isProof: true, default) // set above
            );
            CallerOf(who).Put("__Host-residency", secret.Text);
            if (name == "SUS suspended")
            {
                // As the page does it, but with the session still there: it may not count any more.
                await Site.InAsync(
                    async (_, db) =>
                    {
                        var role = await db.Set<Membership>().SingleAsync(row => row.Person == who.Person!.Value); // set above
                        role.Suspend(Site.Time.GetUtcNow());
                        (await db.SaveAsync(default)).IsDone.ShouldBeTrue();
                    }
                );
            }
            else
            {
                var role = await Site.ReadAsync(db =>
                    db.Set<Membership>().AsNoTracking().SingleAsync(row => row.Person == who.Person!.Value)
                ); // set above
                (
                    await Site.AskAsync<AppointHandler, Result>(handler =>
                        handler.RevokeAsync(Actor.System, Harbour, role.Id, default)
                    )
                ).IsDone.ShouldBeTrue();
            }
        }
    }

    private Caller Open(Somebody who)
    {
        var caller = new Caller(Site.Server.CreateHandler(), _site);
        _everybody.Add(who);
        _callers.Add(who.Name, caller);
        return caller;
    }

    private Task<PersonId> PersonAsync(string name) =>
        Site.AskAsync<IPeople, PersonId>(async people =>
            (await people.AddAsync(Actor.System, new NewPerson(name, name.Replace(' ', '.') + "@example.org"), default)).Value
        );

    private Task<bool> GrantAsync(PersonId person, Part part) =>
        Site.AskAsync<IPeople, bool>(async people =>
        {
            var granted = await people.GrantAsync(
                Actor.System,
                new NewMembership(person, part.Hub!.Value, RoleOf(part.Principal)) // filtered by the callers
                {
                    Cohort = part.Cohort,
                    Organisation = part.Organisation,
                },
                default
            );
            granted.IsDone.ShouldBeTrue($"{part}: {granted.Refusal}");
            return true;
        });

    private static Role RoleOf(Principal principal) =>
        principal switch
        {
            Principal.ME => Role.Member,
            Principal.EX => Role.Expert,
            Principal.SW => Role.Writer,
            Principal.AT => Role.Adviser,
            Principal.RV => Role.Reviewer,
            Principal.PA => Role.Approver,
            Principal.PM => Role.ProgrammeManager,
            Principal.HO => Role.HubOwner,
            Principal.PUB or Principal.LNK or Principal.TOK or Principal.SUS or Principal.OP =>
                throw new InvalidOperationException($"{principal} is no role in a hub."),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

/// <summary>Takes single hosted parts out of the product.</summary>
internal static class HostedParts
{
    public static void RemoveAll(this IServiceCollection services, Type service, Type implementation)
    {
        foreach (
            var found in services.Where(one => one.ServiceType == service && one.ImplementationType == implementation).ToList()
        )
        {
            services.Remove(found);
        }
    }
}

using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Gather.Cohorts;
using Residency.Gather.People;
using Residency.Gather.People.EditOrganisation;
using Residency.Gather.People.ListOrganisations;
using Residency.Gather.People.MergeOrganisations;
using Residency.Gather.People.Model;
using Residency.Tests.World;

namespace Residency.Tests.Gather.People;

public sealed class OrganisationTests
{
    [Fact]
    public void An_alias_that_is_left_out_is_forgotten_and_the_old_name_becomes_one()
    {
        var hub = new HubId(Guid.CreateVersion7());
        var organisation = Organisation.Add(new NewOrganisation(hub, "Ferry Company") { Aliases = ["Ferries", "FC"] }).Value;
        organisation.Revise(new NewOrganisation(hub, "Boat Company") { Aliases = ["FC", "Boats"] }).IsDone.ShouldBeTrue();
        organisation.Name.ShouldBe("Boat Company");
        organisation.Aliases.ShouldBe(["Ferry Company", "FC", "Boats"], ignoreOrder: true);
        var wrong = new NewOrganisation(hub, "Boat Company") { Website = "www.example.org" };
        organisation.Revise(wrong).Refusal.ShouldBeOfType<Refusal.Invalid>().Field.ShouldBe("Website");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_merge_leads_names_and_places_to_the_one_that_remains_and_undoing_restores_all(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        var old = await world.OrganisationAsync("Ferry Board", "Ferries");
        var remaining = await world.OrganisationAsync("Harbour Authority", "Harbour");
        var cohort = await world.CohortAsync("own");
        await TakeAsync(world, cohort, old.Id);
        await TakeAsync(world, cohort, remaining.Id);

        var preview = await world.AskAsync<MergeHandler, Result<MergePreview>>(handler =>
            handler.PreviewAsync(world.Owner, world.Hub, old.Code.Value, remaining.Code.Value, CancellationToken.None)
        );
        preview.Value.Own.Names.ShouldBe(["Ferry Board", "Ferries"]);
        preview.Value.Own.Ties.Single(tie => tie.InWords == "Places in cohorts").Count.ShouldBe(1);

        (await MergeAsync(world, world.Owner, old, remaining)).IsDone.ShouldBeTrue();
        (await FindAsync(world, "ferries"))?.Id.ShouldBe(remaining.Id);
        (
            await world.AskAsync<IPeople, OrganisationCard?>(people =>
                people.FindOrganisationAsync(old.Id, CancellationToken.None)
            )
        )?.Id.ShouldBe(remaining.Id);
        (await PartnersAsync(world, cohort)).ShouldBe([remaining.Id]);
        (await NamesAsync(world, isMerged: false)).ShouldBe([("Harbour Authority", null)]);
        (await NamesAsync(world, isMerged: true)).ShouldBe([("Ferry Board", "Harbour Authority")]);
        (await MergeAsync(world, world.Owner, remaining, old)).Refusal.ShouldBeOfType<Refusal.Conflict>();

        (await SeparateAsync(world, world.Owner, old)).IsDone.ShouldBeTrue();
        (await FindAsync(world, "ferries"))?.Id.ShouldBe(old.Id);
        (await PartnersAsync(world, cohort)).ShouldBe([old.Id, remaining.Id], ignoreOrder: true);
        (await NamesAsync(world, isMerged: false)).Select(line => line.Name).ShouldBe(["Ferry Board", "Harbour Authority"]);
        (await SeparateAsync(world, world.Owner, old)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await world.FactsAsync(2)).ShouldBe(["organisations.separated", "organisations.merged"]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Who_represents_one_record_represents_all_records_of_the_organisation_until_they_are_separated(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        var one = await world.OrganisationAsync("One");
        var two = await world.OrganisationAsync("Two");
        var three = await world.OrganisationAsync("Three");
        var expert = await world.PersonAsync(Role.Expert, world.Hub, organisation: one.Id);
        (await MergeAsync(world, world.Owner, one, two)).IsDone.ShouldBeTrue();
        (await MergeAsync(world, world.Owner, three, two)).IsDone.ShouldBeTrue();
        (await RepresentedAsync(world, expert)).ShouldBe([one.Id, two.Id, three.Id], ignoreOrder: true);
        (await NameOnCardAsync(world, expert)).ShouldBe("Two");
        (await SeparateAsync(world, world.Owner, one)).IsDone.ShouldBeTrue();
        (await RepresentedAsync(world, expert)).ShouldBe([one.Id]);
        (await NameOnCardAsync(world, expert)).ShouldBe("One");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Merges_form_chains_and_no_circles(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        var first = await world.OrganisationAsync("First");
        var second = await world.OrganisationAsync("Second");
        var third = await world.OrganisationAsync("Third");
        (await MergeAsync(world, world.Owner, first, first)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await MergeAsync(world, world.Owner, first, second)).IsDone.ShouldBeTrue();
        (await MergeAsync(world, world.Owner, second, third)).IsDone.ShouldBeTrue();
        (await MergeAsync(world, world.Owner, third, first)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await FindAsync(world, "first"))?.Id.ShouldBe(third.Id);
        var remaining = await world.AskAsync<IPeople, IReadOnlyDictionary<OrganisationId, OrganisationId>>(people =>
            people.RemainingAsync([first.Id, second.Id, third.Id], CancellationToken.None)
        );
        remaining.Values.Distinct().ShouldBe([third.Id]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Two_people_who_merge_crosswise_at_once_close_no_circle(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        var one = await world.OrganisationAsync("One");
        var two = await world.OrganisationAsync("Two");
        var merges = await Task.WhenAll(MergeAsync(world, world.Owner, one, two), MergeAsync(world, world.Manager, two, one));
        merges.Count(merge => merge.IsDone).ShouldBe(1);
        merges.Single(merge => !merge.IsDone).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await NamesAsync(world, isMerged: false)).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Who_may_edit_is_what_the_access_table_says(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        var cohort = await world.CohortAsync("own");
        var own = await world.OrganisationAsync("Own");
        var other = await world.OrganisationAsync("Other");
        var approver = await world.PersonAsync(Role.Approver, world.Hub, cohort, own.Id);
        var managing = await world.PersonAsync(Role.ProgrammeManager, world.Hub, cohort);

        (await DescribeAsync(world, approver, own)).IsDone.ShouldBeTrue();
        (await DescribeAsync(world, approver, other)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await DescribeAsync(world, managing, own)).IsDone.ShouldBeTrue();
        (await DescribeAsync(world, managing, other)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await DescribeAsync(world, world.Member, own)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await DescribeAsync(world, world.Stranger, own)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await MergeAsync(world, managing, own, other)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await SeparateAsync(world, world.Stranger, own)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await AddAsync(world, managing, new NewOrganisation(world.Hub, "Third"))).IsDone.ShouldBeTrue();
        (await AddAsync(world, approver, new NewOrganisation(world.Hub, "Fourth"))).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (
            await ListAsync(world, world.Member, new OrganisationFilter("", "", false, 1))
        ).Refusal.ShouldBeOfType<Refusal.Forbidden>();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_name_is_taken_by_one_organisation_and_a_stale_form_overwrites_nothing(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        await world.OrganisationAsync("Ferry Board", "Ferries");
        var taken = new NewOrganisation(world.Hub, "Boat Board") { Aliases = ["The ferries"] };
        (await AddAsync(world, world.Owner, taken)).Refusal.ShouldBeOfType<Refusal.Invalid>().Field.ShouldBe("Aliases");
        var wrongRor = new NewOrganisation(world.Hub, "Boat Board") { Ror = "https://ror.org/04wxnsj82" };
        (await AddAsync(world, world.Owner, wrongRor)).Refusal.ShouldBeOfType<Refusal.Invalid>().Field.ShouldBe("Ror");

        var harbour = await world.OrganisationAsync("Harbour");
        var wish = new NewOrganisation(world.Hub, "Harbour") { Aliases = ["Port"] };
        (await DescribeAsync(world, world.Owner, harbour, 1, wish)).IsDone.ShouldBeTrue();
        (await DescribeAsync(world, world.Owner, harbour, 1, wish)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await FindAsync(world, "port"))?.Id.ShouldBe(harbour.Id);
        (await DescribeAsync(world, world.Owner, harbour, 2, wish with { Aliases = [] })).IsDone.ShouldBeTrue();
        (await FindAsync(world, "port")).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Many_organisations_are_searched_filtered_and_paged(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        await world.Database.DoAsync(
            async (_, db) =>
            {
                foreach (var number in Enumerable.Range(0, 10_000))
                {
                    var wish = new NewOrganisation(world.Hub, $"Office {number:00000}")
                    {
                        Sector = number % 2 == 0 ? "Even" : "Odd",
                    };
                    db.Add(Organisation.Add(wish).Value);
                }

                (await db.SaveAsync(CancellationToken.None)).IsDone.ShouldBeTrue();
            }
        );

        var last = (await ListAsync(world, world.Owner, new OrganisationFilter("", "", false, 100_000))).Value;
        (last.Found, last.Page, last.Pages).ShouldBe((10_000, 200, 200));
        last.Lines[^1].Name.ShouldBe("Office 09999");
        last.Sectors.ShouldBe(["Even", "Odd"]);
        var found = (await ListAsync(world, world.Owner, new OrganisationFilter("the OFFICE 0012", "Odd", false, 1))).Value;
        found
            .Lines.Select(line => line.Name)
            .ShouldBe(["Office 00121", "Office 00123", "Office 00125", "Office 00127", "Office 00129"]);
        (await ListAsync(world, world.Owner, new OrganisationFilter("nowhere", "", false, 1))).Value.Found.ShouldBe(0);
    }

    private static Task<Result> AddAsync(GatherWorld world, Actor actor, NewOrganisation wish) =>
        world.AskAsync<OrganisationHandler, Result>(handler => handler.AddAsync(actor, wish, CancellationToken.None));

    private static async Task<Result> DescribeAsync(GatherWorld world, Actor actor, OrganisationCard card)
    {
        var seen = await world.AskAsync<OrganisationHandler, Result<OrganisationAtHand>>(handler =>
            handler.ShowAsync(world.Owner, world.Hub, card.Code.Value, CancellationToken.None)
        );
        return await DescribeAsync(world, actor, card, seen.Value.Version, seen.Value.Wish with { Sector = "Shipping" });
    }

    private static Task<Result> DescribeAsync(
        GatherWorld world,
        Actor actor,
        OrganisationCard card,
        int version,
        NewOrganisation wish
    ) =>
        world.AskAsync<OrganisationHandler, Result>(handler =>
            handler.DescribeAsync(actor, card.Code.Value, version, wish, CancellationToken.None)
        );

    private static Task<Result> MergeAsync(GatherWorld world, Actor actor, OrganisationCard one, OrganisationCard into) =>
        world.AskAsync<MergeHandler, Result>(handler =>
            handler.MergeAsync(actor, world.Hub, one.Code.Value, into.Code.Value, CancellationToken.None)
        );

    private static Task<Result> SeparateAsync(GatherWorld world, Actor actor, OrganisationCard one) =>
        world.AskAsync<MergeHandler, Result>(handler =>
            handler.SeparateAsync(actor, world.Hub, one.Code.Value, CancellationToken.None)
        );

    private static Task<Result<OrganisationShelf>> ListAsync(GatherWorld world, Actor actor, OrganisationFilter filter) =>
        world.AskAsync<OrganisationsHandler, Result<OrganisationShelf>>(handler =>
            handler.ListAsync(actor, world.Hub, filter, CancellationToken.None)
        );

    private static async Task<IReadOnlyList<(string Name, string? Into)>> NamesAsync(GatherWorld world, bool isMerged) =>
        [
            .. (await ListAsync(world, world.Owner, new OrganisationFilter("", "", isMerged, 1))).Value.Lines.Select(line =>
                (line.Name, line.MergedInto)
            ),
        ];

    private static async Task<IReadOnlyList<OrganisationId?>> RepresentedAsync(GatherWorld world, Actor actor)
    {
        var person = actor.Person.ShouldNotBeNull();
        var now = await world.AskAsync<IActorSource, Actor>(actors => actors.OfPersonAsync(person, null, CancellationToken.None));
        return [.. now.Standings.Select(standing => standing.Organisation)];
    }

    private static Task<OrganisationCard?> FindAsync(GatherWorld world, string name) =>
        world.AskAsync<IPeople, OrganisationCard?>(people =>
            people.FindOrganisationAsync(world.Hub, name, CancellationToken.None)
        );

    private static Task<IReadOnlyList<OrganisationId>> PartnersAsync(GatherWorld world, CohortId cohort) =>
        world.AskAsync<ICohorts, IReadOnlyList<OrganisationId>>(cohorts =>
            cohorts.OrganisationsAsync(cohort, CancellationToken.None)
        );

    private static async Task TakeAsync(GatherWorld world, CohortId cohort, OrganisationId organisation) =>
        (
            await world.AskAsync<ICohorts, Result>(cohorts =>
                cohorts.TakePlaceAsync(Actor.System, cohort, organisation, CancellationToken.None)
            )
        ).IsDone.ShouldBeTrue();

    private static async Task<string?> NameOnCardAsync(GatherWorld world, Actor actor) =>
        (
            await world.AskAsync<IPeople, PersonCard?>(people =>
                people.FindAsync(actor.Person!.Value, CancellationToken.None) // a person of the world
            )
        )?.Organisation;
}

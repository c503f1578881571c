using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Gather.Hubs;
using Residency.Gather.Hubs.Configure;
using Residency.Gather.Hubs.Model;
using Residency.Tests.World;

namespace Residency.Tests.Gather.Hubs;

public sealed class ConfigureTests
{
    private static readonly HubWish Good = new("Quay hub", "Quay office", "A hub by the quay.", "quay@example.org")
    {
        About = "## Who we are",
        Controller = "Quay office, 1 Quay",
        Language = "en-GB",
        TimeZone = "Africa/Nairobi",
        Licence = "CC-BY-SA-4.0",
        LooksUpDois = true,
    };

    public static TheoryData<string, string> BadValues =>
        new()
        {
            { nameof(HubWish.Name), " " },
            { nameof(HubWish.Contact), "quay" },
            { nameof(HubWish.Contact), "a@b@example.org" },
            { nameof(HubWish.Language), "English" },
            { nameof(HubWish.TimeZone), "Europe/Atlantis" },
            { nameof(HubWish.TimeZone), "UTC+1" },
            { nameof(HubWish.Licence), "All rights reserved" },
        };

    [Theory, MemberData(nameof(BadValues))]
    public void A_wrong_value_is_refused_at_its_field_and_changes_nothing(string field, string value)
    {
        var hub = Hub.Open(new NewHub("harbour", "Harbour", "", "", ""), DateTimeOffset.UnixEpoch).Value;
        var wish = field switch
        {
            nameof(HubWish.Name) => Good with { Name = value },
            nameof(HubWish.Contact) => Good with { Contact = value },
            nameof(HubWish.Language) => Good with { Language = value },
            nameof(HubWish.TimeZone) => Good with { TimeZone = value },
            _ => Good with { Licence = value },
        };
        hub.Configure(wish, DateTimeOffset.UnixEpoch.AddDays(1)).Refusal.ShouldBeOfType<Refusal.Invalid>().Field.ShouldBe(field);
        (hub.Name, hub.Licence, hub.ChangedAt).ShouldBe(("Harbour", "CC-BY-4.0", DateTimeOffset.UnixEpoch));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_an_owner_sets_is_kept_and_told(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        var before = await ShowAsync(world, world.Owner);
        world.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        (await SaveAsync(world, world.Owner, before.Value.Version, Good)).IsDone.ShouldBeTrue();

        var after = (await ShowAsync(world, world.Owner)).Value;
        after.Wish.ShouldBe(Good);
        var told = await world.AskAsync<IHubs, HubPresentation?>(hubs =>
            hubs.PresentationAsync(world.Hub, CancellationToken.None)
        );
        told.ShouldBe(new HubPresentation(Good.About, Good.Controller, world.Database.Clock.Now));
        (await world.FactsAsync(1)).ShouldBe(["hub.configured"]);
        (await SaveAsync(world, world.Owner, before.Value.Version, Good)).Refusal.ShouldBeOfType<Refusal.Conflict>();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Who_may_see_and_change_is_what_the_access_table_says(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        var version = (await ShowAsync(world, world.Owner)).Value.Version;
        (await SaveAsync(world, world.Owner, version, Good)).IsDone.ShouldBeTrue();

        var managers = (await ShowAsync(world, world.Manager)).Value;
        (managers.IsRedacted, managers.Wish.Contact, managers.Wish.Controller, managers.Wish.Name).ShouldBe(
            (true, "", "", Good.Name)
        );
        managers.Edit.Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await ShowAsync(world, world.Member)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await ShowAsync(world, world.Stranger)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await SaveAsync(world, world.Manager, version + 1, Good)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await SaveAsync(world, world.Stranger, version + 1, Good)).Refusal.ShouldBeOfType<Refusal.NotFound>();

        world.Database.Clock.Advance(AccessTable.StepUpLifetime + TimeSpan.FromSeconds(1));
        (await SaveAsync(world, world.Owner, version + 1, Good)).Refusal.ShouldBeOfType<Refusal.StepUp>();
        (await ShowAsync(world, world.Owner)).Value.Edit.Refusal.ShouldBeOfType<Refusal.StepUp>();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_funder_recorded_again_gets_new_grants_and_a_theme_twice_stays_one(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        (await FundAsync(world, new FunderCard("Sea trust", "04WBW5C21", "Thanks.", ["S-1"]))).IsDone.ShouldBeTrue();
        (await FundAsync(world, new FunderCard(" Sea trust ", null, "", ["S-2", " ", "S-3 ", "S-3"]))).IsDone.ShouldBeTrue();
        (await FundAsync(world, new FunderCard("Sky trust", "ror.org/1", "", [])))
            .Refusal.ShouldBeOfType<Refusal.Invalid>()
            .Field.ShouldBe("Ror");
        var settings = (await ShowAsync(world, world.Owner)).Value;
        var funder = settings.Funders.ShouldHaveSingleItem();
        funder.Grants.ShouldBe(["S-2", "S-3"]);
        (await world.FactsAsync(2)).ShouldBe(["grant.added", "grant.added"]);

        (await ThemeAsync(world, world.Owner, "Tides & Winds")).IsDone.ShouldBeTrue();
        (await ThemeAsync(world, world.Owner, "tides, winds")).IsDone.ShouldBeTrue();
        (await ThemeAsync(world, world.Manager, "Fog")).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        var themes = (await ShowAsync(world, world.Owner)).Value.Themes;
        themes.Where(theme => !theme.IsOfTheMission).Select(theme => theme.Title).ShouldBe(["Tides & Winds"]);
        themes.Count.ShouldBe(Theme.OfTheMission.Count + 1);
    }

    private static Task<Result<HubSettings>> ShowAsync(GatherWorld world, Actor actor) =>
        world.AskAsync<ConfigureHandler, Result<HubSettings>>(handler =>
            handler.ShowAsync(actor, world.Hub, CancellationToken.None)
        );

    private static Task<Result> SaveAsync(GatherWorld world, Actor actor, int version, HubWish wish) =>
        world.AskAsync<ConfigureHandler, Result>(handler =>
            handler.SaveAsync(actor, world.Hub, version, wish, CancellationToken.None)
        );

    private static Task<Result> FundAsync(GatherWorld world, FunderCard funder) =>
        world.AskAsync<ConfigureHandler, Result>(handler =>
            handler.AddFunderAsync(world.Owner, world.Hub, funder, CancellationToken.None)
        );

    private static Task<Result> ThemeAsync(GatherWorld world, Actor actor, string title) =>
        world.AskAsync<ConfigureHandler, Result>(handler =>
            handler.AddThemeAsync(actor, world.Hub, title, CancellationToken.None)
        );
}

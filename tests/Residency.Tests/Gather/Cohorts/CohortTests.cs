using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Gather.Cohorts;
using Residency.Gather.Cohorts.Edit;
using Residency.Gather.Cohorts.Manage;
using Residency.Gather.Cohorts.Model;
using Residency.Gather.Cohorts.Plan;
using Residency.Tests.World;

namespace Residency.Tests.Gather.Cohorts;

public sealed class CohortTests
{
    private static readonly DateOnly Start = new(2026, 9, 1);

    [Theory]
    [InlineData("plan")]
    [InlineData(" Manage")]
    [InlineData("-one")]
    [InlineData("a")]
    [InlineData("one/two")]
    public void A_code_that_is_no_address_or_is_taken_by_the_site_is_refused(string code) =>
        Cohort
            .Plan(Wish(TypedId.New<HubId>(), code), TypedId.New<ProgrammeId>())
            .Refusal.ShouldBeOfType<Refusal.Invalid>()
            .Field.ShouldBe("Code");

    [Fact]
    public void A_cohort_of_one_day_is_allowed_and_one_that_ends_before_it_starts_is_not()
    {
        var programme = TypedId.New<ProgrammeId>();
        var wish = Wish(TypedId.New<HubId>(), "one");
        Cohort.Plan(wish with { End = Start.AddDays(1) }, programme).IsDone.ShouldBeTrue();
        Cohort.Plan(wish with { End = Start }, programme).Refusal.ShouldBeOfType<Refusal.Invalid>().Field.ShouldBe("End");
    }

    [Fact]
    public void Of_all_steps_only_those_of_the_table_can_be_made()
    {
        foreach (var from in Enum.GetValues<CohortState>())
        {
            foreach (var to in Enum.GetValues<CohortState>())
            {
                var cohort = Cohort
                    .Plan(Wish(TypedId.New<HubId>(), "one") with { State = from }, TypedId.New<ProgrammeId>())
                    .Value;
                var isInTable = CohortStates.Moves.Any(move => (move.From, move.To) == (from, to));
                cohort.MoveTo(to).IsDone.ShouldBe(isInTable, $"{from} to {to}");
                cohort.State.ShouldBe(isInTable ? to : from);
            }
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_cohort_is_planned_opened_and_completed_and_each_step_is_told(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        (await PlanAsync(world, world.Owner, "autumn")).IsDone.ShouldBeTrue();
        (await PlanAsync(world, world.Owner, "Autumn")).Refusal.ShouldBeOfType<Refusal.Invalid>().Field.ShouldBe("Code");
        (await MoveAsync(world, world.Owner, "autumn", CohortState.Completed)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await MoveAsync(world, world.Owner, "autumn", CohortState.Open)).IsDone.ShouldBeTrue();
        (await MoveAsync(world, world.Owner, "autumn", CohortState.Completed)).IsDone.ShouldBeTrue();
        (await MoveAsync(world, world.Owner, "autumn", CohortState.Open)).IsDone.ShouldBeTrue();
        (await world.FactsAsync(4)).ShouldBe(["cohort.resumed", "cohort.completed", "cohort.opened", "cohort.planned"]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Who_may_plan_and_edit_is_what_the_access_table_says(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        var own = await world.CohortAsync("own");
        await world.CohortAsync("other");
        var managing = await world.PersonAsync(Role.ProgrammeManager, world.Hub, own);
        var expert = await world.PersonAsync(Role.Expert, world.Hub, own);

        (await PlanAsync(world, world.Manager, "autumn")).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await PlanAsync(world, world.Stranger, "autumn")).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await MoveAsync(world, managing, "own", CohortState.Open)).IsDone.ShouldBeTrue();
        (await MoveAsync(world, managing, "other", CohortState.Open)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await MoveAsync(world, expert, "own", CohortState.Completed)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await MoveAsync(world, world.Stranger, "own", CohortState.Completed)).Refusal.ShouldBeOfType<Refusal.NotFound>();

        (await ListAsync(world, managing)).Value.Lines.Select(line => line.Card.Code).ShouldBe(["own"]);
        (await ListAsync(world, world.Owner)).Value.Lines.Count.ShouldBe(2);
        (await ListAsync(world, world.Owner)).Value.MayPlan.ShouldBeTrue();
        (await ListAsync(world, expert)).Refusal.ShouldBeOfType<Refusal.NotFound>();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_description_that_somebody_else_changed_is_not_overwritten(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        await world.CohortAsync("own");
        var seen = (await ShowAsync(world)).Value.Version;
        (await DescribeAsync(world, seen, "First")).IsDone.ShouldBeTrue();
        (await DescribeAsync(world, seen, "Second")).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await ShowAsync(world)).Value.Card.Name.ShouldBe("First");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Places_are_given_by_any_name_once_and_taken_back(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        await world.CohortAsync("own");
        var ferries = await world.OrganisationAsync("The Ferry Company Ltd", "Fährgesellschaft");
        (await PlaceAsync(world, "fahrgesellschaft")).IsDone.ShouldBeTrue();
        (await PlaceAsync(world, "Ferry company")).IsDone.ShouldBeTrue();
        (await PlaceAsync(world, "Nobody knows")).Refusal.ShouldBeOfType<Refusal.Invalid>().Field.ShouldBe("Organisation");
        (await ShowAsync(world)).Value.Partners.Select(partner => partner.Id).ShouldBe([ferries.Id]);
        (await ListAsync(world, world.Owner)).Value.Lines.ShouldHaveSingleItem().Partners.ShouldBe(1);

        var left = await world.AskAsync<EditHandler, Result>(handler =>
            handler.RemovePlaceAsync(world.Manager, world.Hub, "own", ferries.Id, CancellationToken.None)
        );
        left.IsDone.ShouldBeTrue();
        (await ShowAsync(world)).Value.Partners.ShouldBeEmpty();
        (await world.FactsAsync(2)).ShouldBe(["place.left", "place.taken"]);
    }

    private static NewCohort Wish(HubId hub, string code) => new(hub, code, "Autumn", Start, Start.AddDays(90));

    private static Task<Result> PlanAsync(GatherWorld world, Actor actor, string code) =>
        world.AskAsync<PlanHandler, Result>(handler => handler.PlanAsync(actor, Wish(world.Hub, code), CancellationToken.None));

    private static Task<Result> MoveAsync(GatherWorld world, Actor actor, string code, CohortState next) =>
        world.AskAsync<EditHandler, Result>(handler => handler.MoveAsync(actor, world.Hub, code, next, CancellationToken.None));

    private static Task<Result<CohortList>> ListAsync(GatherWorld world, Actor actor) =>
        world.AskAsync<ManageHandler, Result<CohortList>>(handler => handler.ListAsync(actor, world.Hub, CancellationToken.None));

    private static Task<Result<CohortAtHand>> ShowAsync(GatherWorld world) =>
        world.AskAsync<EditHandler, Result<CohortAtHand>>(handler =>
            handler.ShowAsync(world.Manager, world.Hub, "own", CancellationToken.None)
        );

    private static Task<Result> DescribeAsync(GatherWorld world, int version, string name) =>
        world.AskAsync<EditHandler, Result>(handler =>
            handler.DescribeAsync(
                world.Manager,
                world.Hub,
                "own",
                new CohortWords(version, name, Start, Start.AddDays(9), ""),
                CancellationToken.None
            )
        );

    private static Task<Result> PlaceAsync(GatherWorld world, string name) =>
        world.AskAsync<EditHandler, Result>(handler =>
            handler.AddPlaceAsync(world.Manager, world.Hub, "own", name, CancellationToken.None)
        );
}

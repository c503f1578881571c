using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Gather.Cohorts;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

public sealed class VisibleToTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_list_is_exactly_what_one_may_view_one_by_one(Engine engine)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var places = await PlacesAsync(world);
        var people = (await world.RowsAsync<Residency.Gather.People.Model.Person>()).ConvertAll(person => person.Id);
        await world.Database.DoAsync(
            async (_, db) =>
            {
                for (var i = 0; i < 60; i++)
                {
                    db.Add(RandomCaseStudy(random, places, people, world.Database.Clock.Now));
                }

                (await db.SaveAsync(CaseStudyWorld.Cancel)).IsDone.ShouldBeTrue();
            }
        );

        var things = (await world.RowsAsync<CaseStudy>()).ConvertAll(row => row.Id.Value);
        var (seen, all) = (0, 0);
        for (var round = 0; round < Effort.Cases(60); round++)
        {
            var actor =
                random.Next(8) == 0
                    ? RandomHolder(random, places, things, world.Database.Clock.Now)
                    : RandomActor(random, places, people);
            var now = world.Database.Clock.Now.AddDays(random.Next(-2, 3));
            await world.Database.DoAsync(
                async (_, db) =>
                {
                    var listed = await db.CaseStudies()
                        .VisibleTo(actor, now)
                        .Select(row => row.Id)
                        .ToListAsync(CaseStudyWorld.Cancel);
                    var rows = await db.CaseStudies().AsNoTracking().ToListAsync(CaseStudyWorld.Cancel);
                    var allowed = rows.Where(row =>
                            CaseStudyAccess.Table.May(actor, CaseStudyActions.View, new CaseStudySubject(row, now), now).IsDone
                        )
                        .Select(row => row.Id)
                        .ToList();
                    listed.ShouldBe(allowed, ignoreOrder: true);
                    (seen, all) = (seen + listed.Count, all + rows.Count);
                }
            );
        }

        // A world in which everybody sees all or nothing would prove nothing.
        seen.ShouldBeInRange(1, all - 1);
    }

    private static async Task<List<(HubId Hub, CohortId? Cohort, OrganisationId? Organisation)>> PlacesAsync(CaseStudyWorld world)
    {
        var other = (
            await world.AskAsync<IHubs, Result<HubId>>(hubs =>
                hubs.OpenAsync(Actor.System, new NewHub("other", "Other", "", "", ""), CaseStudyWorld.Cancel)
            )
        ).Value;
        var places = new List<(HubId, CohortId?, OrganisationId?)>
        {
            (world.Hub, null, null),
            (world.Hub, world.Cohort, world.Harbour),
            (other, null, null),
        };
        foreach (var hub in (HubId[])[world.Hub, other])
        {
            var cohort = (
                await world.AskAsync<ICohorts, Result<CohortId>>(cohorts =>
                    cohorts.PlanAsync(
                        Actor.System,
                        new NewCohort(hub, "next", "Next", new DateOnly(2027, 1, 1), new DateOnly(2027, 6, 1)),
                        CaseStudyWorld.Cancel
                    )
                )
            ).Value;
            var organisation = (
                await world.AskAsync<IPeople, Result<OrganisationId>>(people =>
                    people.AddOrganisationAsync(Actor.System, new NewOrganisation(hub, "Mill cooperative"), CaseStudyWorld.Cancel)
                )
            ).Value;
            places.Add((hub, cohort, organisation));
            places.Add((hub, cohort, null));
        }

        return places;
    }

    private static CaseStudy RandomCaseStudy(
        Random random,
        List<(HubId Hub, CohortId? Cohort, OrganisationId? Organisation)> places,
        List<PersonId> people,
        DateTimeOffset now
    )
    {
        var (hub, cohort, organisation) = places[random.Next(places.Count)];
        var wish = new NewCaseStudy(hub, "Text")
        {
            Cohort = cohort,
            Organisation = organisation,
            Audience = (Audience)random.Next(3),
        };
        var caseStudy = CaseStudy.Begin(wish, null, null, now).Value;
        for (var i = random.Next(4); i > 0; i--)
        {
            DateTimeOffset? from = random.Next(2) == 0 ? null : now.AddDays(random.Next(-3, 2));
            DateTimeOffset? until = random.Next(2) == 0 ? null : (from ?? now).AddDays(random.Next(1, 3));
            caseStudy
                .Assign(new AssignmentCard(people[random.Next(people.Count)], RandomRole(random), from, until), now)
                .IsDone.ShouldBeTrue();
        }

        return caseStudy;
    }

    private static Actor RandomActor(
        Random random,
        List<(HubId Hub, CohortId? Cohort, OrganisationId? Organisation)> places,
        List<PersonId> people
    )
    {
        var standings = Enumerable
            .Range(0, random.Next(0, 4))
            .Select(_ => places[random.Next(places.Count)])
            .Select(place => new Standing(
                place.Hub,
                RandomRole(random),
                random.Next(3) == 0 ? null : place.Cohort,
                random.Next(3) == 0 ? null : place.Organisation
            ))
            .ToList();
        return random.Next(10) == 0 ? Actor.Visitor : Actor.Of(people[random.Next(people.Count)], standings);
    }

    // Some of these links name a hub to which the case study does not belong, or have expired.
    private static Actor RandomHolder(
        Random random,
        List<(HubId Hub, CohortId? Cohort, OrganisationId? Organisation)> places,
        List<Guid> things,
        DateTimeOffset now
    ) =>
        Actor.Holding(
            new PrivateLink(
                TypedId.New<PrivateLinkId>(),
                PrivateLinkKind.SuggestAndComment,
                places[random.Next(places.Count)].Hub,
                things[random.Next(things.Count)],
                "A reader",
                now.AddDays(random.Next(-1, 3))
            )
        );

    private static Role RandomRole(Random random) => Enum.GetValues<Role>()[random.Next(Enum.GetValues<Role>().Length)];
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Jobs;
using Residency.Foundation.Ledger;
using Residency.Foundation.Mail;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Ui.Operate;
using Residency.Gather.People.Operate;
using Residency.Tests.Gather;
using Residency.Tests.Gather.People;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.Ui;

public sealed class JobsPageTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Who_runs_a_hub_sees_its_jobs_without_places_in_the_code_and_no_others(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        await DieAsync(world.Database.Services, new DeliverFact(world.Hub, 999, "thing:1", "TellNobodyOnNothing"));
        await DieAsync(world.Database.Services, new SendLetter(TypedId.New<LetterId>()));

        var all = await ListAsync(world, Actor.Operator);
        all.Lines.Select(line => line.Kind).ShouldBe(["mail.send", "ledger.deliver"], ignoreOrder: true);
        all.Lines.ShouldAllBe(line => line.Error == "SocketException in System.Net.Sockets.Socket.Connect");
        all.Counts[JobStanding.GivenUp].ShouldBe(2);

        var own = (await ListOfHubAsync(world, world.Owner)).Value.Lines.ShouldHaveSingleItem();
        (own.Kind, own.Detail, own.Error).ShouldBe(("ledger.deliver", "TellNobodyOnNothing", "SocketException"));
        (await ListOfHubAsync(world, world.Manager)).Value.Lines.Count.ShouldBe(1);
        (await ListOfHubAsync(world, world.Member)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await ListOfHubAsync(world, world.Stranger)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await ListOfHubAsync(world, Actor.Visitor)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        foreach (var actor in (Actor[])[world.Owner, world.Manager, world.Member, world.Stranger, Actor.Visitor])
        {
            var refused = await world.AskAsync<JobsHandler, Result<JobListing>>(jobs =>
                jobs.ListAsync(actor, JobStanding.GivenUp, 1, CancellationToken.None)
            );
            refused.Refusal.ShouldBeOfType<Refusal.NotFound>();
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_job_tries_again_once_and_the_chain_says_so(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        await DieAsync(world.Database.Services, new DeliverFact(world.Hub, 999, "thing:1", "TellNobodyOnNothing"));
        var number = (await ListAsync(world, Actor.Operator)).Lines[0].Number;

        (await AgainAsync(world, world.Owner, number)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        var stale = Actor.Of(TypedId.New<PersonId>(), [], isOperator: true, world.Database.Clock.Now.AddMinutes(-11));
        (await AgainAsync(world, stale, number)).Refusal.ShouldBeOfType<Refusal.StepUp>();
        (await AgainAsync(world, Actor.Operator, number + 1000)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await world.FactsAsync(1)).ShouldNotContain("job.retried");

        (await AgainAsync(world, Actor.Operator, number)).IsDone.ShouldBeTrue();
        (await AgainAsync(world, Actor.Operator, number)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await world.FactsAsync(5)).Count(name => name == "job.retried").ShouldBe(1);
        var waiting = await world.AskAsync<JobQueries, (JobLine Line, HubId? Hub)?>(jobs =>
            jobs.FindAsync(number, CancellationToken.None)
        );
        (waiting?.Line.Standing, waiting?.Line.Tries).ShouldBe((JobStanding.Waiting, 0));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Pages_of_jobs_are_bounded_and_cover_all(Engine engine)
    {
        await using var world = await GatherWorld.OpenAsync(engine);
        await world.Database.DoAsync(
            async (services, db) =>
            {
                var queue = services.GetRequiredService<JobQueue>();
                for (var n = 0; n < 120; n++)
                {
                    queue.Enqueue(Actor.System, new DeliverFact(world.Hub, n, $"page:{n}", "TellNobodyOnNothing"));
                }

                (await db.SaveAsync(CancellationToken.None)).IsDone.ShouldBeTrue();
            }
        );
        var seen = new List<long>();
        for (var page = 1; page <= 10; page++)
        {
            var listing = await world.AskAsync<JobQueries, JobListing>(jobs =>
                jobs.ListAsync(world.Hub, JobStanding.Waiting, page, CancellationToken.None)
            );
            listing.Lines.Count.ShouldBeLessThanOrEqualTo(JobQueries.PageSize);
            seen.AddRange(listing.Lines.Select(line => line.Number));
        }

        seen.Count.ShouldBeGreaterThanOrEqualTo(120);
        seen.Distinct().Count().ShouldBe(seen.Count);
    }

    [Fact]
    public async Task An_operator_without_script_sees_the_empty_page_then_begins_a_job_again()
    {
        await using var site = await Site.OpenAsync();
        await site.AskAsync<OperateHandler, Result>(operate =>
            operate.AddOperatorAsync(Actor.Operator, "owner@example.org", "", CancellationToken.None)
        );
        using var browser = await site.SignedInAsync(site.Owner);
        var empty = await browser.GetAsync("/operator/jobs");
        empty.Status.ShouldBe(HttpStatusCode.OK);
        empty.Text.ShouldContain("Nothing was given up");
        empty.Html.QuerySelector(".site-account a[href='/operator/jobs']").ShouldNotBeNull();

        await DieAsync(site.Services, new DeliverFact(site.Hub, 999, "thing:1", "TellNobodyOnNothing"));
        var page = await browser.GetAsync("/operator/jobs");
        page.Text.ShouldContain("SocketException");
        var number = await site.ReadAsync(db =>
            db.Set<QueuedJob>().Where(job => job.State == JobState.Dead).Select(job => job.Number).SingleAsync()
        );
        var again = await browser.PostAsync(page, $"again-{number}");
        again.Text.ShouldContain($"Job {number} tries again.");

        var ofHub = await browser.GetAsync("/harbour/jobs?standing=done");
        ofHub.Status.ShouldBe(HttpStatusCode.OK);
        using var member = await site.SignedInAsync(await site.PersonAsync("member@example.org", Role.Member));
        (await member.GetAsync("/operator/jobs")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await member.GetAsync("/harbour/jobs")).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var visitor = site.NewBrowser();
        (await visitor.GetAsync("/operator/jobs")).Path.ShouldStartWith("/sign-in");
    }

    private static Task<JobListing> ListAsync(GatherWorld world, Actor actor) =>
        world.AskAsync<JobsHandler, JobListing>(async jobs =>
            (await jobs.ListAsync(actor, JobStanding.GivenUp, 1, CancellationToken.None)).Value
        );

    private static Task<Result<JobListing>> ListOfHubAsync(GatherWorld world, Actor actor) =>
        world.AskAsync<JobsHandler, Result<JobListing>>(jobs =>
            jobs.ListOfHubAsync(actor, world.Hub, JobStanding.GivenUp, 1, CancellationToken.None)
        );

    private static Task<Result> AgainAsync(GatherWorld world, Actor actor, long number) =>
        world.AskAsync<JobsHandler, Result>(jobs => jobs.TryAgainAsync(actor, number, CancellationToken.None));

    // Stores a job as given up, as if its last try had just failed.
    private static async Task DieAsync(IServiceProvider services, JobPayload payload)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await db.WriteAsync(
            async cancel =>
            {
                scope.ServiceProvider.GetRequiredService<JobQueue>().Enqueue(Actor.System, payload);
                await db.SaveChangesAsync(cancel);
                var newest = await db.Set<QueuedJob>().MaxAsync(job => job.Number, cancel);
                await db.Set<QueuedJob>()
                    .Where(job => job.Number == newest)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(job => job.State, JobState.Dead)
                                .SetProperty(job => job.Tries, 8)
                                .SetProperty(job => job.EndedAt, job => job.CreatedAt)
                                .SetProperty(job => job.LastError, "SocketException in System.Net.Sockets.Socket.Connect"),
                        cancel
                    );
            },
            CancellationToken.None
        );
    }
}

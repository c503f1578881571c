using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Jobs;
using Residency.Gather.Hubs;
using Residency.Make.CaseStudies;
using Residency.Make.Publishing;
using Residency.Make.Publishing.Draw;
using Residency.Make.Publishing.Withdraw;
using Residency.Tests.Foundation.Ui.Http;
using Residency.Tests.World;
using Residency.Welcome.Demo;

namespace Residency.Tests.Make.Publishing;

public sealed class DrawTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_published_edition_gets_its_own_picture_until_it_is_withdrawn(Engine engine)
    {
        await using var front = await OpenAsync(engine, "node");
        using var reader = front.NewClient();
        var edition = await InAsync(front, PublishedAsync);
        var address = $"/harbour/library/{edition.Code.Value}";
        Meta(await PageAsync(reader, address), "og:image").ShouldEndWith("/icon-180.png");

        await front.Services.GetRequiredService<JobRunner>().RunDueAsync(Cancel);
        (
            await InAsync(front, services => services.GetRequiredService<DrawHandler>().UndrawnAsync(false, Cancel))
        ).ShouldBeEmpty();

        var page = await PageAsync(reader, address);
        var picture = new Uri(Meta(page, "og:image"));
        (Meta(page, "og:image:width"), Meta(page, "og:image:height")).ShouldBe(("1200", "630"));
        Meta(page, "og:image:alt").ShouldContain(edition.Title);
        using var answer = await reader.GetAsync(picture.AbsolutePath, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("image/png");
        var size = PictureSize.Read(FileKind.Png, await answer.Content.ReadAsByteArrayAsync(Cancel)).ShouldNotBeNull();
        (size.Width, size.Height).ShouldBe((1200, 630));

        var isWithdrawn = await InAsync(
            front,
            async services =>
            {
                var card = (await services.GetRequiredService<ICaseStudies>().FindAsync(edition.CaseStudy, Cancel))!; // published
                var wish = (card.Version, "It was wrong.");
                return (
                    await services
                        .GetRequiredService<WithdrawHandler>()
                        .WithdrawAsync(Actor.System, edition.CaseStudy, wish, Cancel)
                ).IsDone;
            }
        );
        isWithdrawn.ShouldBeTrue();
        (await reader.GetAsync(picture.AbsolutePath, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_the_painter_the_plain_picture_stays_and_nothing_is_given_up()
    {
        await using var front = await OpenAsync(Engine.Sqlite, "no-such-program");
        using var reader = front.NewClient();
        await front.Services.GetRequiredService<JobRunner>().RunDueAsync(Cancel);

        var counts = await InAsync(
            front,
            async services =>
                (await services.GetRequiredService<JobQueries>().ListAsync(null, JobStanding.GivenUp, 1, Cancel)).Counts
        );
        counts.Keys.ShouldNotContain(JobStanding.GivenUp);
        counts.Keys.ShouldNotContain(JobStanding.Retrying);
        var edition = await InAsync(front, PublishedAsync);
        var page = await PageAsync(reader, $"/harbour/library/{edition.Code.Value}");
        Meta(page, "og:image").ShouldEndWith("/icon-180.png");
        page.QuerySelector("meta[property='og:image:width']").ShouldBeNull();
    }

    private static async Task<Front> OpenAsync(Engine engine, string node)
    {
        var settings = await TestDatabase.EmptyAsync(engine);
        var front = new Front
        {
            Postgres = settings.Postgres,
            Node = node,
            RunsJobs = false,
        };
        await InAsync(
            front,
            async services =>
            {
                await services.GetRequiredService<SeedDemoHandler>().SeedAsync(_ => { }, Cancel);
                return true;
            }
        );
        return front;
    }

    private static async Task<EditionCard> PublishedAsync(IServiceProvider services)
    {
        var hub = (await services.GetRequiredService<IHubs>().FindAsync("harbour", Cancel))!.Id; // seeded
        return (await services.GetRequiredService<IPublishing>().LatestAsync(hub, Cancel))[0];
    }

    private static async Task<IHtmlDocument> PageAsync(HttpClient reader, string address) =>
        new HtmlParser().ParseDocument(await reader.GetStringAsync(address, Cancel));

    private static string Meta(IHtmlDocument page, string property) =>
        page.QuerySelector($"meta[property='{property}']").ShouldNotBeNull().GetAttribute("content") ?? "";

    private static async Task<T> InAsync<T>(Front front, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = front.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }
}

using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Text;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;
using Residency.Make.CaseStudies;
using Residency.Make.Publishing;
using Residency.Make.Publishing.Withdraw;
using Residency.Tests.Foundation.Ui.Http;
using Residency.Tests.World;
using Residency.Welcome.Demo;

namespace Residency.Tests.Share.Library;

public sealed class DownloadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Anybody_takes_a_public_text_along_in_three_forms(Engine engine)
    {
        await using var front = await OpenAsync(engine);
        using var reader = front.NewClient();
        var (edition, content) = await PublishedAsync(front);
        var page = $"/harbour/library/{edition.Code}/v{edition.Number}";
        var name = $"{edition.Code}-v{edition.Number}";

        var words = await reader.GetAsync(Path(page + "/text.txt"), Cancel);
        words.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        words.Content.Headers.ContentDisposition!.FileName.ShouldBe(name + ".txt");
        (await words.Content.ReadAsStringAsync(Cancel)).ShouldContain($"edition {edition.Number}, published");

        var json = await reader.GetAsync(Path(page + "/text.json"), Cancel);
        json.Content.Headers.ContentType!.ToString().ShouldBe(ExportMedia.Json);
        using var read = JsonDocument.Parse(await json.Content.ReadAsStreamAsync(Cancel));
        EditionContent.HashOf(read.RootElement.GetProperty("content").GetRawText()).ShouldBe(edition.Sha256);

        var zip = await reader.GetAsync(Path(page + "/text.zip"), Cancel);
        zip.Content.Headers.ContentType!.ToString().ShouldBe(ExportMedia.Zip);
        var markdown = Pages(await zip.Content.ReadAsByteArrayAsync(Cancel)).ShouldHaveSingleItem();
        MystText.Read(Encoding.UTF8.GetBytes(markdown)).Value.Document.ShouldBe(content.Text);

        var known = new HttpRequestMessage(HttpMethod.Get, Path(page + "/text.zip"));
        known.Headers.IfNoneMatch.Add(zip.Headers.ETag!); // given with every package
        (await reader.SendAsync(known, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        (await reader.GetAsync(Path($"/meadow/library/{edition.Code}/v1/text.zip"), Cancel)).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await reader.GetAsync(Path($"/harbour/library/{edition.Code}/v99/text.txt"), Cancel)).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        var shown = await reader.GetStringAsync(Path(page), Cancel);
        foreach (var file in (string[])["text.zip", "text.txt", "text.json"])
        {
            shown.ShouldContain($"href=\"{page}/{file}\"");
        }
    }

    [Fact]
    public async Task The_whole_library_is_one_project_that_changes_only_when_a_text_does()
    {
        await using var front = await OpenAsync(Engine.Sqlite);
        using var reader = front.NewClient();
        var (edition, _) = await PublishedAsync(front);
        var first = await reader.GetAsync(Path("/harbour/library.zip"), Cancel);
        var bytes = await first.Content.ReadAsByteArrayAsync(Cancel);
        var count = Pages(bytes).Count;
        count.ShouldBeGreaterThan(5);
        (await reader.GetByteArrayAsync(Path("/harbour/library.zip"), Cancel)).ShouldBe(bytes);
        (await reader.GetStringAsync(Path("/harbour/library"), Cancel)).ShouldContain("href=\"/harbour/library.zip\"");

        await InAsync(front, services => WithdrawAsync(services, edition));
        var later = await reader.GetAsync(Path("/harbour/library.zip"), Cancel);
        later.Headers.ETag.ShouldNotBe(first.Headers.ETag);
        Pages(await later.Content.ReadAsByteArrayAsync(Cancel)).Count.ShouldBe(count - 1);
        foreach (var file in (string[])["text.zip", "text.txt", "text.json"])
        {
            (
                await reader.GetAsync(Path($"/harbour/library/{edition.Code}/v{edition.Number}/{file}"), Cancel)
            ).StatusCode.ShouldBe(HttpStatusCode.Gone);
        }
    }

    [Fact]
    public async Task A_draft_is_given_to_those_who_may_have_it_ten_times_an_hour_and_kept_by_nobody()
    {
        await using var front = await OpenAsync(Engine.Sqlite, limitFactor: 1);
        using var reader = front.NewClient();
        var draft = await InAsync(
            front,
            async services =>
            {
                var hub = (await services.GetRequiredService<IHubs>().FindAsync("harbour", Cancel))!.Id; // seeded
                var owner = await OwnerAsync(services, hub);
                var cards = await services.GetRequiredService<ICaseStudies>().ListAsync(owner, hub, 0, 100, Cancel);
                return cards.First(card => card.State == CaseStudyState.Draft && card.LatestRevision > 0);
            }
        );
        var path = $"/harbour/publishing/{draft.Id.Value:D}/export/text.";
        (await reader.GetAsync(Path(path + "txt"), Cancel)).StatusCode.ShouldBe(
            HttpStatusCode.Redirect,
            "visitors are asked to sign in"
        );

        using var owner = front.NewClient();
        owner.DefaultRequestHeaders.Add("Cookie", "__Host-residency=" + await SessionAsync(front));
        foreach (var ending in (string[])["zip", "txt", "json"])
        {
            var answer = await owner.GetAsync(Path(path + ending), Cancel);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            (await answer.Content.ReadAsByteArrayAsync(Cancel)).ShouldNotBeEmpty();
        }

        (await owner.GetStringAsync(Path($"/harbour/case-studies/{draft.Id.Value:D}"), Cancel)).ShouldContain(path + "zip");
        (
            await owner.GetAsync(Path(path.Replace("harbour", "meadow", StringComparison.Ordinal) + "txt"), Cancel)
        ).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var answers = new List<HttpStatusCode>();
        for (var turn = 0; turn < 8; turn++)
        {
            answers.Add((await owner.GetAsync(Path(path + "txt"), Cancel)).StatusCode);
        }

        answers.Count(status => status == HttpStatusCode.OK).ShouldBe(6);
        answers[^1].ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private static Uri Path(string path) => new(path, UriKind.Relative);

    private static List<string> Pages(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return
        [
            .. zip
                .Entries.Where(entry =>
                    entry.Name.StartsWith("cs-", StringComparison.Ordinal) && entry.Name.EndsWith(".md", StringComparison.Ordinal)
                )
                .Select(entry =>
                {
                    using var text = new StreamReader(entry.Open());
                    return text.ReadToEnd();
                }),
        ];
    }

    private static async Task<Front> OpenAsync(Engine engine, int limitFactor = 1000)
    {
        var settings = await TestDatabase.EmptyAsync(engine);
        var front = new Front { Postgres = settings.Postgres, LimitFactor = limitFactor };
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

    private static Task<(EditionCard, EditionContent)> PublishedAsync(Front front) =>
        InAsync(
            front,
            async services =>
            {
                var hub = (await services.GetRequiredService<IHubs>().FindAsync("harbour", Cancel))!.Id; // seeded
                var publishing = services.GetRequiredService<IPublishing>();
                var latest = (await publishing.LatestAsync(hub, Cancel))[0];
                return (latest, (await publishing.FindAsync(latest.Code, latest.Number, Cancel))!.Content); // just listed
            }
        );

    private static async Task<bool> WithdrawAsync(IServiceProvider services, EditionCard edition)
    {
        var card = (await services.GetRequiredService<ICaseStudies>().FindAsync(edition.CaseStudy, Cancel))!; // published
        var withdraw = services.GetRequiredService<WithdrawHandler>();
        (await withdraw.WithdrawAsync(Actor.System, card.Id, (card.Version, "It was wrong."), Cancel)).IsDone.ShouldBeTrue();
        return true;
    }

    private static async Task<Actor> OwnerAsync(IServiceProvider services, HubId hub)
    {
        var person = (await services.GetRequiredService<IPeople>().FindByEmailAsync("amara@merrowport.example", Cancel))!.Id; // seeded
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return Actor.Of(person, [new Standing(hub, Role.HubOwner, null, null)], provedAt: now);
    }

    private static Task<string> SessionAsync(Front front) =>
        InAsync(
            front,
            async services =>
            {
                var owner = (
                    await services.GetRequiredService<IPeople>().FindByEmailAsync("amara@merrowport.example", Cancel)
                )!.Id; // seeded
                var sessions = services.GetRequiredService<AccountSessions>();
                return (await sessions.BeginAsync(owner, new SessionWish("Test", Remember: false), isProof: true, Cancel)).Text;
            }
        );

    private static async Task<T> InAsync<T>(Front front, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = front.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }
}

using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
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

/// <summary>Pages that are kept for everyone: kept as long as they are true, and never with anything of one person.</summary>
public sealed class PublicPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_page_is_kept_until_something_is_told(Engine engine)
    {
        await using var front = await OpenAsync(engine);
        using var reader = front.NewClient();
        var article = await ArticleAsync(front);

        var drawn = await reader.GetAsync(article, Cancel);
        var kept = await reader.GetAsync(article, Cancel);
        drawn.StatusCode.ShouldBe(HttpStatusCode.OK);
        kept.Headers.Age.ShouldNotBeNull("the second answer comes from what was kept");
        kept.Headers.ETag.ShouldBe(drawn.Headers.ETag);
        (await kept.Content.ReadAsStringAsync(Cancel)).ShouldBe(await drawn.Content.ReadAsStringAsync(Cancel));

        var again = new HttpRequestMessage(HttpMethod.Get, article);
        again.Headers.IfNoneMatch.Add(drawn.Headers.ETag!); // asserted above by comparison
        (await reader.SendAsync(again, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        await InAsync(
            front,
            async services =>
            {
                var hub = (await services.GetRequiredService<IHubs>().FindAsync("harbour", Cancel))!.Id; // seeded
                await services.GetRequiredService<IHubs>().AddThemeAsync(Actor.System, hub, "Tides", Cancel);
            }
        );
        var later = await reader.GetAsync(article, Cancel);
        later.Headers.Age.ShouldBeNull("something was told since");
        later.Headers.ETag.ShouldNotBe(drawn.Headers.ETag);
    }

    [Fact]
    public async Task A_withdrawn_text_is_gone_with_the_next_request()
    {
        await using var front = await OpenAsync(Engine.Sqlite);
        using var reader = front.NewClient();
        var article = await ArticleAsync(front);
        var library = new Uri("/harbour/library", UriKind.Relative);
        var title = await InAsync(front, async services => (await PublishedAsync(services)).Title);
        (await reader.GetStringAsync(library, Cancel)).ShouldContain(WebUtility.HtmlEncode(title));
        (await reader.GetAsync(article, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await InAsync(
            front,
            async services =>
            {
                var edition = await PublishedAsync(services);
                var card = (await services.GetRequiredService<ICaseStudies>().FindAsync(edition.CaseStudy, Cancel))!; // published
                var withdraw = services.GetRequiredService<WithdrawHandler>();
                var wish = (card.Version, "A number in it was wrong.");
                (await withdraw.WithdrawAsync(Actor.System, card.Id, wish, Cancel)).IsDone.ShouldBeTrue();
            }
        );

        (await reader.GetAsync(article, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await reader.GetStringAsync(library, Cancel)).ShouldNotContain(WebUtility.HtmlEncode(title));
    }

    [Fact]
    public async Task What_one_person_sees_is_kept_for_nobody()
    {
        await using var front = await OpenAsync(Engine.Sqlite);
        var article = await ArticleAsync(front);
        using var member = front.NewClient();
        member.DefaultRequestHeaders.Add("Cookie", "__Host-residency=" + await SessionAsync(front));

        var own = await member.GetAsync(article, Cancel);
        var body = await own.Content.ReadAsStringAsync(Cancel);
        body.ShouldContain("Sign out");
        own.Headers.CacheControl!.NoStore.ShouldBeTrue();
        own.Headers.ETag.ShouldBeNull();
        Policy(own).ShouldContain("'nonce-");

        using var visitor = front.NewClient();
        var shared = await visitor.GetAsync(article, Cancel);
        shared.Headers.Age.ShouldBeNull();
        (await shared.Content.ReadAsStringAsync(Cancel)).ShouldNotContain("Sign out");
        shared.Headers.CacheControl!.ToString().ShouldBe("public, no-cache");
        shared.Headers.Contains("X-Robots-Tag").ShouldBeFalse("search engines are welcome");
        Policy(shared).ShouldNotContain("nonce");

        (await (await member.GetAsync(article, Cancel)).Content.ReadAsStringAsync(Cancel)).ShouldContain("Sign out");
    }

    [Fact]
    public async Task Public_pages_are_packed_and_private_ones_are_not()
    {
        await using var front = await OpenAsync(Engine.Sqlite);
        var article = await ArticleAsync(front);
        using var reader = front.NewClient();
        var plain = await reader.GetStringAsync(article, Cancel);
        reader.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, br");
        for (var round = 0; round < 2; round++)
        {
            var packed = await reader.GetAsync(article, Cancel);
            packed.Content.Headers.ContentEncoding.ShouldBe(["br"]);
            await using var brotli = new BrotliStream(await packed.Content.ReadAsStreamAsync(Cancel), CompressionMode.Decompress);
            (await new StreamReader(brotli).ReadToEndAsync(Cancel)).ShouldBe(plain);
        }

        reader.DefaultRequestHeaders.Add("Cookie", "__Host-residency=" + await SessionAsync(front));
        (await reader.GetAsync(article, Cancel)).Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cookies_of_other_sites_keep_nobody_from_what_is_kept_and_unknown_ones_of_ours_do()
    {
        await using var front = await OpenAsync(Engine.Sqlite);
        var article = await ArticleAsync(front);
        using var first = front.NewClient();
        await first.GetAsync(article, Cancel);

        using var reader = front.NewClient();
        reader.DefaultRequestHeaders.Add("Cookie", "_ga=GA1.2.3; theme=dark");
        var kept = await reader.GetAsync(article, Cancel);
        kept.Headers.Age.ShouldNotBeNull();
        kept.Headers.CacheControl!.ToString().ShouldBe("public, no-cache"); // set on every page
        kept.Headers.Vary.ShouldContain("Accept-Language");

        using var former = front.NewClient();
        former.DefaultRequestHeaders.Add("Cookie", "__Host-residency=ended");
        var own = await former.GetAsync(article, Cancel);
        own.Headers.Age.ShouldBeNull();
        own.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_asks_only_for_the_head_gets_the_head_of_the_page()
    {
        await using var front = await OpenAsync(Engine.Sqlite);
        using var reader = front.NewClient();
        foreach (var path in (string[])[(await ArticleAsync(front)).ToString(), "/harbour", "/harbour/nothing", "/sign-in"])
        {
            var page = await reader.GetAsync(new Uri(path, UriKind.Relative), Cancel);
            var head = await reader.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancel);
            head.StatusCode.ShouldBe(page.StatusCode, path);
            head.Content.Headers.ContentType.ShouldBe(page.Content.Headers.ContentType, path);
            head.Headers.CacheControl.ShouldBe(page.Headers.CacheControl, path);
            (await head.Content.ReadAsByteArrayAsync(Cancel)).Length.ShouldBe(0, path);
        }
    }

    private static string Policy(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();

    private static async Task<Front> OpenAsync(Engine engine)
    {
        var settings = await TestDatabase.EmptyAsync(engine);
        var front = new Front { Postgres = settings.Postgres };
        await InAsync(front, services => services.GetRequiredService<SeedDemoHandler>().SeedAsync(_ => { }, Cancel));
        return front;
    }

    private static Task<Uri> ArticleAsync(Front front) =>
        InAsync(
            front,
            async services => new Uri("/harbour/library/" + (await PublishedAsync(services)).Code.Value, UriKind.Relative)
        );

    private static async Task<EditionCard> PublishedAsync(IServiceProvider services)
    {
        var hub = (await services.GetRequiredService<IHubs>().FindAsync("harbour", Cancel))!.Id; // seeded
        return (await services.GetRequiredService<IPublishing>().LatestAsync(hub, Cancel))[0];
    }

    private static Task<string> SessionAsync(Front front) =>
        InAsync(
            front,
            async services =>
            {
                var people = services.GetRequiredService<IPeople>();
                var owner = (await people.FindByEmailAsync("amara@merrowport.example", Cancel))!.Id; // seeded
                var sessions = services.GetRequiredService<AccountSessions>();
                return (await sessions.BeginAsync(owner, new SessionWish("Test", Remember: false), isProof: true, Cancel)).Text;
            }
        );

    private static Task InAsync(Front front, Func<IServiceProvider, Task> work) =>
        InAsync(
            front,
            async services =>
            {
                await work(services);
                return true;
            }
        );

    private static async Task<T> InAsync<T>(Front front, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = front.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }
}

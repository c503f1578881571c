using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Ledger;
using Residency.Foundation.Mail;
using Residency.Foundation.Results;
using Residency.Foundation.Ui.Http;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.InviteReaders;
using Residency.Make.CaseStudies.Model;
using Residency.Tests.Gather.People;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>A link by which somebody without an account reads one draft: looked at as often as anybody likes, ended at once.</summary>
public sealed partial class ReaderLinkTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Looking_changes_nothing_and_fifty_may_open_it_at_once(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        var path = await InviteAsync(world);
        var before = (await world.RowsAsync<ReaderLink>()).ShouldHaveSingleItem();
        using (var scanner = world.Site.NewBrowser())
        {
            scanner.Headers["User-Agent"] = "Mozilla/5.0 (compatible; Microsoft Outlook SafeLinks)";
            for (var i = 0; i < 20; i++)
            {
                await scanner.GetAsync(path);
                await scanner.HeadAsync(path);
            }

            // The button of somebody else's page is no button of ours.
            (await scanner.PostRawAsync("/harbour/read", [new("_handler", "open")])).Status.ShouldBe(HttpStatusCode.BadRequest);
        }

        var after = (await world.RowsAsync<ReaderLink>()).ShouldHaveSingleItem();
        (after.Version, after.FirstOpenedAt, after.LastOpenedAt).ShouldBe((before.Version, null, null));

        var browsers = Enumerable.Range(0, 50).Select(_ => world.Site.NewBrowser()).ToList();
        var pages = await Task.WhenAll(browsers.Select(browser => browser.GetAsync(path)));
        var opened = await Task.WhenAll(
            browsers.Zip(pages).Select(pair => pair.First.PostWithoutFollowingAsync(pair.Second, "open"))
        );
        opened.ShouldAllBe(answer =>
            answer.Location != null && answer.Location.EndsWith(world.Home + "/write", StringComparison.Ordinal)
        );
        (await world.RowsAsync<LedgerEntry>()).Count(row => row.Name == "case-study.reader-came").ShouldBe(1);
        browsers.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task Only_a_hash_is_kept_and_the_secret_leaves_the_address_and_the_log_alone()
    {
        var log = new Diary();
        await using var world = await TalkWorld.OpenAsync(
            Engine.Sqlite,
            more: services => services.AddSingleton<ILoggerProvider>(log)
        );
        var path = await InviteAsync(world);
        var secret = path[(path.LastIndexOf('/') + 1)..];
        var mail = world.Site.Mails.ShouldHaveSingleItem();
        mail.IsSecret.ShouldBeTrue();
        mail.To.Text.ShouldBe("rea@example.org");
        LetterBody.Text(mail.Parts).ShouldNotContain("zcrimson", customMessage: "the title of a draft is the reader's alone");
        (await world.RowsAsync<ReaderLink>()).ShouldHaveSingleItem().TokenHash.ShouldBe(LinkSecret.HashOf(secret));

        using var browser = world.Site.NewBrowser();
        var first = await browser.GetWithoutFollowingAsync(path);
        first.Location.ShouldNotBeNull().ShouldEndWith("/harbour/read");
        first.Headers["Referrer-Policy"].ShouldBe("no-referrer");
        var page = await browser.GetAsync(path);
        page.Headers["Referrer-Policy"].ShouldBe("same-origin");
        page.Headers["Cache-Control"].ShouldContain("no-store");
        page.Text.ShouldContain("Rea Reader");
        page.Text.ShouldContain("Ferries of zcrimson");
        page.Html.DocumentElement.OuterHtml.ShouldNotContain(secret);
        await browser.PostWithoutFollowingAsync(page, "open");
        browser.Cookie("residency-harbour-read").ShouldBeNull("the secret is forgotten once the text is open");
        log.Lines.ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal));
        foreach (var fact in await world.RowsAsync<LedgerEntry>())
        {
            fact.Payload.ShouldNotContain(secret);
            fact.Payload.ShouldNotContain("rea@example.org");
            fact.Payload.ShouldNotContain("Rea Reader");
        }
    }

    [Fact]
    public async Task A_reader_comments_on_the_one_text_and_is_a_visitor_everywhere_else()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        var (reader, link) = await OpenedAsync(world);
        using var _ = reader;
        var page = await reader.GetAsync(world.Home + "/comments");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldContain("Rea Reader");
        page.Body.ShouldNotContain("/case-studies/mine");
        page.Body.ShouldNotContain("href=\"/harbour/members");
        var (status, begun) = await reader.PostAsync(
            world.Home,
            "/threads",
            new
            {
                start = "",
                end = "",
                quotation = "",
                block = "paragraph1",
                text = "I read this.",
            }
        );
        status.ShouldBe(HttpStatusCode.OK);
        var by = begun.GetProperty("comments")[0].GetProperty("by");
        by.GetProperty("id").GetString().ShouldBe($"link:{link.Id.Value:D}");
        by.GetProperty("name").GetString().ShouldBe("Rea Reader");

        // A conversation that others began is answered, not ended.
        var others = await DiscussTests.BegunAsync(world, await world.ActorAsync(world.Expert), "Among us");
        (await reader.PostAsync(world.Home, $"/threads/{others.Value:D}/reply", new { text = "And me" })).Status.ShouldBe(
            HttpStatusCode.OK
        );
        (await reader.PostAsync(world.Home, $"/threads/{others.Value:D}/resolve", new { })).Status.ShouldBe(
            HttpStatusCode.Forbidden
        );
        var own = begun.GetProperty("id").GetString();
        (await reader.PostAsync(world.Home, $"/threads/{own}/resolve", new { })).Status.ShouldBe(HttpStatusCode.OK);
        var theirs = (await world.RowsAsync<Comment>()).Single(row => row.Text == "Among us");
        var path = $"/threads/{others.Value:D}/comments/{theirs.Id.Value:D}/delete";
        (await reader.PostAsync(world.Home, path, new { })).Status.ShouldBe(HttpStatusCode.Forbidden);

        foreach (
            var elsewhere in (string[])
                [
                    $"/harbour/case-studies/{world.Other.Value:D}/comments",
                    $"/harbour/case-studies/{world.Other.Value:D}/preview",
                    "/harbour/case-studies",
                    "/harbour/members",
                    world.Home + "/readers",
                    world.Home + "/assign",
                    world.Home + "/revisions",
                    world.Home + "/describe",
                ]
        )
        {
            (await reader.GetAsync(elsewhere)).Status.ShouldBe(HttpStatusCode.Redirect, elsewhere);
            using var nobody = world.Anonymous();
            (await nobody.GetAsync(elsewhere)).Status.ShouldBe(HttpStatusCode.Redirect, elsewhere);
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_link_that_was_taken_back_ends_an_open_text_at_once(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        var path = await InviteAsync(world);
        var (reader, link) = await OpenedAsync(world, path);
        using var _ = reader;
        (await reader.GetAsync(world.Home + "/comments")).Status.ShouldBe(HttpStatusCode.OK);
        var pulse = world.Site.Services.GetRequiredService<LedgerPulse>();
        var beats = pulse.Beats;

        var expert = await world.ActorAsync(world.Expert);
        (
            await world.AskAsync<InviteReadersHandler, Result>(handler =>
                handler.RevokeAsync(expert, world.Study, link.Id, TalkWorld.Cancel)
            )
        ).IsDone.ShouldBeTrue();

        pulse.Beats.ShouldBeGreaterThan(beats, "open sockets ask for their rights anew");
        (await reader.GetAsync(world.Home + "/comments")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await reader.GetAsync(world.Home + "/threads", "application/json")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await world.AskAsync<ILinkSource, PrivateLink?>(links => links.FindAsync(link.Id, TalkWorld.Cancel))).ShouldBeNull();
        using var again = world.Site.NewBrowser();
        (await again.GetAsync(path)).Text.ShouldStartWith("This link opens no text");
        (
            await world.AskAsync<InviteReadersHandler, Result>(handler =>
                handler.RevokeAsync(expert, world.Study, link.Id, TalkWorld.Cancel)
            )
        ).Refusal.ShouldBeOfType<Refusal.Conflict>();
    }

    [Fact]
    public async Task Revoked_expired_altered_and_foreign_links_look_alike()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        var texts = new List<string> { await LookAsync(world, "/harbour/read/" + LinkSecret.New().Text) };
        texts.Add(await LookAsync(world, "/harbour/read/short"));
        var revoked = await InviteAsync(world, "revoked@example.org");
        var link = (await world.RowsAsync<ReaderLink>()).ShouldHaveSingleItem();
        using (var open = world.Site.NewBrowser())
        {
            var page = await open.GetAsync(revoked);
            await world.AskAsync<InviteReadersHandler, Result>(handler =>
                handler.RevokeAsync(Actor.System, world.Study, link.Id, TalkWorld.Cancel)
            );
            // The button of a page that stood open is told the same.
            texts.Add((await open.PostAsync(page, "open")).Text);
        }

        texts.Add(await LookAsync(world, revoked));
        var expired = await InviteAsync(world, "expired@example.org");
        world.Site.Time.Pass(TimeSpan.FromDays(30));
        texts.Add(await LookAsync(world, expired));
        texts.Distinct().ShouldHaveSingleItem();
        texts[0].ShouldStartWith("This link opens no text");
    }

    [Fact]
    public async Task An_opened_text_stays_open_while_it_is_used_and_twelve_hours_at_most()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        var path = await InviteAsync(world);
        var (idle, _) = await OpenedAsync(world, path);
        var (used, _) = await OpenedAsync(world, path);
        for (var step = 1; step <= 15; step++)
        {
            world.Site.Time.Pass(TimeSpan.FromMinutes(50));
            var status = (await used.GetAsync(world.Home + "/comments")).Status;
            status.ShouldBe(step * 50 < 12 * 60 ? HttpStatusCode.OK : HttpStatusCode.Redirect, $"after {step * 50} minutes");
            if (step == 2)
            {
                (await idle.GetAsync(world.Home + "/comments")).Status.ShouldBe(HttpStatusCode.Redirect, "nobody used it");
            }
        }

        (await OpenedAsync(world, path)).Reader.Cookie("residency-reader").ShouldNotBeNull("the link itself still works");
        idle.Dispose();
        used.Dispose();
    }

    [Fact]
    public async Task What_stays_open_after_a_request_knows_when_the_pass_ends()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        var (reader, link) = await OpenedAsync(world);
        var opened = world.Site.Time.GetUtcNow();
        (await UntilAsync()).ShouldBe(opened + TimeSpan.FromHours(1), TimeSpan.FromSeconds(1));
        world.Site.Time.Pass(TimeSpan.FromMinutes(50));
        (await UntilAsync()).ShouldBe(opened + TimeSpan.FromMinutes(110), TimeSpan.FromSeconds(1));
        for (var step = 0; step < 13; step++)
        {
            await reader.GetAsync(world.Home + "/comments");
            world.Site.Time.Pass(TimeSpan.FromMinutes(50));
        }

        (await UntilAsync()).ShouldBe(opened + TimeSpan.FromHours(12), TimeSpan.FromSeconds(1));
        reader.Dispose();

        async Task<DateTimeOffset> UntilAsync()
        {
            var context = new DefaultHttpContext();
            context.Request.Path = world.Home + "/live";
            context.Request.RouteValues["id"] = world.Study.Value.ToString("D");
            context.Request.Headers.Cookie = $"residency-reader={reader.Cookie("residency-reader")}";
            var found = await world.AskAsync<IEnumerable<ILinkOfRequest>, PrivateLink?>(async doors =>
            {
                foreach (var door in doors)
                {
                    if (await door.FindAsync(context, TalkWorld.Cancel) is { } known)
                    {
                        return known;
                    }
                }

                return null;
            });
            found.ShouldNotBeNull().Id.ShouldBe(link.Id);
            return found.Until;
        }
    }

    [Fact]
    public async Task Invitations_are_bound_limited_listed_and_taken_back_on_their_page()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        using var expert = await world.Site.SignedInAsync(world.Expert);
        var page = await expert.GetAsync(world.Home + "/readers");
        page.Text.ShouldContain("Nobody was invited yet");
        var sent = await expert.PostAsync(
            page,
            "invite",
            ("Form.Name", "Rea Reader"),
            ("Form.Email", "rea@example.org"),
            ("Form.Days", "90")
        );
        sent.Text.ShouldContain("The invitation is on its way");
        sent.Text.ShouldContain("rea@example.org");
        foreach (
            var (name, email, days, status) in ((string, string, string, HttpStatusCode)[])
                [
                    ("Rea", "rea2@example.org", "91", HttpStatusCode.UnprocessableEntity),
                    ("Rea", "rea2@example.org", "0", HttpStatusCode.UnprocessableEntity),
                    ("", "rea2@example.org", "30", HttpStatusCode.UnprocessableEntity),
                    ("Rea", "rea@@example.org", "30", HttpStatusCode.UnprocessableEntity),
                    ("Rea", "rea2@example.org\r\nBcc: all@example.org", "30", HttpStatusCode.UnprocessableEntity),
                    ("Rea", "REA@example.org", "30", HttpStatusCode.Conflict),
                ]
        )
        {
            var refused = await expert.PostAsync(sent, "invite", ("Form.Name", name), ("Form.Email", email), ("Form.Days", days));
            refused.Status.ShouldBe(status, $"{name} {email} {days}");
        }

        world.Site.Mails.Count.ShouldBe(1);
        var link = (await world.RowsAsync<ReaderLink>()).ShouldHaveSingleItem();
        (link.ExpiresAt - link.InvitedAt).ShouldBe(TimeSpan.FromDays(90));
        (await expert.PostAsync(sent, $"revoke-{link.Id.Value:D}")).Text.ShouldContain("Taken back");
        using var writer = await world.Site.SignedInAsync(world.Writer);
        (await writer.GetAsync(world.Home + "/readers")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nobody_sends_more_than_a_hundred_links_a_day()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        await world.Site.InAsync(
            async (_, db) =>
            {
                var study = await db.Set<CaseStudy>().SingleAsync(row => row.Id == world.Study);
                for (var i = 0; i < 100; i++)
                {
                    var wish = new ReaderWish("Rea", $"rea{i}@example.org", 1);
                    db.Add(ReaderLink.Invite(study, wish, LinkSecret.New(), world.Expert, world.Site.Time.GetUtcNow()).Value);
                }

                (await db.SaveAsync(default)).IsDone.ShouldBeTrue();
            }
        );
        var expert = await world.ActorAsync(world.Expert);
        Task<Result> Invite() =>
            world.AskAsync<InviteReadersHandler, Result>(handler =>
                handler.InviteAsync(expert, world.Study, new ReaderWish("One more", "more@example.org", 30), TalkWorld.Cancel)
            );
        (await Invite()).Refusal.ShouldBeOfType<Refusal.Later>();
        world.Site.Mails.ShouldBeEmpty();
        world.Site.Time.Pass(TimeSpan.FromHours(25));
        (await Invite()).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task Addresses_are_forgotten_thirty_days_after_the_end_and_names_stay()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        await InviteAsync(world);
        world.Site.Time.Pass(TimeSpan.FromDays(30) + TimeSpan.FromDays(29));
        await ForgetAsync();
        (await world.RowsAsync<ReaderLink>()).ShouldHaveSingleItem().Email.ShouldBe("rea@example.org");
        world.Site.Time.Pass(TimeSpan.FromDays(2));
        await ForgetAsync();
        await ForgetAsync();
        var link = (await world.RowsAsync<ReaderLink>()).ShouldHaveSingleItem();
        (link.Email, link.Name).ShouldBe(("", "Rea Reader"));

        async Task ForgetAsync() =>
            (
                await world.AskAsync<IJob<ForgetReaders>, Result>(job =>
                    job.RunAsync(new ForgetReaders(), Actor.System, TalkWorld.Cancel)
                )
            ).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_is_signed_in_is_not_turned_into_a_reader()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        var path = await InviteAsync(world);
        using var member = await world.Site.SignedInAsync(world.Member);
        var page = await member.GetAsync(path);
        page.Text.ShouldContain("You are signed in here");
        page.Html.QuerySelectorAll("main form").ShouldBeEmpty();
        (await world.RowsAsync<ReaderLink>()).ShouldHaveSingleItem().FirstOpenedAt.ShouldBeNull();
    }

    private static async Task<string> InviteAsync(TalkWorld world, string email = "rea@example.org")
    {
        var expert = await world.ActorAsync(world.Expert);
        var invited = await world.AskAsync<InviteReadersHandler, Result>(handler =>
            handler.InviteAsync(expert, world.Study, new ReaderWish("Rea Reader", email, 30), TalkWorld.Cancel)
        );
        invited.IsDone.ShouldBeTrue($"{invited.Refusal}");
        return new Uri(ReadLink().Match(LetterBody.Text(world.Site.Mails.Last().Parts)).Value).AbsolutePath;
    }

    internal static async Task<(Talker Reader, ReaderLink Link)> OpenedAsync(TalkWorld world, string? path = null)
    {
        path ??= await InviteAsync(world);
        using var browser = world.Site.NewBrowser();
        var page = await browser.GetAsync(path);
        await browser.PostWithoutFollowingAsync(page, "open");
        var pass = browser.Cookie("residency-reader").ShouldNotBeNull();
        return (world.Anonymous().With("residency-reader", pass), (await world.RowsAsync<ReaderLink>())[^1]);
    }

    private static async Task<string> LookAsync(TalkWorld world, string path)
    {
        using var browser = world.Site.NewBrowser();
        return (await browser.GetAsync(path)).Text;
    }

    [GeneratedRegex(@"http\S+/harbour/read/\S+")]
    private static partial Regex ReadLink();

    /// <summary>Keeps everything that is written to the log.</summary>
    private sealed class Diary : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}

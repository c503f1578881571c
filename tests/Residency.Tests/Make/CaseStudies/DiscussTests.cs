using System.Diagnostics;
using System.Net;
using AngleSharp.Html.Parser;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Discuss;
using Residency.Make.CaseStudies.Model;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>Conversations beside a draft: where they stand, who may do what, and what pages and scripts see.</summary>
public sealed class DiscussTests(ITestOutputHelper output)
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task An_anchor_survives_editing_and_an_orphan_keeps_its_words(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        var expert = await world.ActorAsync(world.Expert);
        var anchor = await world.AnchorAsync("zquartz harbour");
        var thread = (
            await world.AskAsync<DiscussHandler, Result<ThreadId>>(handler =>
                handler.BeginAsync(expert, world.Study, anchor, "Which harbour?", TalkWorld.Cancel)
            )
        ).Value;
        (await PlaceAsync()).ShouldBe(("section1", "paragraph1", false));

        // Words before it, around it and in it; then the paragraph is split from its beginning.
        await world.WriteAsync(
            ("paragraph0", "A new beginning."),
            ("paragraph1", "Every day ferries cross the zquartz old harbour.")
        );
        (await PlaceAsync()).IsOrphaned.ShouldBeFalse();

        await world.WriteAsync(("paragraph0", "A new beginning."), ("paragraph1", "Every day ferries cross."));
        (await PlaceAsync()).IsOrphaned.ShouldBeTrue();
        var shown = await ShownAsync();
        shown.Thread.Quotation.ShouldBe("zquartz harbour");
        shown.Comments.ShouldHaveSingleItem().Comment.Text.ShouldBe("Which harbour?");

        await world.WriteAsync(("paragraph0", "Nothing else is left."));
        (await PlaceAsync()).ShouldBe(("", "", true));

        async Task<(string Section, string Block, bool IsOrphaned)> PlaceAsync()
        {
            var place = (await ShownAsync()).Place;
            return (place.Section, place.Block, place.IsOrphaned);
        }

        async Task<ThreadView> ShownAsync() =>
            (
                await world.AskAsync<DiscussQueries, Result<ThreadView>>(queries =>
                    queries.OneAsync(expert, world.Study, thread, TalkWorld.Cancel)
                )
            ).Value;
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_thread_is_begun_answered_resolved_reopened_and_taken_away_over_HTTP(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        using var expert = await world.TalkerAsync(world.Expert);
        using var writer = await world.TalkerAsync(world.Writer);
        var anchor = await world.AnchorAsync("Ferries");
        var (status, begun) = await expert.PostAsync(
            world.Home,
            "/threads",
            new
            {
                start = anchor.Start,
                end = anchor.End,
                quotation = "Ferries",
                block = "paragraph1",
                text = "  How many?\r\nAnd where?  ",
            }
        );
        status.ShouldBe(HttpStatusCode.OK);
        var thread = begun.GetProperty("id").GetString();
        begun.GetProperty("state").GetString().ShouldBe("open");
        begun.GetProperty("orphaned").GetBoolean().ShouldBeFalse();
        begun.GetProperty("section").GetString().ShouldBe("section1");
        begun.GetProperty("start").GetString().ShouldBe(anchor.Start);
        var first = begun.GetProperty("comments")[0];
        first.GetProperty("text").GetString().ShouldBe("How many?\nAnd where?");
        first.GetProperty("mine").GetBoolean().ShouldBeTrue();
        first.GetProperty("by").GetProperty("name").GetString().ShouldBe("ebo");

        var (_, replied) = await writer.PostAsync(world.Home, $"/threads/{thread}/reply", new { text = "Two." });
        replied.GetProperty("comments").GetArrayLength().ShouldBe(2);
        replied.GetProperty("comments")[0].GetProperty("canDelete").GetBoolean().ShouldBeFalse();
        replied.GetProperty("comments")[1].GetProperty("canDelete").GetBoolean().ShouldBeTrue();

        var (_, resolved) = await writer.PostAsync(world.Home, $"/threads/{thread}/resolve", new { });
        resolved.GetProperty("state").GetString().ShouldBe("resolved");
        resolved.GetProperty("resolvedBy").GetString().ShouldBe("wanda");
        (await writer.PostAsync(world.Home, $"/threads/{thread}/resolve", new { })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await expert.PostAsync(world.Home, $"/threads/{thread}/reopen", new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await expert.PostAsync(world.Home, $"/threads/{thread}/reopen", new { })).Status.ShouldBe(HttpStatusCode.Conflict);

        var comment = first.GetProperty("id").GetString();
        var path = $"/threads/{thread}/comments/{comment}/delete";
        (await writer.PostAsync(world.Home, path, new { })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await expert.PostAsync(world.Home, path, new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await expert.PostAsync(world.Home, path, new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await world.RowsAsync<CommentThread>()).ShouldHaveSingleItem("a reply is left in it");
        (await world.RowsAsync<Comment>()).ShouldHaveSingleItem().Text.ShouldBe("Two.");

        var listed = await expert.GetAsync(world.Home + "/threads", "application/json");
        listed.Status.ShouldBe(HttpStatusCode.OK);
        listed.Body.ShouldContain("\"mayComment\":true");
        listed.Body.ShouldContain("\"name\":\"wanda\"");
    }

    [Fact]
    public async Task What_is_no_comment_is_refused_and_nothing_is_written()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        using var expert = await world.TalkerAsync(world.Expert);
        object[] wrong =
        [
            new
            {
                start = "",
                end = "",
                quotation = "",
                block = "paragraph1",
                text = "  \n ",
            },
            new
            {
                start = "",
                end = "",
                quotation = "",
                block = "paragraph1",
                text = new string('a', 5001),
            },
            new
            {
                start = "",
                end = "",
                quotation = "",
                block = "",
                text = "About nothing",
            },
            new
            {
                start = "",
                end = "",
                quotation = "",
                block = "no-such-block",
                text = "About nothing",
            },
            new
            {
                start = "AAAA",
                end = "",
                quotation = "",
                block = "paragraph1",
                text = "Half a passage",
            },
            new
            {
                start = "not base64!",
                end = "AAAA",
                quotation = "",
                block = "paragraph1",
                text = "No position",
            },
            new
            {
                start = "/////w==",
                end = "/////w==",
                quotation = "",
                block = "paragraph1",
                text = "No position",
            },
            // A root that is none of ours.
            new
            {
                start = "AQVvdGhlcgA=",
                end = "AQVvdGhlcgA=",
                quotation = "",
                block = "paragraph1",
                text = "Elsewhere",
            },
            new
            {
                start = "",
                end = "",
                quotation = "",
                block = "<b>",
                text = "No id",
            },
            new
            {
                start = "",
                end = "",
                quotation = "",
                block = "paragraph1",
                text = $"@[Nobody]({Guid.CreateVersion7():D}) hears nothing",
            },
            new
            {
                start = "",
                end = "",
                quotation = "",
                block = "paragraph1",
                text = $"@[mia]({world.Member.Value:D}) only reads",
            },
        ];
        foreach (var body in wrong)
        {
            (await expert.PostAsync(world.Home, "/threads", body)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{body}");
        }

        var smuggled = new
        {
            start = "",
            end = "",
            quotation = "",
            block = "paragraph1",
            text = "Hello",
            by = world.Writer.Value,
        };
        (await expert.PostAsync(world.Home, "/threads", smuggled)).Status.ShouldBe(HttpStatusCode.BadRequest);
        var without = new HttpRequestMessage(HttpMethod.Post, world.Home + "/threads")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { block = "paragraph1", text = "Hello" }),
        };
        (await expert.SendAsync(without, "application/json")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var member = await world.TalkerAsync(world.Member);
        (await member.GetAsync(world.Home + "/threads", "application/json")).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var nobody = world.Anonymous();
        (await nobody.GetAsync(world.Home + "/threads", "application/json")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await world.RowsAsync<CommentThread>()).ShouldBeEmpty();
        (await world.RowsAsync<Following>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_thread_of_another_case_study_is_not_there()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        var owner = await world.ActorAsync(world.Site.Owner);
        var thread = await BegunAsync(world, owner, "One text");
        var other = $"/harbour/case-studies/{world.Other.Value:D}";
        using var browser = await world.TalkerAsync(world.Site.Owner);
        foreach (var act in (string[])["reply", "resolve", "reopen"])
        {
            object body = act == "reply" ? new { text = "Mixed" } : new { };
            (await browser.PostAsync(other, $"/threads/{thread.Value:D}/{act}", body)).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        var comment = (await world.RowsAsync<Comment>()).ShouldHaveSingleItem();
        var path = $"/threads/{thread.Value:D}/comments/{comment.Id.Value:D}/delete";
        (await browser.PostAsync(other, path, new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await world.RowsAsync<Comment>()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Markup_in_words_names_and_quotations_stays_text()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        var expert = await world.ActorAsync(world.Expert);
        string[] evil =
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "\"><svg onload=alert(1)>",
            "javascript:alert(1)",
            "@[<b onmouseover=alert(1)>x</b>](" + Guid.CreateVersion7() + ")",
            "</textarea><script>alert(1)</script>",
            "{{constructor.constructor('alert(1)')()}}",
            "<iframe srcdoc='<script>alert(1)</script>'>",
            "\u202Etxt.exe <a href=javascript:alert(1)>x</a>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
        ];
        await world.Site.InAsync(
            async (_, db) =>
            {
                foreach (var text in evil)
                {
                    var by = CommentAuthor.Outside(text);
                    var anchor = new CommentAnchor("", "") { Section = "section1", Quotation = text };
                    var (thread, first) = CommentThread.Begin(world.Study, anchor, by, text, world.Site.Time.GetUtcNow()).Value;
                    db.AddRange(thread, first);
                }

                (await db.SaveAsync(default)).IsDone.ShouldBeTrue();
            }
        );

        using var browser = await world.TalkerAsync(world.Expert);
        var html = new HtmlParser().ParseDocument((await browser.GetAsync(world.Home + "/comments")).Body);
        var main = html.QuerySelector("main").ShouldNotBeNull();
        main.QuerySelectorAll("img, svg:not(.icon), iframe, b, a[href^=javascript]").ShouldBeEmpty();
        main.QuerySelectorAll("script:not([nonce])").ShouldBeEmpty();
        main.QuerySelectorAll("*")
            .SelectMany(one => one.Attributes)
            .ShouldAllBe(one => !one.Name.StartsWith("on", StringComparison.Ordinal));
        foreach (var text in evil.Where(text => !text.StartsWith("@[", StringComparison.Ordinal)))
        {
            main.TextContent.ShouldContain(text);
        }

        // Scripts get the words as they are, in an answer that no browser takes for a page.
        var answer = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, world.Home + "/threads"), "application/json");
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/json");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Nobody_who_writes_waits_while_the_text_is_read_for_a_comment(Engine engine)
    {
        var texts = new WatchedTexts();
        await using var world = await TalkWorld.OpenAsync(engine, more: texts.Add);
        var expert = await world.ActorAsync(world.Expert);
        var (reads, inTurns) = (texts.Reads, texts.ReadsInTurns);
        await BegunAsync(world, expert, "Hello");
        (texts.Reads - reads, texts.ReadsInTurns - inTurns).ShouldBe((1, 0));

        // Somebody takes something out for good meanwhile: then the text is read once more, and not for ever.
        reads = texts.Reads;
        texts.AfterReading = count => count == reads + 1 ? EraseAsync() : Task.CompletedTask;
        await BegunAsync(world, expert, "Hello again");
        (texts.Reads - reads).ShouldBe(2);
        texts.AfterReading = _ => EraseAsync();
        var refused = await world.AskAsync<DiscussHandler, Result<ThreadId>>(handler =>
            handler.BeginAsync(expert, world.Study, new CommentAnchor("", "") { Section = "section1" }, "No", TalkWorld.Cancel)
        );
        refused.Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await world.RowsAsync<CommentThread>()).Count.ShouldBe(2);

        async Task EraseAsync() =>
            (
                await world.AskAsync<ILiveTexts, Result>(live =>
                    live.EraseAsync(new LiveTextId(world.Study.Value), text => text, LiveWriter.House, TalkWorld.Cancel)
                )
            ).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task Comments_are_limited_for_each_person()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite, limitFactor: 1);
        using var expert = await world.TalkerAsync(world.Expert);
        using var writer = await world.TalkerAsync(world.Writer);
        var thread = await BegunAsync(world, await world.ActorAsync(world.Expert), "Hello");
        var path = $"/threads/{thread.Value:D}/reply";
        for (var i = 0; i < 60; i++)
        {
            (await expert.PostAsync(world.Home, path, new { text = "Again" })).Status.ShouldBe(HttpStatusCode.OK, $"{i}");
        }

        (await expert.PostAsync(world.Home, path, new { text = "Again" })).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await expert.GetAsync(world.Home + "/threads", "application/json")).Status.ShouldBe(HttpStatusCode.OK);
        (await writer.PostAsync(world.Home, path, new { text = "And me" })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_page_without_script_filters_pages_and_does_everything()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        using var browser = await world.Site.SignedInAsync(world.Expert);
        var empty = await browser.GetAsync(world.Home + "/comments");
        empty.Text.ShouldContain("Nothing has been said yet");
        var begun = await browser.PostAsync(
            empty,
            "begin",
            ("Block", "section1"),
            ("Text", "About the whole part"),
            ("Mention", world.Writer.Value.ToString("D"))
        );
        begun.Text.ShouldContain("About the whole part");
        begun.Text.ShouldContain("@wanda");
        var thread = (await world.RowsAsync<CommentThread>()).ShouldHaveSingleItem();
        var replied = await browser.PostAsync(begun, $"reply-{thread.Id.Value:D}", ("Text", "And more"));
        replied.Text.ShouldContain("And more");
        var refused = await browser.PostAsync(replied, $"reply-{thread.Id.Value:D}", ("Text", new string('b', 5001)));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Html.QuerySelector("textarea")!.TextContent.ShouldContain("bbbbb", customMessage: "what was written is not lost");
        var resolved = await browser.PostAsync(replied, $"resolve-{thread.Id.Value:D}");
        resolved.Text.ShouldContain("by ebo");
        (await browser.GetAsync(world.Home + "/comments?state=open")).Text.ShouldContain("Nothing matches");
        (await browser.GetAsync(world.Home + "/comments?state=resolved")).Text.ShouldContain("And more");
        (await browser.GetAsync($"{world.Home}/comments?by={world.Writer.Value:D}")).Text.ShouldContain("Nothing matches");
        (await browser.GetAsync($"{world.Home}/comments?by={world.Expert.Value:D}")).Text.ShouldContain("And more");
        var muted = await browser.PostAsync(resolved, "mute");
        muted.Text.ShouldContain("You get no mails about comments on this text");
        (await browser.PostAsync(muted, "unmute")).Text.ShouldContain("one mail a day at most");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Ten_thousand_threads_are_turned_over_page_by_page(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        var count = Effort.IsFull ? 10_000 : 1_000;
        await world.Site.InAsync(
            async (_, db) =>
            {
                var by = new CommentAuthor(world.Expert, null, "");
                for (var i = 0; i < count; i++)
                {
                    var anchor = new CommentAnchor("", "") { Section = "section1" };
                    var at = world.Site.Time.GetUtcNow().AddSeconds(-i);
                    var (thread, first) = CommentThread.Begin(world.Study, anchor, by, $"Remark {i}", at).Value;
                    db.AddRange(thread, first);
                }

                (await db.SaveAsync(default)).IsDone.ShouldBeTrue();
            }
        );
        using var browser = await world.Site.SignedInAsync(world.Expert);
        await browser.GetAsync(world.Home + "/comments");
        var clock = Stopwatch.StartNew();
        var first = await browser.GetAsync(world.Home + "/comments");
        output.WriteLine($"a page of {count} threads in {clock.ElapsedMilliseconds} ms on {engine}");
        first.Html.QuerySelectorAll("article").Length.ShouldBe(25);
        first.Text.ShouldContain("Remark 0");
        var last = await browser.GetAsync($"{world.Home}/comments?page={count / 25}");
        last.Text.ShouldContain($"Remark {count - 1}");
        (await browser.GetAsync($"{world.Home}/comments?page=99999")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Open_editors_are_told_that_something_was_said()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Postgres);
        await using var listening = new Npgsql.NpgsqlConnection(world.Site.Storage.Postgres);
        await listening.OpenAsync(TalkWorld.Cancel);
        await using (var names = new Npgsql.NpgsqlCommand("LISTEN residency_livetext", listening))
        {
            await names.ExecuteNonQueryAsync(TalkWorld.Cancel);
        }

        var heard = new List<string>();
        listening.Notification += (_, note) => heard.Add(note.Payload);
        await BegunAsync(world, await world.ActorAsync(world.Expert), "Hello");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TalkWorld.Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        while (!heard.Exists(one => one.Contains("comments", StringComparison.Ordinal)))
        {
            await listening.WaitAsync(limit.Token);
        }
    }

    [Fact]
    public async Task A_person_takes_along_what_they_said_and_a_purge_leaves_nothing()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        await BegunAsync(world, await world.ActorAsync(world.Expert), "zmine is here");
        var copies = await world.AskAsync<IEnumerable<Residency.Gather.People.IOwnRecords>, string>(async rooms =>
            System.Text.Json.JsonSerializer.Serialize(
                await rooms.Single(room => room.Part == "case-study-comments").OfAsync(world.Expert, TalkWorld.Cancel)
            )
        );
        copies.ShouldContain("zmine is here");
    }

    internal static async Task<ThreadId> BegunAsync(TalkWorld world, Actor actor, string text)
    {
        var begun = await world.AskAsync<DiscussHandler, Result<ThreadId>>(handler =>
            handler.BeginAsync(actor, world.Study, new CommentAnchor("", "") { Section = "section1" }, text, TalkWorld.Cancel)
        );
        begun.IsDone.ShouldBeTrue($"{begun.Refusal}");
        return begun.Value;
    }
}

using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Results;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Discuss;
using Residency.Make.CaseStudies.Model;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>Who may mention whom beside a draft, and how often.</summary>
public sealed class MentionTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Who_came_by_a_link_learns_of_nobody_and_mails_nobody(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        var (reader, _) = await ReaderLinkTests.OpenedAsync(world);
        using var _1 = reader;
        using var writer = await world.TalkerAsync(world.Writer);
        People(await writer.GetAsync(world.Home + "/threads", "application/json")).ShouldContain("ebo");
        People(await reader.GetAsync(world.Home + "/threads", "application/json")).ShouldBeEmpty();
        var page = (await reader.GetAsync(world.Home + "/comments")).Body;
        page.ShouldNotContain("Tell somebody");
        page.ShouldNotContain(world.Expert.Value.ToString("D"));

        var mention = $"@[Anybody]({world.Expert.Value:D})";
        var (status, begun) = await reader.PostAsync(world.Home, "/threads", Wish($"Look, {mention}! @{mention[1..]}"));
        status.ShouldBe(HttpStatusCode.OK);
        begun.GetProperty("comments")[0].GetProperty("text").GetString().ShouldBe("Look, @Anybody! @Anybody");
        var wrapped = $"@[{mention}]({world.Expert.Value:D})";
        var thread = begun.GetProperty("id").GetString();
        (await reader.PostAsync(world.Home, $"/threads/{thread}/reply", new { text = wrapped })).Status.ShouldBe(
            HttpStatusCode.OK
        );
        (await world.RowsAsync<Comment>()).ShouldAllBe(row => CommentText.MentionsIn(row.Text).Count == 0);
        (await world.RowsAsync<QueuedJob>()).ShouldNotContain(job => job.Name == "case-study.mention");
        (await world.RowsAsync<Following>()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Nobody_mentions_people_more_than_a_hundred_times_a_day(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        var expert = await world.ActorAsync(world.Expert);
        var words = CommentText.Mention(world.Writer, "wanda");
        var thread = await DiscussTests.BegunAsync(world, expert, words);
        for (var i = 1; i < CommentText.MostMentionsADay; i++)
        {
            (await SayAsync(words)).IsDone.ShouldBeTrue($"mention {i}");
        }

        // What was taken away has mailed all the same.
        var said = (await world.RowsAsync<Comment>()).MaxBy(row => row.Id.Value)!; // there are some
        (
            await world.AskAsync<DiscussHandler, Result>(handler =>
                handler.DeleteAsync(expert, world.Study, thread, said.Id, TalkWorld.Cancel)
            )
        ).IsDone.ShouldBeTrue();
        (await SayAsync(words)).Refusal.ShouldBeOfType<Refusal.Later>().Reason.ShouldContain("Try again tomorrow");
        (await SayAsync("Nobody in particular")).IsDone.ShouldBeTrue();
        (await SayAsync(CommentText.Mention(world.Expert, "ebo"))).IsDone.ShouldBeTrue("one's own name mails nobody");
        var other = await world.ActorAsync(world.Writer);
        (await SayAsync(CommentText.Mention(world.Expert, "ebo"), other)).IsDone.ShouldBeTrue("others may");
        world.Site.Time.Pass(TimeSpan.FromHours(25));
        (await SayAsync(words)).IsDone.ShouldBeTrue();

        Task<Result> SayAsync(string text, Actor? by = null) =>
            world.AskAsync<DiscussHandler, Result>(handler =>
                handler.ReplyAsync(by ?? expert, world.Study, thread, text, TalkWorld.Cancel)
            );
    }

    private static object Wish(string text) =>
        new
        {
            start = "",
            end = "",
            quotation = "",
            block = "paragraph1",
            text,
        };

    private static IEnumerable<string?> People((HttpStatusCode Status, string Body) answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK);
        return
        [
            .. JsonDocument
                .Parse(answer.Body)
                .RootElement.GetProperty("people")
                .EnumerateArray()
                .Select(one => one.GetProperty("name").GetString()),
        ];
    }
}

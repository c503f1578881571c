using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Mail;
using Residency.Foundation.Results;
using Residency.Gather.People.Model;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Assign;
using Residency.Make.CaseStudies.Discuss;
using Residency.Make.CaseStudies.Model;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>Mails about comments: a mention at once, all else once a day, with the rights of the hour, and never a word of the text.</summary>
public sealed partial class CommentMailTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_mention_is_mailed_at_once_without_a_word_of_what_was_said(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        await SayAsync(world, world.Expert, $"zsecretwords @[whoever]({world.Writer.Value:D}) look");
        // The name in the text is the true one.
        (await world.RowsAsync<Comment>())
            .ShouldHaveSingleItem()
            .Text.ShouldBe($"zsecretwords @[wanda]({world.Writer.Value:D}) look");

        await world.RunJobsAsync();

        var mail = world.Site.Mails.ShouldHaveSingleItem();
        mail.To.Text.ShouldBe("wanda@example.org");
        mail.Subject.ShouldBe("ebo mentioned you in a comment");
        var text = Text(mail);
        text.ShouldContain("Ferries of zcrimson");
        text.ShouldContain($"/harbour/case-studies/{world.Study.Value:D}/comments?thread=");
        text.ShouldNotContain("zsecretwords");
        text.ShouldNotContain("zquartz");

        // The digest of that day says nothing about it once more.
        world.Site.Time.Pass(TimeSpan.FromHours(2));
        await world.RunJobsAsync();
        world.Site.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mention_is_not_mailed_to_who_lost_the_right_or_wants_none_or_when_it_was_taken_away()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        var mention = $"@[wanda]({world.Writer.Value:D}) look";
        await SayAsync(world, world.Expert, mention);
        await ReleaseAsync(world, world.Writer, Role.Writer);
        await world.RunJobsAsync();
        world.Site.Mails.ShouldBeEmpty("the writer was released before the job ran");

        await AssignAsync(world, world.Writer, Role.Writer);
        await MuteAsync(world, world.Writer);
        await SayAsync(world, world.Expert, mention);
        await world.RunJobsAsync();
        world.Site.Mails.ShouldBeEmpty("the writer wants none");

        await UnmuteAsync(world, world.Writer);
        var thread = await SayAsync(world, world.Expert, mention);
        var said = (await world.RowsAsync<Comment>()).Single(row => row.Thread == thread);
        var expert = await world.ActorAsync(world.Expert);
        (
            await world.AskAsync<DiscussHandler, Result>(handler =>
                handler.DeleteAsync(expert, world.Study, thread, said.Id, TalkWorld.Cancel)
            )
        ).IsDone.ShouldBeTrue();
        await world.RunJobsAsync();
        world.Site.Mails.ShouldBeEmpty("what was said is gone");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_is_new_comes_once_a_day_at_most(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        var time = world.Site.Time;
        time.Pass(TimeSpan.FromMinutes(1));
        await SayAsync(world, world.Expert, "zfirst");
        await DigestAsync(world);
        var first = world.Site.Mails.ShouldHaveSingleItem();
        first.To.Text.ShouldBe("wanda@example.org", "whoever said it needs no mail about it");
        Text(first).ShouldContain("“Ferries of zcrimson”: 1 new, by ebo.");
        Text(first).ShouldNotContain("zfirst");

        await DigestAsync(world);
        world.Site.Mails.Count.ShouldBe(1, "nothing is new");

        time.Pass(TimeSpan.FromHours(1));
        await SayAsync(world, world.Expert, "zsecond");
        await SayAsync(world, world.Expert, "zthird");
        time.Pass(TimeSpan.FromHours(22));
        await DigestAsync(world);
        world.Site.Mails.Count.ShouldBe(1, "the last mail is 23 hours old");

        time.Pass(TimeSpan.FromHours(1));
        await DigestAsync(world);
        await DigestAsync(world);
        world.Site.Mails.Count.ShouldBe(2);
        Text(world.Site.Mails.Last()).ShouldContain("“Ferries of zcrimson”: 2 new, by ebo.");

        // What was said before somebody was assigned is no news to them; nor is anything to the mere member.
        world.Site.Mails.ShouldAllBe(mail => mail.To.Text == "wanda@example.org");
    }

    [Fact]
    public async Task The_digest_asks_for_rights_and_wishes_when_it_is_sent()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        world.Site.Time.Pass(TimeSpan.FromMinutes(1));
        await SayAsync(world, world.Writer, "From the writer");
        await SayAsync(world, world.Expert, "From the expert");
        await MuteAsync(world, world.Expert);
        await ReleaseAsync(world, world.Writer, Role.Writer);
        await DigestAsync(world);
        world.Site.Mails.ShouldBeEmpty();

        // Mails again: about what is said from now on.
        world.Site.Time.Pass(TimeSpan.FromHours(25));
        await UnmuteAsync(world, world.Expert);
        await DigestAsync(world);
        world.Site.Mails.ShouldBeEmpty("what was said while it was quiet is no news");
        await AssignAsync(world, world.Writer, Role.Writer);
        world.Site.Time.Pass(TimeSpan.FromMinutes(1));
        await SayAsync(world, world.Writer, "Again");
        await DigestAsync(world);
        world.Site.Mails.ShouldHaveSingleItem().To.Text.ShouldBe("ebo@example.org");
    }

    [Fact]
    public async Task A_person_who_was_suspended_is_told_nothing()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        world.Site.Time.Pass(TimeSpan.FromMinutes(1));
        await SayAsync(world, world.Expert, "Hello");
        await world.Site.InAsync(
            async (_, db) =>
            {
                (await db.Set<Membership>().SingleAsync(row => row.Person == world.Writer)).Suspend(world.Site.Time.GetUtcNow());
                (await db.SaveAsync(default)).IsDone.ShouldBeTrue();
            }
        );
        await DigestAsync(world);
        world.Site.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_link_of_a_mail_opens_a_page_with_a_button_and_changes_nothing_by_itself()
    {
        await using var world = await TalkWorld.OpenAsync(Engine.Sqlite);
        world.Site.Time.Pass(TimeSpan.FromMinutes(1));
        await SayAsync(world, world.Expert, "Hello");
        await DigestAsync(world);
        var link = MuteLink().Match(Text(world.Site.Mails.ShouldHaveSingleItem())).Value;
        link.ShouldNotBeEmpty();
        var path = new Uri(link).AbsolutePath;
        using var browser = world.Site.NewBrowser();
        for (var i = 0; i < 20; i++)
        {
            await browser.GetAsync(path);
            await browser.HeadAsync(path);
        }

        (await world.RowsAsync<Following>()).ShouldAllBe(row => row.MutedAt == null);
        var first = await browser.GetWithoutFollowingAsync(path);
        first.Headers["Referrer-Policy"].ShouldBe("no-referrer");
        var page = await browser.GetAsync(path);
        page.Path.ShouldEndWith("/harbour/case-studies/mute");
        page.Text.ShouldNotContain("zcrimson");
        (await browser.PostAsync(page, "mute")).Text.ShouldContain("You get no more of these mails");
        (await world.RowsAsync<Following>()).Single(row => row.Person == world.Writer).MutedAt.ShouldNotBeNull();

        using var other = world.Site.NewBrowser();
        (await other.GetAsync(path[..^6] + "AAAAAA")).Text.ShouldStartWith("This link stops no mails");
        (await other.GetAsync("/harbour/case-studies/mute")).Text.ShouldStartWith("This link stops no mails");
    }

    private static Task<ThreadId> SayAsync(TalkWorld world, PersonId who, string text) =>
        world.AskAsync<IActorSource, ThreadId>(async actors =>
            await DiscussTests.BegunAsync(world, await actors.OfPersonAsync(who, null, TalkWorld.Cancel), text)
        );

    private static async Task DigestAsync(TalkWorld world) =>
        (
            await world.AskAsync<IJob<MailDigests>, Result>(job =>
                job.RunAsync(new MailDigests(), Actor.System, TalkWorld.Cancel)
            )
        ).IsDone.ShouldBeTrue();

    private static async Task ReleaseAsync(TalkWorld world, PersonId person, Role role) =>
        (
            await world.AskAsync<AssignHandler, Result>(handler =>
                handler.ReleaseAsync(Actor.System, world.Study, person, role, TalkWorld.Cancel)
            )
        ).IsDone.ShouldBeTrue();

    private static async Task AssignAsync(TalkWorld world, PersonId person, Role role) =>
        (
            await world.AskAsync<AssignHandler, Result>(handler =>
                handler.AssignAsync(Actor.System, world.Study, new AssignmentCard(person, role, null, null), TalkWorld.Cancel)
            )
        ).IsDone.ShouldBeTrue();

    private static Task MuteAsync(TalkWorld world, PersonId person) => WishAsync(world, person, isMuted: true);

    private static Task UnmuteAsync(TalkWorld world, PersonId person) => WishAsync(world, person, isMuted: false);

    private static async Task WishAsync(TalkWorld world, PersonId person, bool isMuted)
    {
        var actor = await world.ActorAsync(person);
        (
            await world.AskAsync<DiscussHandler, Result>(handler =>
                handler.MuteAsync(actor, world.Study, isMuted, TalkWorld.Cancel)
            )
        ).IsDone.ShouldBeTrue();
    }

    private static string Text(Letter letter) => LetterBody.Text(letter.Parts);

    [GeneratedRegex(@"http\S+/case-studies/mute/\S+")]
    private static partial Regex MuteLink();
}

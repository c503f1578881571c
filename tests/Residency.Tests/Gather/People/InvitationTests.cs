using System.Net;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Gather.People.Model;

namespace Residency.Tests.Gather.People;

/// <summary>An invitation link: looked at as often as anybody likes, used once, by its addressee.</summary>
public sealed class InvitationTests : IAsyncLifetime
{
    private Site _site = null!; // opened before each test

    public async ValueTask InitializeAsync() => _site = await Site.OpenAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) Safari/537.36")]
    [InlineData("Barracuda Sentinel (EE)")]
    [InlineData("Mozilla/5.0 (compatible; Microsoft Outlook SafeLinks)")]
    public async Task Looking_twenty_times_changes_nothing(string scanner)
    {
        var (invitation, secret) = await _site.InviteAsync("ama@example.org");
        var before = await StateAsync();
        using var browser = _site.NewBrowser();
        browser.Headers["User-Agent"] = scanner;
        for (var i = 0; i < 20; i++)
        {
            (await browser.GetAsync($"/join/{secret.Text}")).Title.ShouldBe("Join Harbour hub");
            await browser.HeadAsync($"/join/{secret.Text}");
        }

        (await StateAsync()).ShouldBe(before);
        (await _site.ReadAsync(db => db.Set<Invitation>().SingleAsync(i => i.Id == invitation.Id))).UsedAt.ShouldBeNull();
    }

    [Fact]
    public async Task The_secret_leaves_the_address_bar_at_once()
    {
        var (_, secret) = await _site.InviteAsync("ama@example.org");
        using var browser = _site.NewBrowser();
        var first = await browser.GetWithoutFollowingAsync($"/join/{secret.Text}");
        first.Status.ShouldBe(HttpStatusCode.Redirect);
        first.Location.ShouldNotBeNull().ShouldEndWith("/join");
        first.Headers["Referrer-Policy"].ShouldBe("no-referrer");
        var page = await browser.GetAsync("/join");
        page.Headers["Referrer-Policy"].ShouldBe("same-origin");
        page.Html.DocumentElement.OuterHtml.ShouldNotContain(secret.Text);
    }

    [Fact]
    public async Task Of_fifty_at_once_exactly_one_joins()
    {
        var (_, secret) = await _site.InviteAsync("ama@example.org");
        var browsers = Enumerable.Range(0, 50).Select(_ => _site.NewBrowser()).ToList();
        var pages = await Task.WhenAll(browsers.Select(browser => browser.GetAsync($"/join/{secret.Text}")));
        var answers = await Task.WhenAll(
            browsers
                .Zip(pages)
                .Select(pair => pair.First.PostWithoutFollowingAsync(pair.Second, "join", ("Form.Name", "Ama Okafor")))
        );

        answers.Count(answer => answer.Location?.EndsWith("/harbour", StringComparison.Ordinal) == true).ShouldBe(1);
        answers
            .Where(answer => answer.Location is null)
            .Select(answer => answer.Title)
            .Distinct()
            .ShouldBe(["This invitation does not work"]);
        browsers.Count(browser => browser.Cookies.Contains("residency")).ShouldBe(1);
        (await _site.ReadAsync(db => db.Set<Person>().CountAsync(p => p.EmailKey == "ama@example.org"))).ShouldBe(1);
        var role = await _site.ReadAsync(db => db.Set<Membership>().SingleAsync(m => m.Role == Role.Writer));
        role.Cohort.ShouldBe(_site.Cohort);
    }

    [Fact]
    public async Task Used_revoked_expired_replaced_wrong_and_foreign_links_look_alike()
    {
        var texts = new List<string> { await LookAsync(LinkSecret.New()) };

        var (_, used) = await _site.InviteAsync("used@example.org");
        using (var browser = _site.NewBrowser())
        {
            await browser.PostAsync(await browser.GetAsync($"/join/{used.Text}"), "join", ("Form.Name", "Used"));
        }

        texts.Add(await LookAsync(used));

        var (revokedInvitation, revoked) = await _site.InviteAsync("revoked@example.org");
        var (resentInvitation, replaced) = await _site.InviteAsync("replaced@example.org");
        await _site.InAsync(
            async (_, db) =>
            {
                (await db.Set<Invitation>().SingleAsync(i => i.Id == revokedInvitation.Id))
                    .Revoke(_site.Time.GetUtcNow())
                    .IsDone.ShouldBeTrue();
                var resent = await db.Set<Invitation>().SingleAsync(i => i.Id == resentInvitation.Id);
                resent.Resend(LinkSecret.New(), _site.Time.GetUtcNow() + Invitation.ResendPause).IsDone.ShouldBeTrue();
                await db.SaveChangesAsync();
            }
        );
        texts.Add(await LookAsync(revoked));
        texts.Add(await LookAsync(replaced));

        var (_, foreign) = await _site.InviteAsync("somebody@example.org");
        using (var other = await _site.SignedInAsync(_site.Owner))
        {
            texts.Add((await other.GetAsync($"/join/{foreign.Text}")).Text);
        }

        var (_, expired) = await _site.InviteAsync("expired@example.org");
        _site.Time.Pass(Invitation.Lifetime);
        texts.Add(await LookAsync(expired));

        texts.Distinct().ShouldHaveSingleItem();
        texts[0].ShouldStartWith("This invitation does not work");
    }

    [Fact]
    public async Task A_link_that_dies_while_the_page_is_open_is_refused_by_the_button_too()
    {
        var (invitation, secret) = await _site.InviteAsync("ama@example.org");
        using var browser = _site.NewBrowser();
        var page = await browser.GetAsync($"/join/{secret.Text}");
        await _site.InAsync(
            async (_, db) =>
            {
                (await db.Set<Invitation>().SingleAsync(i => i.Id == invitation.Id)).Revoke(_site.Time.GetUtcNow());
                await db.SaveChangesAsync();
            }
        );
        // The form is gone from the page that answers, so nothing runs.
        var answer = await browser.PostAsync(page, "join", ("Form.Name", "Ama"));
        answer.Title.ShouldNotContain("Join");
        (await _site.ReadAsync(db => db.Set<Person>().AnyAsync(p => p.EmailKey == "ama@example.org"))).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_the_token_of_our_own_page_nothing_happens()
    {
        var (_, secret) = await _site.InviteAsync("ama@example.org");
        using var browser = _site.NewBrowser();
        await browser.GetAsync($"/join/{secret.Text}");
        var answer = await browser.PostRawAsync("/join", [new("_handler", "join"), new("Form.Name", "Ama")]);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _site.ReadAsync(db => db.Set<Person>().AnyAsync(p => p.EmailKey == "ama@example.org"))).ShouldBeFalse();
    }

    [Fact]
    public async Task Every_live_link_is_listed_and_can_be_taken_back()
    {
        var (invitation, secret) = await _site.InviteAsync("ama@example.org");
        await _site.InviteAsync("bo@example.org");
        using var owner = await _site.SignedInAsync(_site.Owner);
        var list = await owner.GetAsync("/harbour/members/invitations");
        list.Text.ShouldContain("ama@example.org");
        list.Text.ShouldContain("bo@example.org");

        var after = await owner.PostAsync(list, $"revoke-{invitation.Id.Value}");
        after.Text.ShouldNotContain("ama@example.org");
        (await LookAsync(secret)).ShouldStartWith("This invitation does not work");
    }

    [Fact]
    public async Task A_manager_invites_into_their_own_cohort_only_and_never_to_a_role_like_their_own()
    {
        var manager = await _site.PersonAsync("manager@example.org", Role.ProgrammeManager, _site.Cohort);
        using var browser = await _site.SignedInAsync(manager);
        var page = await browser.GetAsync("/harbour/members/invitations");
        page.Text.ShouldNotContain("Cohort two");

        var tries = new (string Role, CohortId? Cohort)[]
        {
            ("Writer", _site.OtherCohort),
            ("Writer", null),
            ("ProgrammeManager", _site.Cohort),
            ("HubOwner", null),
        };
        foreach (var (role, cohort) in tries)
        {
            var answer = await InviteAsync(role, cohort);
            answer.Status.ShouldBe(HttpStatusCode.Forbidden, $"{role} in {cohort}");
        }

        (await InviteAsync("Writer", _site.Cohort)).Status.ShouldBe(HttpStatusCode.OK);
        (await _site.ReadAsync(db => db.Set<Invitation>().CountAsync())).ShouldBe(1);

        Task<Page> InviteAsync(string role, CohortId? cohort) =>
            browser.PostAsync(
                page,
                "invite",
                ("Form.Email", "new@example.org"),
                ("Form.Role", role),
                ("Form.Cohort", cohort?.Value.ToString() ?? ""),
                ("Form.Organisation", "")
            );
    }

    private async Task<string> LookAsync(LinkSecret secret)
    {
        using var browser = _site.NewBrowser();
        return (await browser.GetAsync($"/join/{secret.Text}")).Text;
    }

    private Task<string> StateAsync() =>
        _site.ReadAsync(async db =>
            string.Join(
                ' ',
                await db.Set<Person>().CountAsync(),
                await db.Set<Membership>().CountAsync(),
                await db.Set<AccountSession>().CountAsync(),
                await db.Set<Invitation>().Select(i => i.Version).SumAsync()
            )
        );
}

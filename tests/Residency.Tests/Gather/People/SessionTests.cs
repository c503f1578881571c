using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;
using Residency.Gather.People.Suspend;

namespace Residency.Tests.Gather.People;

/// <summary>How long somebody stays signed in, and what ends it.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private Site _site = null!; // opened before each test
    private PersonId _ama;

    public async ValueTask InitializeAsync()
    {
        _site = await Site.OpenAsync();
        _ama = await _site.PersonAsync("ama@example.org", Role.Expert, _site.Cohort);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Two_hours_without_a_visit_end_a_session()
    {
        using var browser = await _site.SignedInAsync(_ama);
        _site.Time.Pass(AccountSession.Idle - TimeSpan.FromSeconds(1));
        (await IsInAsync(browser)).ShouldBeTrue();
        _site.Time.Pass(AccountSession.Idle - TimeSpan.FromSeconds(1));
        (await IsInAsync(browser)).ShouldBeTrue("the visit in between counts");
        _site.Time.Pass(AccountSession.Idle);
        (await IsInAsync(browser)).ShouldBeFalse();
    }

    [Fact]
    public async Task Twelve_hours_end_a_session_however_busy()
    {
        using var browser = await _site.SignedInAsync(_ama);
        for (var hour = 1; hour < 12; hour++)
        {
            _site.Time.Pass(TimeSpan.FromHours(1));
            (await IsInAsync(browser)).ShouldBeTrue($"after {hour} hours");
        }

        _site.Time.Pass(TimeSpan.FromHours(1));
        (await IsInAsync(browser)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Role.Expert, true)]
    [InlineData(Role.Writer, true)]
    [InlineData(Role.Approver, false)]
    [InlineData(Role.ProgrammeManager, false)]
    [InlineData(Role.HubOwner, false)]
    public async Task Only_those_without_power_over_others_are_remembered(Role role, bool isRemembered)
    {
        var person = await _site.PersonAsync($"{role}@example.org", role, _site.Cohort);
        var secret = await _site.AskAsync<AccountSessions, LinkSecret>(sessions =>
            sessions.BeginAsync(person, new SessionWish("", Remember: true), isProof: true, default)
        );
        _site.Time.Pass(TimeSpan.FromDays(29));
        var here = await _site.AskAsync<AccountSessions, SignedIn?>(sessions => sessions.FindAsync(secret, default));
        (here is not null).ShouldBe(isRemembered);
        _site.Time.Pass(TimeSpan.FromDays(1));
        (await _site.AskAsync<AccountSessions, SignedIn?>(sessions => sessions.FindAsync(secret, default))).ShouldBeNull();
    }

    [Fact]
    public async Task Suspension_ends_every_session_at_once_and_a_reinstated_person_signs_in_anew()
    {
        using var one = await _site.SignedInAsync(_ama);
        using var two = await _site.SignedInAsync(_ama);
        var owner = Actor.Of(_site.Owner, [new Standing(_site.Hub, Role.HubOwner, null, null)], provedAt: _site.Time.GetUtcNow());
        (
            await _site.AskAsync<SuspendHandler, Residency.Foundation.Results.Result>(h =>
                h.SuspendAsync(owner, _site.Hub, _ama, default)
            )
        ).IsDone.ShouldBeTrue();
        (await IsInAsync(one)).ShouldBeFalse();
        (await IsInAsync(two)).ShouldBeFalse();

        // A session that slipped through would not help either: the person is a visitor everywhere.
        using var three = await _site.SignedInAsync(_ama);
        (await IsInAsync(three)).ShouldBeFalse();

        await _site.AskAsync<SuspendHandler, Residency.Foundation.Results.Result>(h =>
            h.ReinstateAsync(owner, _site.Hub, _ama, default)
        );
        (await IsInAsync(one)).ShouldBeFalse("what ended stays ended");
        using var four = await _site.SignedInAsync(_ama);
        (await IsInAsync(four)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_person_sees_their_sessions_and_ends_another_one()
    {
        using var here = await _site.SignedInAsync(_ama);
        using var there = await _site.SignedInAsync(_ama);
        using var stranger = await _site.SignedInAsync(_site.Owner);
        var page = await here.GetAsync("/account/signing-in");
        page.Html.QuerySelectorAll("form input[name=_handler][value^='end-']")
            .Length.ShouldBe(2, "one other session, and all others");
        await here.PostAsync(page, "end-others");
        (await IsInAsync(there)).ShouldBeFalse();
        (await IsInAsync(here)).ShouldBeTrue();
        (await IsInAsync(stranger)).ShouldBeTrue();
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server()
    {
        using var browser = await _site.SignedInAsync(_ama);
        var secret = browser.Cookie("residency")!; // put there above
        (await browser.GetAsync("/sign-out")).Title.ShouldBe("Sign out");
        (await IsInAsync(browser)).ShouldBeTrue("looking at the page changes nothing");
        await browser.PostAsync(await browser.GetAsync("/sign-out"), "sign-out");
        browser.Cookie("residency").ShouldBeNull();
        browser.Put("residency", secret);
        (await IsInAsync(browser)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_confirmation_gives_the_session_a_new_id_and_the_old_one_dies()
    {
        using var browser = await _site.SignedInAsync(_ama, isProof: false);
        var before = browser.Cookie("residency")!; // put there above
        var mail = await _site.MailAsync("ama@example.org", _ama, LinkPurpose.Confirm);
        var page = await browser.GetAsync($"/confirm?sent={mail.Link.Id.Value}&return=/account/copy");
        (await browser.PostAsync(page, "code", ("Form.Code", mail.Code))).Title.ShouldBe("My copy");
        var after = browser.Cookie("residency");
        after.ShouldNotBeNull().ShouldNotBe(before);

        using var thief = _site.NewBrowser();
        thief.Put("residency", before);
        (await IsInAsync(thief)).ShouldBeFalse();
        (await browser.GetWithoutFollowingAsync("/account/copy/residency.json")).Html.DocumentElement.TextContent.ShouldContain(
            "ama@example.org"
        );
        _site.Time.Pass(AccessTable.StepUpLifetime + TimeSpan.FromSeconds(1));
        (await browser.GetWithoutFollowingAsync("/account/copy/residency.json")).Location.ShouldBe(
            "/confirm?return=/account/copy"
        );
    }

    [Fact]
    public async Task Somebody_else_s_code_does_not_confirm()
    {
        using var browser = await _site.SignedInAsync(_ama, isProof: false);
        var mail = await _site.MailAsync("owner@example.org", _site.Owner, LinkPurpose.Confirm);
        var page = await browser.GetAsync($"/confirm?sent={mail.Link.Id.Value}");
        await browser.PostAsync(page, "code", ("Form.Code", mail.Code));
        (await browser.GetWithoutFollowingAsync("/account/copy/residency.json"))
            .Location.ShouldNotBeNull()
            .ShouldStartWith("/confirm");
    }

    [Fact]
    public async Task Only_the_hash_of_a_secret_is_stored()
    {
        using var browser = await _site.SignedInAsync(_ama);
        var secret = browser.Cookie("residency")!; // put there above
        var stored = await _site.ReadAsync(db => db.Set<AccountSession>().AsNoTracking().SingleAsync(s => s.Person == _ama));
        stored.SecretHash.ShouldBe(LinkSecret.HashOf(secret));
        stored.SecretHash.ShouldNotContain(secret);
    }

    private static async Task<bool> IsInAsync(Browser browser) => (await browser.GetAsync("/account")).Title == "Your account";
}

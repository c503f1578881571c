using System.Net;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Mail;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Tests.Gather.People;

/// <summary>Signing in with codes and links, and what an attacker gets for trying.</summary>
public sealed class SignInTests : IAsyncLifetime
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
    public async Task A_code_signs_in_once_and_spaces_do_not_matter()
    {
        var mail = await _site.MailAsync("ama@example.org", _ama);
        using var browser = _site.NewBrowser();
        var answer = await EnterAsync(browser, mail, $"{mail.Code[..4]} {mail.Code[4..]}");
        answer.Location.ShouldEndWith("/account");
        (await browser.GetAsync("/account")).Text.ShouldContain("You sign in as ama@example.org");

        using var second = _site.NewBrowser();
        (await EnterAsync(second, mail, mail.Code)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        second.Cookie("residency").ShouldBeNull();
    }

    [Fact]
    public async Task The_sixth_try_is_refused_even_when_it_is_right()
    {
        var mail = await _site.MailAsync("ama@example.org", _ama);
        for (var i = 0; i < OneTimeLink.MostTries; i++)
        {
            using var guesser = _site.NewBrowser();
            (await EnterAsync(guesser, mail, Wrong(mail))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        using var browser = _site.NewBrowser();
        (await EnterAsync(browser, mail, mail.Code)).Location.ShouldBeNull();
        browser.Cookie("residency").ShouldBeNull();
    }

    [Fact]
    public async Task A_fresh_code_does_not_help_whoever_guessed_five_times_within_a_quarter_of_an_hour()
    {
        var first = await _site.MailAsync("ama@example.org", _ama);
        for (var i = 0; i < OneTimeLink.MostTries; i++)
        {
            using var guesser = _site.NewBrowser();
            await EnterAsync(guesser, first, Wrong(first));
        }

        _site.Time.Pass(TimeSpan.FromMinutes(2));
        var second = await _site.MailAsync("ama@example.org", _ama);
        using var browser = _site.NewBrowser();
        var answer = await EnterAsync(browser, second, second.Code);
        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers["Retry-After"].ShouldBe("900");

        // The link is no guess: its owner still gets in.
        var page = await browser.GetAsync($"/sign-in/link/{second.Secret.Text}");
        await browser.PostAsync(page, "link");
        browser.Cookie("residency").ShouldNotBeNull();
    }

    [Fact]
    public async Task Tries_at_the_same_instant_do_not_exceed_the_limit()
    {
        var mail = await _site.MailAsync("ama@example.org", _ama);
        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(i =>
                    _site.AskAsync<Residency.Foundation.Storage.AppDb, bool>(async db =>
                        await db.WriteAsync(
                            cancel => db.SpendCodeAsync(mail.Link.Id, Wrong(mail), _site.Time.GetUtcNow(), cancel),
                            default
                        )
                            is not null
                    )
                )
        );
        results.ShouldAllBe(signedIn => !signedIn);
        (await _site.ReadAsync(db => db.Set<OneTimeLink>().SingleAsync(l => l.Id == mail.Link.Id))).Tries.ShouldBe(
            OneTimeLink.MostTries
        );
    }

    [Fact]
    public async Task The_mail_leads_to_the_set_address_and_its_code_works()
    {
        using var browser = _site.NewBrowser();
        browser.Headers["Host"] = "evil.example";
        var asked = await AskAsync(browser, "Ama@Example.org");
        var letter = _site.Mails.ShouldHaveSingleItem();
        letter.IsSecret.ShouldBeTrue();
        letter.Parts.OfType<LetterPart.Link>().Single().Address.ShouldStartWith("http://localhost:5080/sign-in/link/");
        browser.Headers.Remove("Host");
        await browser.PostAsync(asked, "code", ("Form.Code", letter.Parts.OfType<LetterPart.Code>().Single().Text));
        browser.Cookie("residency").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_code_dies_after_a_quarter_of_an_hour()
    {
        var mail = await _site.MailAsync("ama@example.org", _ama);
        _site.Time.Pass(OneTimeLink.Lifetime);
        using var browser = _site.NewBrowser();
        (await EnterAsync(browser, mail, mail.Code)).Location.ShouldBeNull();
        (await browser.GetAsync($"/sign-in/link/{mail.Secret.Text}")).Title.ShouldBe("This link does not work");
    }

    [Fact]
    public async Task Looking_at_the_link_of_a_mail_changes_nothing_and_the_button_works_once()
    {
        var mail = await _site.MailAsync("ama@example.org", _ama);
        using var scanner = _site.NewBrowser();
        for (var i = 0; i < 20; i++)
        {
            await scanner.GetAsync($"/sign-in/link/{mail.Secret.Text}");
            await scanner.HeadAsync($"/sign-in/link/{mail.Secret.Text}");
        }

        (await _site.ReadAsync(db => db.Set<OneTimeLink>().SingleAsync(l => l.Id == mail.Link.Id))).UsedAt.ShouldBeNull();
        var browsers = Enumerable.Range(0, 8).Select(_ => _site.NewBrowser()).ToList();
        var pages = await Task.WhenAll(browsers.Select(browser => browser.GetAsync($"/sign-in/link/{mail.Secret.Text}")));
        await Task.WhenAll(browsers.Zip(pages).Select(pair => pair.First.PostWithoutFollowingAsync(pair.Second, "link")));
        browsers.Count(browser => browser.Cookie("residency") is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_stranger_s_address_gets_the_same_answer_and_no_mail()
    {
        using var browser = _site.NewBrowser();
        var known = await AskAsync(browser, "ama@example.org");
        var unknown = await AskAsync(browser, "nobody@example.org");
        unknown.Status.ShouldBe(known.Status);
        unknown.Text.ShouldBe(known.Text);
        var links = await _site.ReadAsync(db =>
            db.Set<OneTimeLink>().AsNoTracking().Where(l => l.Purpose == LinkPurpose.SignIn).ToListAsync()
        );
        links.Count.ShouldBe(2);
        links.Count(link => link.Person is null).ShouldBe(1);
        links.ShouldAllBe(link => !link.AddressHash.Contains('@'));
        _site.Mails.ShouldHaveSingleItem().To.Text.ShouldBe("ama@example.org");
    }

    [Fact]
    public async Task A_code_for_a_stranger_s_address_never_works()
    {
        var mail = await _site.MailAsync("nobody@example.org", null);
        using var browser = _site.NewBrowser();
        (await EnterAsync(browser, mail, mail.Code)).Location.ShouldBeNull();
        browser.Cookie("residency").ShouldBeNull();
    }

    [Theory]
    [InlineData("ama@example.org")]
    [InlineData("nobody@example.org")]
    public async Task Three_mails_an_hour_go_to_one_address(string address)
    {
        using var browser = _site.NewBrowser();
        for (var i = 0; i < OneTimeLink.MostMails; i++)
        {
            (await AskAsync(browser, address)).Title.ShouldBe("Enter the code");
        }

        var fourth = await AskAsync(browser, address.ToUpperInvariant());
        fourth.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        fourth.Headers["Retry-After"].ShouldBe("3600");
        _site.Time.Pass(OneTimeLink.MailWindow);
        (await AskAsync(browser, address)).Title.ShouldBe("Enter the code");
    }

    [Fact]
    public async Task A_suspended_person_cannot_come_back_by_code()
    {
        var mail = await _site.MailAsync("ama@example.org", _ama);
        await _site.InAsync(
            async (_, db) =>
            {
                (await db.Set<Membership>().SingleAsync(m => m.Person == _ama)).Suspend(_site.Time.GetUtcNow());
                await db.SaveChangesAsync();
            }
        );
        using var browser = _site.NewBrowser();
        await EnterAsync(browser, mail, mail.Code);
        browser.Cookie("residency").ShouldBeNull();
    }

    [Fact]
    public async Task A_code_to_confirm_does_not_sign_in()
    {
        var mail = await _site.MailAsync("ama@example.org", _ama, LinkPurpose.Confirm);
        using var browser = _site.NewBrowser();
        await EnterAsync(browser, mail, mail.Code);
        browser.Cookie("residency").ShouldBeNull();
        (await browser.GetAsync($"/sign-in/link/{mail.Secret.Text}")).Title.ShouldBe("This link does not work");
    }

    [Fact]
    public async Task Headers_that_a_client_writes_do_not_help_it_to_guess()
    {
        await using var site = await Site.OpenAsync(limitFactor: 1);
        var mail = await site.MailAsync("owner@example.org", site.Owner);
        using var browser = site.NewBrowser();
        var page = await browser.GetAsync($"/sign-in/code/{mail.Link.Id.Value}");
        var answers = new Dictionary<HttpStatusCode, int>();
        string[] headers = ["X-Forwarded-For", "Forwarded", "CF-Connecting-IP", "True-Client-IP", "X-Real-IP", "X-Client-IP"];
        var tries = Effort.Cases(1_000);
        for (var i = 0; i < tries; i++)
        {
            var address = $"10.{i / 65536}.{i / 256 % 256}.{i % 256}";
            foreach (var header in headers)
            {
                browser.Headers[header] = header == "Forwarded" ? $"for={address}" : address;
            }

            var status = (await browser.PostWithoutFollowingAsync(page, "code", ("Form.Code", Wrong(mail)))).Status;
            answers[status] = answers.GetValueOrDefault(status) + 1;
        }

        answers[HttpStatusCode.TooManyRequests].ShouldBeGreaterThanOrEqualTo(tries - 20);
        (
            await site.ReadAsync(db => db.Set<OneTimeLink>().SingleAsync(l => l.Id == mail.Link.Id))
        ).Tries.ShouldBeLessThanOrEqualTo(OneTimeLink.MostTries);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/%2f%2fevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/account\r\nLocation: https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/／evil.example")]
    [InlineData("/\u2215\u2215evil.example")]
    [InlineData("/\tevil.example")]
    [InlineData(" //evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/@evil.example")]
    public async Task Nobody_is_sent_to_another_site_after_signing_in(string elsewhere)
    {
        var mail = await _site.MailAsync("ama@example.org", _ama);
        using var browser = _site.NewBrowser();
        var page = await browser.GetAsync($"/sign-in/code/{mail.Link.Id.Value}?return={Uri.EscapeDataString(elsewhere)}");
        var answer = await browser.PostWithoutFollowingAsync(page, "code", ("Form.Code", mail.Code));
        browser.Cookie("residency").ShouldNotBeNull();
        new Uri(new Uri("http://localhost"), answer.Location).ToString().ShouldBe("http://localhost/");
    }

    [Fact]
    public async Task An_over_long_return_is_replaced()
    {
        var mail = await _site.MailAsync("ama@example.org", _ama);
        using var browser = _site.NewBrowser();
        var page = await browser.GetAsync($"/sign-in/code/{mail.Link.Id.Value}?return=/{new string('a', 2_000)}");
        var answer = await browser.PostWithoutFollowingAsync(page, "code", ("Form.Code", mail.Code));
        new Uri(new Uri("http://localhost"), answer.Location).AbsolutePath.ShouldBe("/");
    }

    private static string Wrong(OneTimeLink.Drawn mail) => mail.Code == "00000000" ? "11111111" : "00000000";

    private static async Task<Page> EnterAsync(Browser browser, OneTimeLink.Drawn mail, string code)
    {
        var page = await browser.GetAsync($"/sign-in/code/{mail.Link.Id.Value}?return=/account");
        return await browser.PostWithoutFollowingAsync(page, "code", ("Form.Code", code));
    }

    private static async Task<Page> AskAsync(Browser browser, string address) =>
        await browser.PostAsync(await browser.GetAsync("/sign-in"), "address", ("Address.Email", address));
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Residency.Foundation.Actors;
using Residency.Gather.People.Model;
using Residency.Gather.People.Operate;
using Residency.Gather.People.SetUp;

namespace Residency.Tests.Gather.People;

/// <summary>The first start, and what the operator at the machine can do.</summary>
public sealed class SetUpTests : IAsyncLifetime
{
    private Site _site = null!; // opened before each test

    public async ValueTask InitializeAsync()
    {
        _site = await Site.OpenAsync();
        // The start prints a link of its own, which would end the one that a test draws meanwhile.
        var atStart = _site.Services.GetServices<IHostedService>().OfType<PrintSetUpLink>().Single();
        await (atStart.ExecuteTask ?? Task.CompletedTask);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_printed_link_makes_one_operator_with_a_hub_and_signs_them_in()
    {
        var secret = await PrepareAsync();
        using var browser = _site.NewBrowser();
        var page = await browser.GetAsync($"/set-up/{secret.Text}");
        page.Path.ShouldBe("/set-up");
        var wrong = await browser.PostAsync(page, "set-up", Fields("Eleri Price", "Bad Slug!"));
        wrong.Html.QuerySelector("#field-slug")?.GetAttribute("aria-invalid").ShouldBe("true");
        await browser.PostAsync(page, "set-up", Fields("Eleri Price", "lighthouse"));
        (await browser.GetAsync("/lighthouse/members")).Text.ShouldContain("eleri@example.org");

        using var second = _site.NewBrowser();
        (await second.GetAsync($"/set-up/{secret.Text}")).Title.ShouldBe("This set-up link does not work");
        (await _site.AskAsync<SetUpHandler, LinkSecret?>(handler => handler.PrepareAsync(default))).ShouldBeNull();
        (await _site.ReadAsync(db => db.Set<Person>().CountAsync(p => p.IsOperator))).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_who_hold_the_link_one_sets_up()
    {
        var secret = await PrepareAsync();
        var browsers = Enumerable.Range(0, 10).Select(_ => _site.NewBrowser()).ToList();
        var pages = await Task.WhenAll(browsers.Select(browser => browser.GetAsync($"/set-up/{secret.Text}")));
        await Task.WhenAll(
            browsers.Select(
                (browser, i) => browser.PostWithoutFollowingAsync(pages[i], "set-up", Fields($"Person {i}", $"hub-{i}"))
            )
        );
        (await _site.ReadAsync(db => db.Set<Person>().CountAsync(p => p.IsOperator))).ShouldBe(1);
        browsers.Count(browser => browser.Cookie("residency") is not null).ShouldBe(1);
    }

    [Fact]
    public async Task An_earlier_link_dies_when_a_new_one_is_printed()
    {
        var earlier = await PrepareAsync();
        await PrepareAsync();
        using var browser = _site.NewBrowser();
        (await browser.GetAsync($"/set-up/{earlier.Text}")).Title.ShouldBe("This set-up link does not work");
    }

    [Fact]
    public async Task The_operator_vouches_for_somebody_who_lost_their_passkey()
    {
        await _site.InAsync(
            async (_, db) =>
            {
                db.Add(Passkey.Register(_site.Owner, new PasskeyProof([1, 2, 3], [4, 5, 6]), _site.Time.GetUtcNow()));
                await db.SaveChangesAsync();
            }
        );
        var byMail = await _site.MailAsync("owner@example.org", _site.Owner);
        using var mailed = _site.NewBrowser();
        await mailed.PostAsync(await mailed.GetAsync($"/sign-in/link/{byMail.Secret.Text}"), "link");
        (await mailed.GetAsync("/account/signing-in")).Text.ShouldContain(
            "confirm that it is you",
            Case.Sensitive,
            "a mailbox is no proof for whoever has a passkey"
        );

        var vouched = await _site.AskAsync<OperateHandler, LinkSecret>(async handler =>
            (await handler.VouchAsync(Actor.Operator, "owner@example.org", default)).Value
        );
        using var helped = _site.NewBrowser();
        await helped.PostAsync(await helped.GetAsync($"/sign-in/link/{vouched.Text}"), "link");
        (await helped.GetAsync("/account/signing-in")).Text.ShouldNotContain("confirm that it is you");
    }

    [Fact]
    public async Task Nobody_else_vouches_or_makes_operators()
    {
        var owner = Actor.Of(_site.Owner, [new Standing(_site.Hub, Role.HubOwner, null, null)], provedAt: _site.Time.GetUtcNow());
        await _site.InAsync(
            async (services, db) =>
            {
                var handler = (OperateHandler)services.GetService(typeof(OperateHandler))!; // registered by its name
                (await handler.VouchAsync(owner, "owner@example.org", default)).IsDone.ShouldBeFalse();
                (await handler.AddOperatorAsync(owner, "owner@example.org", "Owner", default)).IsDone.ShouldBeFalse();
                (await handler.AddOperatorAsync(Actor.Operator, "owner@example.org", "", default)).IsDone.ShouldBeTrue();
                (await db.Set<Person>().CountAsync(p => p.IsOperator)).ShouldBe(1);
            }
        );
    }

    private static (string, string)[] Fields(string name, string slug) =>
        [
            ("Form.Name", name),
            ("Form.Email", "eleri@example.org"),
            ("Form.HubName", "Lighthouse hub"),
            ("Form.Slug", slug),
            ("Form.Host", "Lighthouse office"),
        ];

    private async Task<LinkSecret> PrepareAsync() =>
        (await _site.AskAsync<SetUpHandler, LinkSecret?>(handler => handler.PrepareAsync(default))).ShouldNotBeNull();
}

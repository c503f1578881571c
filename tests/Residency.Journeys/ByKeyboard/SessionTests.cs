using System.Globalization;
using Microsoft.Playwright;

namespace Residency.Journeys.ByKeyboard;

/// <summary>A session that ends costs nobody a text (WCAG 2.2.1, 2.2.6).</summary>
public sealed class SessionTests(Site site)
{
    private const string Words = "Twelve years of radio, and still timing sentences.";

    // Five minutes before the two hours are over, and a little.
    private const string NearlyTwoHours = "01:55:05";

    [Fact]
    public async Task Whoever_is_away_is_warned_and_may_stay()
    {
        const string Email = "hilde@merrowport.example";
        await using var visit = await site.VisitAsync(Look.Light);
        var keys = new Keyboard(visit);
        var page = await OpenAccountAsync(visit, Email);
        var product = await site.ProductAsync();
        await keys.TabToAsync(AriaRole.Textbox, "Name");

        await product.LeaveSessionAsync(Email, left: 200);
        await page.Clock.FastForwardAsync(NearlyTwoHours);
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Are you still there?" });
        await dialog.WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
        await keys.ShouldBeInAsync("dialog");
        await keys.ShouldBeSeenAsync();
        for (var step = 0; step < 6; step++)
        {
            await keys.PressAsync("Tab");
            (
                await page.EvaluateAsync<bool>(
                    "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
                )
            ).ShouldBeTrue("Tab leaves the dialog while it is open");
        }

        await keys.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        (await page.EvaluateAsync<string>("document.activeElement.name")).ShouldBe("Form.Name", "the focus goes back");

        await product.LeaveSessionAsync(Email, left: 100);
        await page.Clock.FastForwardAsync("03:30");
        await dialog.WaitForAsync();
        await keys.TabToAsync(AriaRole.Button, "Stay signed in");
        await keys.PressAsync("Enter");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        (await SecondsLeftAsync(page)).ShouldBeGreaterThan(7000);
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Whoever_types_stays_signed_in_without_being_asked()
    {
        const string Email = "leilani@merrowport.example";
        await using var visit = await site.VisitAsync(Look.Light);
        var page = await OpenAccountAsync(visit, Email);
        await page.GetByLabel("Biography").FillAsync(Words);
        await (await site.ProductAsync()).LeaveSessionAsync(Email, left: 200);
        await page.RunAndWaitForResponseAsync(
            () => page.Clock.FastForwardAsync(NearlyTwoHours),
            answer => answer.Request.Method == "POST" && answer.Url.EndsWith("/account/session", StringComparison.Ordinal)
        );
        (await SecondsLeftAsync(page)).ShouldBeGreaterThan(7000);
        (await page.GetByRole(AriaRole.Dialog).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task After_the_session_has_ended_the_page_keeps_the_words_until_one_is_back()
    {
        const string Email = "paolo@merrowport.example";
        await using var visit = await site.VisitAsync(Look.Light);
        var page = await OpenAccountAsync(visit, Email);
        await page.GetByLabel("Biography").FillAsync(Words);
        visit.ExpectRefusal("/account/session");
        await (await site.ProductAsync()).LeaveSessionAsync(Email, left: -5);
        await page.Clock.FastForwardAsync(NearlyTwoHours);
        await page.GetByRole(AriaRole.Dialog, new() { Name = "You have been signed out" }).WaitForAsync();
        await visit.ShouldBeAccessibleAsync();

        await SignInInANewTabAsync(visit, Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Carry on" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
        (await page.GetByLabel("Biography").InputValueAsync()).ShouldBe(Words);
    }

    [Fact]
    public async Task Without_script_a_form_that_came_too_late_gives_the_words_back_and_sends_them_again()
    {
        const string Email = "chidinma@merrowport.example";
        await using var visit = await site.VisitAsync(Look.WithoutScript);
        await visit.SignInAsync(Email);
        var page = visit.Page;
        await page.GetByLabel("Biography").FillAsync(Words);
        await (await site.ProductAsync()).LeaveSessionAsync(Email, left: -5);
        visit.ExpectRefusal("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        try
        {
            await page.Locator(".notice, #kept").First.WaitForAsync();
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"{page.Url} says: {await page.Locator("body").InnerTextAsync()}", late);
        }

        (await page.Locator("main").InnerTextAsync()).ShouldContain("What you wrote is not lost");
        (await page.GetByLabel("Biography").InputValueAsync()).ShouldBe(Words);
        await visit.ShouldBeAccessibleAsync();

        await SignInInANewTabAsync(visit, Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it again" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
        (await page.GetByLabel("Biography").InputValueAsync()).ShouldBe(Words);
    }

    [Fact]
    public async Task A_form_from_a_page_that_is_too_old_gives_the_words_back()
    {
        await using var visit = await site.VisitAsync(Look.WithoutScript);
        var page = visit.Page;
        await visit.GoAsync("/harbour/contact");
        await page.GetByLabel("Your message").FillAsync(Words);
        await page.Context.ClearCookiesAsync();
        visit.ExpectRefusal("/harbour/contact");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "What you wrote is not lost" }).WaitForAsync();
        (await page.GetByLabel("Text").InputValueAsync()).ShouldBe(Words);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it again" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Thank you, we have it" }).WaitForAsync();
    }

    private static async Task<IPage> OpenAccountAsync(Visit visit, string email)
    {
        await visit.SignInAsync(email);
        await visit.Page.Clock.InstallAsync();
        await visit.GoAsync("/account");
        return visit.Page;
    }

    private static async Task SignInInANewTabAsync(Visit visit, string email)
    {
        var tab = await visit.Page.Context.RunAndWaitForPageAsync(() =>
            visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in in a new tab" }).ClickAsync()
        );
        await tab.GetByLabel("E-mail address").FillAsync(email);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Send me a code" }).ClickAsync();
        await tab.WaitForURLAsync("**/sign-in/code/**");
        await tab.GetByLabel("Code from the mail").FillAsync(await visit.CodeForAsync(email));
        await tab.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await tab.WaitForURLAsync(address => !address.Contains("/sign-in", StringComparison.Ordinal));
        await tab.CloseAsync();
    }

    private static async Task<int> SecondsLeftAsync(IPage page) =>
        int.Parse(
            (
                await page.EvaluateAsync<string>(
                    "fetch('/account/session', { headers: { accept: 'text/plain' } }).then(answer => answer.text())"
                )
            ).Split(' ')[0],
            CultureInfo.InvariantCulture
        );
}

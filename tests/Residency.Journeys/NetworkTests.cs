using Microsoft.Playwright;

namespace Residency.Journeys;

/// <summary>What is typed into a form survives a network that goes away and a page that is loaded again.</summary>
public sealed class NetworkTests(Site site)
{
    private const string Words = "In the second table the sums are wrong.";

    [Fact]
    public async Task A_form_that_cannot_be_sent_stays_as_it_is_and_goes_when_the_network_is_back()
    {
        await using var visit = await site.VisitAsync(Look.Light);
        var page = visit.Page;
        await visit.GoAsync("/harbour/contact");
        await page.GetByLabel("Your message").FillAsync(Words);
        visit.ExpectRefusal("/health/live");
        await page.Context.SetOfflineAsync(true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await page.GetByText("The site cannot be reached, so nothing was sent.").WaitForAsync();
        (await page.GetByLabel("Your message").InputValueAsync()).ShouldBe(Words);

        await page.Context.SetOfflineAsync(false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Thank you, we have it" }).WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.Load);
        await visit.GoAsync("/harbour/contact");
        (await page.GetByLabel("Your message").InputValueAsync()).ShouldBe("", "what was sent is not given back");
    }

    [Fact]
    public async Task What_was_typed_is_there_again_after_a_reload_and_can_be_thrown_away()
    {
        await using var visit = await site.VisitAsync(Look.Light, "wanjiru@olmorani.example");
        var page = visit.Page;
        await visit.GoAsync("/account");
        var before = await page.GetByLabel("Biography").InputValueAsync();
        await page.GetByLabel("Biography").FillAsync(Words);
        await page.ReloadAsync();
        await page.GetByText("What you typed here before was put back.").WaitForAsync();
        (await page.GetByLabel("Biography").InputValueAsync()).ShouldBe(Words);
        await visit.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Throw it away" }).ClickAsync();
        (await page.GetByLabel("Biography").InputValueAsync()).ShouldBe(before);
        (await page.EvaluateAsync<bool>("document.activeElement !== document.body")).ShouldBeTrue();
    }
}

using Microsoft.Playwright;

namespace Residency.Journeys;

/// <summary>The first day of an installation: the printed link, a passkey, and signing in with nothing else.</summary>
public sealed class PasskeyTests(Site site)
{
    [Fact]
    public async Task The_first_operator_sets_up_adds_a_passkey_and_signs_in_with_it_alone()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var product = await Product.StartEmptyAsync(cancel);
        var link = new Uri(await product.SaidAsync(@"http://\S+/set-up/\S+", cancel));
        await using var visit = await site.VisitAsync(Look.Light, product.Address, product.Said);
        var page = visit.Page;

        await visit.GoAsync(link.PathAndQuery);
        page.Url.ShouldEndWith("/set-up", customMessage: "the secret leaves the address bar");
        await visit.ShouldBeAccessibleAsync();
        await page.GetByLabel("Your name").FillAsync("Eleri Price");
        await page.GetByLabel("Your e-mail address").FillAsync("eleri@example.org");
        await page.GetByLabel("Name of the hub").FillAsync("Lighthouse hub");
        await page.GetByLabel("Address of the hub").FillAsync("lighthouse");
        await page.GetByLabel("Organisation that runs it").FillAsync("Lighthouse office");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up" }).ClickAsync();
        await page.WaitForURLAsync("**/lighthouse");
        visit.Forgive(); // the hub's own first page belongs to another journey

        await visit.AddPasskeyDeviceAsync();
        await visit.GoAsync("/account/signing-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).WaitForAsync();
        await page.GetByLabel("New name of Passkey").FillAsync("Blue key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await page.GetByText("Blue key", new() { Exact = true }).WaitForAsync();
        await visit.ShouldBeAccessibleAsync();

        await page.Context.ClearCookiesAsync();
        // The browser offers the passkey by itself as soon as the page stands; the button would do the same.
        await page.GotoAsync("/sign-in?return=/account");
        await page.WaitForURLAsync($"{product.Address}account"); // whole: a pattern would fit where one comes from
        await page.GetByText("You sign in as eleri@example.org.").WaitForAsync();

        await visit.GoAsync("/confirm?return=/account/copy");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm with a passkey" }).ClickAsync();
        await page.WaitForURLAsync($"{product.Address}account/copy");

        await visit.GoAsync("/account/signing-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByText("No passkey yet").WaitForAsync();
        visit.ShouldBeQuiet();
    }
}

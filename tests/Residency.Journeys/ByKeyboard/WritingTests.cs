using Microsoft.Playwright;

namespace Residency.Journeys.ByKeyboard;

/// <summary>A whole session in the editor of a section, by keys, and what happens when the network goes away.</summary>
public sealed class WritingTests(Site site)
{
    private const string Email = "maren@furrowseeds.example";

    [Fact]
    public async Task A_writer_adds_writes_previews_meets_another_version_and_leaves()
    {
        await using var visit = await site.VisitAsync(Look.Light, Email);
        var (page, keys) = (visit.Page, new Keyboard(visit));
        await OpenSectionAsync(visit, keys);
        await keys.TypeAsync("Seeds ");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("and words.");
        await page.GetByText("Kept at").WaitForAsync();
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("field-text", "keeping must not move the focus");

        await keys.TabToAsync(AriaRole.Button, "Preview this section");
        await keys.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Preview", Exact = true }).WaitForAsync();

        await SaveAsync(keys);
        await page.GetByText("Section saved").WaitForAsync();
        await keys.TabToAsync(page.Locator("#field-text"), "the text");
        await keys.PressAsync("Control+a");
        await keys.TypeAsync("Other seeds and words.");
        await SaveElsewhereAsync(page);
        visit.ExpectRefusal(page.Url);
        await SaveAsync(keys);
        await page.GetByText("Somebody else saved this section while you were writing").WaitForAsync();
        (await page.Locator("#field-text").InputValueAsync()).ShouldContain("and words.");

        await SaveAsync(keys);
        await page.GetByText("Section saved").WaitForAsync();
        await keys.TabToAsync(AriaRole.Link, "My work");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**/case-studies/mine");
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Without_a_network_the_editor_says_so_keeps_the_words_and_saves_them_when_it_is_back()
    {
        await using var visit = await site.VisitAsync(Look.Light, Email);
        var (page, keys) = (visit.Page, new Keyboard(visit));
        await OpenSectionAsync(visit, keys);
        visit.ExpectRefusal(new Uri(page.Url).AbsolutePath + "/keep");
        await page.Context.SetOfflineAsync(true);
        await keys.TypeAsync("Written on a boat.");
        await page.GetByText("Offline – not saved.").WaitForAsync();
        (await page.Locator("#field-text").InputValueAsync()).ShouldBe("Written on a boat.");
        await page.Context.SetOfflineAsync(false);
        await page.GetByText("Kept at").WaitForAsync();
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Words_that_never_reached_the_server_are_offered_after_a_reload()
    {
        await using var visit = await site.VisitAsync(Look.Light, Email);
        var (page, keys) = (visit.Page, new Keyboard(visit));
        await OpenSectionAsync(visit, keys);
        visit.ExpectRefusal(new Uri(page.Url).AbsolutePath + "/keep");
        await page.RouteAsync("**/write/keep", route => route.AbortAsync());
        await keys.TypeAsync("Written in a tunnel.");
        await page.ReloadAsync();
        await keys.TabToAsync(AriaRole.Button, "Put them back");
        await keys.PressAsync("Enter");
        (await page.Locator("#field-text").InputValueAsync()).ShouldBe("Written in a tunnel.");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("field-text");
    }

    private static async Task OpenSectionAsync(Visit visit, Keyboard keys)
    {
        var page = visit.Page;
        await visit.GoAsync("/meadow/case-studies/mine");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Heading).GetByRole(AriaRole.Link).First.ClickAsync();
        var write = await page.GetByRole(AriaRole.Link, new() { Name = "Write", Exact = true }).First.GetAttributeAsync("href");
        await visit.GoAsync(write + "?plain=1");
        await keys.TabToAsync(AriaRole.Textbox, "Add a section");
        await keys.TypeAsync(Fresh.Name("Section"));
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**/write?section=*");
        await keys.TabToAsync(page.Locator("#field-text"), "the text");
    }

    private static async Task SaveAsync(Keyboard keys)
    {
        await keys.TabToAsync(AriaRole.Button, "Save this section");
        await keys.PressAsync("Enter");
    }

    private static async Task SaveElsewhereAsync(IPage page)
    {
        var tab = await page.Context.NewPageAsync();
        await tab.GotoAsync(page.Url + (page.Url.Contains('?', StringComparison.Ordinal) ? "&plain=1" : "?plain=1"));
        await tab.Locator("#field-text").FillAsync("What the other tab says.");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Save this section" }).ClickAsync();
        await tab.GetByText("Section saved").WaitForAsync();
        await tab.CloseAsync();
        await page.BringToFrontAsync();
    }
}

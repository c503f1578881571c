using Microsoft.Playwright;
using Residency.Journeys.Together;

namespace Residency.Journeys.ByKeyboard;

/// <summary>The live editor by keys alone.</summary>
public sealed class LiveWritingTests(Site site)
{
    private const string Email = "shreya@kadambari.example";

    [Fact]
    public async Task A_writer_makes_everything_a_text_can_hold_and_leaves()
    {
        var title = Fresh.Name("Keys");
        var desk = await LiveDesk.BeginAsync(site, Email, title);
        await using var _ = desk.Visit;
        var (page, section) = (desk.Page, desk.Section(title));
        await desk.TypeAsync("## A heading");
        await desk.PressAsync("Enter");
        await desk.TypeAsync("- one");
        await desk.PressAsync("Enter", "Tab");
        await desk.TypeAsync("inner");
        await desk.PressAsync("Enter", "Enter", "Enter");
        await desk.PressAsync("Control+b");
        await page.Locator(".tool[data-tool=strong][aria-pressed=true]").WaitForAsync();
        await desk.TypeAsync("weighty");
        await desk.PressAsync("Control+b");
        await desk.TypeAsync(" ");
        await LinkAsync(desk);
        await desk.PressAsync("Enter");
        await TableAsync(desk);
        await section.Locator("h3:text-is('A heading')").WaitForAsync();
        (await section.Locator("ul ul li").CountAsync()).ShouldBe(1);
        (await section.Locator("strong:text-is('weighty')").CountAsync()).ShouldBe(1);
        (await section.Locator("table th").CountAsync()).ShouldBe(3);
        await desk.ShouldBeAsync("saved");

        await desk.PressAsync("Escape", "Tab");
        (await page.EvaluateAsync<bool>("!document.activeElement.closest('.live-text')")).ShouldBeTrue(
            "Escape and Tab leave the text"
        );
        desk.Visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task The_tools_are_one_stop_and_their_dialogs_give_the_focus_back()
    {
        var desk = await LiveDesk.BeginAsync(site, Email, Fresh.Name("Tools"));
        await using var _ = desk.Visit;
        var (page, keys) = (desk.Page, new Keyboard(desk.Visit));
        (await page.Locator(".tools [tabindex='0']").CountAsync()).ShouldBe(1);
        await desk.PressAsync("Alt+F10");
        await keys.ShouldBeInAsync("[role=toolbar]");
        await keys.ShouldBeSeenAsync();
        for (var step = 0; step < 3; step++)
        {
            await desk.PressAsync("ArrowRight");
            await keys.ShouldBeSeenAsync();
        }

        (await page.Locator(".tools [tabindex='0']").CountAsync()).ShouldBe(1);
        await desk.PressAsync("Escape");
        await keys.ShouldBeInAsync(".live-text");

        await desk.PressAsync("Control+/");
        await keys.ShouldBeInAsync("dialog");
        await desk.PressAsync("Escape");
        await keys.ShouldBeInAsync(".live-text");

        await desk.PressAsync("Control+f");
        await keys.ShouldBeInAsync(".find");
        await desk.TypeAsync("nothing has these words");
        await page.GetByText("Nothing found").WaitForAsync();
        await desk.PressAsync("Escape");
        await keys.ShouldBeInAsync(".live-text");
        desk.Visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_picture_needs_words_or_is_decoration()
    {
        var title = Fresh.Name("Picture");
        var desk = await LiveDesk.BeginAsync(site, Email, title);
        await using var _ = desk.Visit;
        var page = desk.Page;
        await page.Locator(".tool[data-tool=figure]").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Picture" });
        await dialog.Locator("input[type=file]").SetInputFilesAsync(EveryPage.Pictures.Square());
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Insert" }).ClickAsync();
        await dialog.GetByText("Say what the picture shows").WaitForAsync();
        await dialog.GetByLabel("Alternative text").FillAsync("A small square.");
        await page.Keyboard.PressAsync("Tab");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Insert" }).ClickAsync();
        await desk.Section(title).Locator("img[alt='A small square.']").WaitForAsync();
        await desk.ShouldBeAsync("saved");
        desk.Visit.ShouldBeQuiet();
    }

    private static async Task LinkAsync(LiveDesk desk)
    {
        await desk.PressAsync("Control+k");
        var dialog = desk.Page.GetByRole(AriaRole.Dialog, new() { Name = "Link" });
        await dialog.GetByLabel("Words").FillAsync("our site");
        await dialog.GetByLabel("Address").FillAsync("example.org");
        await desk.PressAsync("Enter");
        await desk.Page.Locator(".live-text a[href='https://example.org']").First.WaitForAsync();
    }

    private static async Task TableAsync(LiveDesk desk)
    {
        await desk.Page.Locator(".tool[data-tool=table]").FocusAsync();
        await desk.PressAsync("Enter");
        await desk.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Insert a table" }).WaitForAsync();
        await desk.PressAsync("Enter");
        await desk.Page.GetByRole(AriaRole.Dialog, new() { Name = "Table" }).WaitForAsync();
        await desk.PressAsync("Enter");
        await desk.Page.Locator(".live-text table").Last.WaitForAsync();
    }
}

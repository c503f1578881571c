using System.Text;
using Microsoft.Playwright;

namespace Residency.Journeys.ByKeyboard;

/// <summary>What a person can do without a pointing device, seeing at every step where they are.</summary>
public sealed class KeyboardTests(Site site)
{
    [Fact]
    public async Task Somebody_signs_in_with_a_code_that_they_paste()
    {
        const string Email = "saoirse@brannockvale.example";
        await using var visit = await site.VisitAsync(Look.Light);
        var (page, keys) = (visit.Page, new Keyboard(visit));
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visit.GoAsync("/sign-in?return=/account");
        await keys.TabToAsync(AriaRole.Textbox, "E-mail address");
        await keys.TypeAsync(Email);
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**/sign-in/code/**");

        var code = await visit.CodeForAsync(Email);
        await page.BringToFrontAsync();
        await page.EvaluateAsync("code => navigator.clipboard.writeText(code)", $" {code[..4]} {code[4..]} ");
        await keys.TabToAsync(AriaRole.Textbox, "Code from the mail");
        await keys.PressAsync("Control+V", "Enter");
        await page.WaitForURLAsync("**/account");
        await page.GetByText($"You sign in as {Email}.").WaitForAsync();
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_wrong_code_says_so_where_the_focus_is_and_the_field_is_one_link_away()
    {
        await using var visit = await site.VisitAsync(Look.Light);
        var (page, keys) = (visit.Page, new Keyboard(visit));
        await visit.GoAsync("/sign-in/code/01a20689-96b6-70aa-b40d-96977f07f3e4");
        visit.ExpectRefusal(page.Url);
        await keys.TabToAsync(AriaRole.Textbox, "Code from the mail");
        await keys.TypeAsync("00000000");
        await keys.PressAsync("Enter");
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await keys.ShouldBeInAsync(".error-summary");
        await keys.PressAsync("Tab", "Enter");
        await keys.ShouldBeSeenAsync();
        (await page.EvaluateAsync<string>("document.activeElement.name")).ShouldBe("Form.Code");
    }

    [Fact]
    public async Task A_reader_finds_a_case_study_by_skipping_searching_and_headings()
    {
        await using var visit = await site.VisitAsync(Look.Light);
        var (page, keys) = (visit.Page, new Keyboard(visit));
        await visit.GoAsync("/harbour");
        await keys.TabToAsync(AriaRole.Link, "Library");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**/harbour/library");

        await keys.TabToAsync(AriaRole.Link, "Skip to main content");
        await keys.PressAsync("Enter");
        await keys.ShouldBeInAsync("main");
        await keys.TabToAsync(AriaRole.Searchbox, "Search the library");
        await keys.TypeAsync("rain");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**/library?q=rain**");

        // What a screen reader lists as headings is enough to choose by.
        var headings = await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Heading).AllInnerTextsAsync();
        headings.ShouldContain("Whose rain is it?");
        await keys.TabToAsync(AriaRole.Link, "Whose rain is it?");
        await keys.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Whose rain is it?" }).WaitForAsync();
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task An_owner_imports_reads_what_went_wrong_and_tries_again()
    {
        await using var visit = await site.VisitAsync(Look.Light, "aroha@furrowandfield.example");
        var (page, keys) = (visit.Page, new Keyboard(visit));
        page.FileChooser += (_, _) => { }; // somebody listens from the start, so that no dialog is the browser's own
        await visit.GoAsync("/meadow/case-studies/import");
        await ChooseAsync(page, keys, "broken.docx", "This is no Word file.");
        await keys.TabToAsync(AriaRole.Button, "Import");
        await keys.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "What became of the files" }).WaitForAsync();
        await page.GetByText("Refused", new() { Exact = true }).WaitForAsync();
        await keys.TabToAsync(AriaRole.Link, "Import more, or look at earlier imports");
        await keys.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Import case studies" }).WaitForAsync();

        await ChooseAsync(page, keys, "streams.md", "# A watch on streams\n\nWe looked at the water.\n");
        await keys.TabToAsync(AriaRole.Button, "Import");
        await keys.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "A watch on streams" }).WaitForAsync();
        await keys.TabToAsync(AriaRole.Link, "A watch on streams");
        visit.ShouldBeQuiet();
    }

    private static async Task ChooseAsync(IPage page, Keyboard keys, string name, string text)
    {
        await page.WaitForLoadStateAsync(LoadState.Load); // the page's scripts may still take the field in hand
        await keys.TabToAsync(page.Locator("input[type=file]"), "the field for files");
        var chooser = await page.RunAndWaitForFileChooserAsync(() => keys.PressAsync("Space"));
        await chooser.SetFilesAsync(
            new FilePayload
            {
                Name = name,
                MimeType = "text/plain",
                Buffer = Encoding.UTF8.GetBytes(text),
            }
        );
        await keys.ShouldBeSeenAsync();
    }
}

using Microsoft.Playwright;

namespace Residency.Journeys.ByKeyboard;

/// <summary>Comments and suggestions beside the text, by keys and with two people at one text.</summary>
public sealed class MarginTests(Site site)
{
    private const string Email = "maren@furrowseeds.example";

    [Fact]
    public async Task A_writer_comments_on_a_selection_replies_resolves_and_is_back_in_the_text()
    {
        await using var visit = await site.VisitAsync(Look.Light, Email);
        var (page, keys, desk) = (visit.Page, new Keyboard(visit), new MarginDesk(visit));
        await desk.BeginSectionAsync();
        await keys.TypeAsync("The tide came early.");
        await keys.PressAsync("Shift+Home", "Control+Alt+KeyM");
        (await page.EvaluateAsync<string>("document.activeElement.tagName")).ShouldBe("TEXTAREA");
        await keys.TypeAsync("Early by how much, @");
        await page.GetByRole(AriaRole.Option).First.WaitForAsync();
        await keys.PressAsync("Enter");
        await keys.TypeAsync("?");
        await keys.PressAsync("Control+Enter");
        await desk.ShouldSayAsync("The comment was sent.");
        await desk.ShouldBeInTextAsync();
        (await page.EvaluateAsync<string>("getSelection().toString()")).ShouldBe("The tide came early.");

        await keys.PressAsync("Escape");
        var thread = page.Locator(".margin-thread", new() { HasText = "Early by how much" });
        await keys.TabToAsync(thread.Locator(".margin-goto"), "the thread");
        await keys.PressAsync("Enter");
        await keys.TabToAsync(thread.GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }), "Reply");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("By two hours.");
        await keys.PressAsync("Control+Enter");
        await desk.ShouldSayAsync("The reply was sent.");
        await thread.GetByText("By two hours.").WaitForAsync();
        await keys.TabToAsync(thread.GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true }), "Resolve");
        await keys.PressAsync("Enter");
        await desk.ShouldSayAsync("Resolved.");
        await desk.ShouldBeInTextAsync();
        (await thread.CountAsync()).ShouldBe(0, "what is resolved is no longer among the open ones");
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Somebody_whose_clock_is_hours_ahead_can_suggest()
    {
        await using var visit = await site.VisitAsync(Look.Light, Email);
        var (keys, desk) = (new Keyboard(visit), new MarginDesk(visit));
        await visit.Page.AddInitScriptAsync("const now = Date.now; Date.now = () => now.call(Date) + 3 * 3_600_000;");
        await desk.BeginSectionAsync();
        await desk.SuggestAsync(keys);
        await keys.TypeAsync("The tide came early.");
        await visit.Page.Locator(".save-state:not([data-state-line])[data-state=saved]").WaitForAsync();
        (await desk.Section.Locator("ins").InnerTextAsync()).ShouldBe("The tide came early.");

        // What is left would be the next suggestion of somebody else's journey through this text.
        await keys.PressAsync([.. Enumerable.Repeat("Backspace", "The tide came early.".Length)]);
        await desk.Section.Locator("ins").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await desk.ShouldBeSavedAsync();
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Suggestions_are_heard_with_their_author_and_taken_on_or_left_out_one_by_one()
    {
        await using var visit = await site.VisitAsync(Look.Light, Email);
        var (keys, desk) = (new Keyboard(visit), new MarginDesk(visit));
        await desk.BeginSectionAsync();
        await keys.TypeAsync("The tide came early.");
        await desk.SuggestAsync(keys);
        await keys.TypeAsync(" We were not ready.");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("Nobody was.");
        await keys.PressAsync("Control+b");
        await desk.ShouldWarnAsync("Formatting cannot be suggested");
        await keys.PressAsync("Alt+Shift+ArrowUp");
        await desk.ShouldSayAsync("“We were not ready.”");
        await keys.PressAsync("Alt+Shift+KeyA");
        await desk.ShouldSayAsync("Accepted: Insertion by ");
        await desk.ShouldBeInTextAsync();
        await keys.PressAsync("Alt+Shift+ArrowDown");
        await desk.ShouldSayAsync("“Nobody was.”");
        await keys.PressAsync("Alt+Shift+KeyR");
        await desk.ShouldSayAsync("Taken back: New paragraph by ");
        await desk.ShouldBeInTextAsync();
        (await desk.WordsAsync()).ShouldBe("The tide came early. We were not ready.");
        (await desk.Section.Locator("ins").CountAsync()).ShouldBe(0);
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_comment_stays_with_its_words_and_keeps_them_when_they_are_gone()
    {
        await using var visit = await site.VisitAsync(Look.Light, Email);
        var (page, keys, desk) = (visit.Page, new Keyboard(visit), new MarginDesk(visit));
        await desk.BeginSectionAsync();
        var word = Fresh.Name("turned").Replace("-", "", StringComparison.Ordinal); // once in the whole text, which others write in
        await keys.TypeAsync($"The tide {word} early that year.");
        await keys.PressAsync("Home", "Control+ArrowRight", "Control+ArrowRight", "Control+Shift+ArrowRight", "Control+Alt+KeyM");
        await keys.TypeAsync("Did it?");
        await keys.PressAsync("Control+Enter");
        await desk.ShouldSayAsync("The comment was sent.");
        await keys.PressAsync("Home");
        await keys.TypeAsync("They say: ");
        await keys.PressAsync("Enter");
        await desk.ShouldBeSavedAsync();
        await page.ReloadAsync();
        await page.Locator(".live-text .text-section").First.WaitForAsync();
        var marked = desk.Section.Locator("mark.commented");
        (await marked.InnerTextAsync()).Trim().ShouldBe(word);

        await marked.ClickAsync(new() { ClickCount = 2 });
        await keys.PressAsync("Delete");
        await page.Locator(".margin-thread", new() { HasText = "Did it?" })
            .GetByText("What this was about is no longer in the text.")
            .WaitForAsync();
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_reader_with_a_link_suggests_and_a_writer_takes_it_on()
    {
        await using var visit = await site.VisitAsync(Look.Light, Email);
        var (keys, desk) = (new Keyboard(visit), new MarginDesk(visit));
        await desk.BeginSectionAsync();
        await keys.TypeAsync("The tide came early.");
        await desk.ShouldBeSavedAsync();
        var name = Fresh.Name("Reader");
        await using var reader = await desk.InviteAsync(site, name);
        var (theirs, theirKeys) = (new MarginDesk(reader) { Title = desk.Title }, new Keyboard(reader));
        await theirs.EnterSectionAsync();
        await theirKeys.PressAsync("End");
        await theirKeys.TypeAsync(" Very early.");
        await theirKeys.PressAsync("Control+b");
        await theirs.ShouldWarnAsync("Formatting cannot be suggested");
        await theirs.ShouldBeSavedAsync();

        await desk.Section.Locator("ins", new() { HasText = "Very early." }).WaitForAsync();
        await desk.EnterSectionAsync();
        await keys.PressAsync("Home", "Alt+Shift+ArrowDown");
        await desk.ShouldSayAsync($"Insertion by {name}, “Very early.”");
        await keys.PressAsync("Alt+Shift+KeyA");
        await desk.ShouldSayAsync("Accepted: Insertion by ");
        await theirs.Section.Locator("ins").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await theirs.WordsAsync()).ShouldBe("The tide came early. Very early.");
        visit.ShouldBeQuiet();
        reader.ShouldBeQuiet();
    }
}

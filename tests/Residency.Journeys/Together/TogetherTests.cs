using Microsoft.Playwright;

namespace Residency.Journeys.Together;

/// <summary>Two people at two screens write one text; lines break and come back.</summary>
public sealed class TogetherTests(Site site)
{
    private const string Author = "shreya@kadambari.example";
    private const string Owner = "amara@merrowport.example";

    // A line that is dead is said to be so within five seconds; the rest is the slowness of a busy machine.
    private const int Noticed = 5_000 + 4_000;

    [Fact]
    public async Task What_one_writes_the_other_sees_and_is_not_disturbed_by()
    {
        var (mine, theirs) = (Fresh.Name("Mine"), Fresh.Name("Theirs"));
        var one = await LiveDesk.BeginAsync(site, Author, mine);
        await using var _ = one.Visit;
        await one.TypeAsync("The first words.");
        await one.ShouldBeAsync("saved");
        var other = await LiveDesk.JoinAsync(site, Owner, one, mine);
        await using var __ = other.Visit;
        await other.ShouldShowAsync(mine, "The first words.");
        await other.AddSectionAsync(theirs);
        await other.TypeAsync("Here I read.");
        await one.ShouldShowAsync(theirs, "Here I read.");
        await one.Page.Locator(".people .person-here").First.WaitForAsync();

        await other.Page.EvaluateAsync(
            """
            () => {
              const { anchorNode, anchorOffset } = getSelection();
              window.mine = { block: anchorNode.parentElement.closest("p"), anchorNode, anchorOffset, focus: document.activeElement };
            }
            """
        );
        await one.TypeAsync(
            " And a hundred more letters, one by one, while somebody else stands in their own line and reads on in peace."
        );
        await one.ShouldBeAsync("saved");
        await other.ShouldShowAsync(mine, "reads on in peace.");
        (
            await other.Page.EvaluateAsync<bool>(
                """
                () => {
                  const { anchorNode, anchorOffset } = getSelection();
                  return window.mine.block.isConnected && anchorNode === window.mine.anchorNode && anchorOffset === window.mine.anchorOffset
                    && document.activeElement === window.mine.focus;
                }
                """
            )
        ).ShouldBeTrue("what others write must not move the caret, nor draw its block anew");

        await other.PressAsync("Control+Alt+h");
        var changes = other.Page.GetByRole(AriaRole.Dialog, new() { Name = "What has changed" });
        await changes.GetByText("The first words.").First.WaitForAsync();
        await other.PressAsync("Escape");
        one.Visit.ShouldBeQuiet();
        other.Visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_tool_stays_pressed_while_somebody_else_writes()
    {
        var (mine, theirs) = (Fresh.Name("Weight"), Fresh.Name("Meanwhile"));
        var one = await LiveDesk.BeginAsync(site, Author, mine);
        await using var _ = one.Visit;
        await one.ShouldBeAsync("saved");
        var other = await LiveDesk.JoinAsync(site, Owner, one, mine);
        await using var __ = other.Visit;
        await other.AddSectionAsync(theirs);
        await one.Section(theirs).WaitForAsync();

        await one.PressAsync("Control+b");
        var pressed = one.Page.Locator(".tool[data-tool=strong][aria-pressed=true]");
        await pressed.WaitForAsync();
        await other.TypeAsync("Words that come meanwhile.");
        await one.ShouldShowAsync(theirs, "Words that come meanwhile.");
        await pressed.WaitForAsync();
        await one.TypeAsync("Weighty words.");
        await one.Section(mine).Locator("strong:text-is('Weighty words.')").WaitForAsync();
        await other.Section(mine).Locator("strong", new() { HasText = "Weighty words." }).WaitForAsync();
        one.Visit.ShouldBeQuiet();
        other.Visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_lost_line_is_said_and_what_was_written_meanwhile_arrives()
    {
        var title = Fresh.Name("Boat");
        var one = await LiveDesk.BeginAsync(site, Author, title);
        await using var _ = one.Visit;
        await one.TypeAsync("On the quay. ");
        await one.ShouldBeAsync("saved");
        var other = await LiveDesk.JoinAsync(site, Owner, one, title);
        await using var __ = other.Visit;

        await one.Visit.Context.SetOfflineAsync(true);
        await one.ShouldBeAsync("offline", Noticed);
        (await one.State.InnerTextAsync()).ShouldBe("Offline — changes not saved");
        await one
            .Page.Locator(".save-about")
            .GetByText("What you write is kept in this browser and sent when the connection is back.")
            .WaitForAsync();
        await one
            .Page.Locator("[aria-live=assertive]")
            .Filter(new() { HasText = "The connection is lost." })
            .First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await one.TypeAsync("On the boat.");
        await other.PressAsync("End");
        await other.TypeAsync("Meanwhile ashore. ");
        await other.ShouldBeAsync("saved");
        (await one.State.GetAttributeAsync("data-state")).ShouldBe("offline");

        await one.Visit.Context.SetOfflineAsync(false);
        await one.ShouldBeAsync("saved");
        (await one.Page.Locator(".save-about").IsVisibleAsync()).ShouldBeFalse();
        await other.ShouldShowAsync(title, "On the boat.");
        await one.ShouldShowAsync(title, "Meanwhile ashore.");
        one.Visit.Forgive(); // Chromium logs each socket that cannot be opened
        other.Visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Whoever_signs_out_in_another_tab_is_told_so_once()
    {
        // With a session of their own, which no other journey uses.
        await using var visit = await site.VisitAsync(Look.Light);
        await visit.SignInAsync("precious@calderbridge.example");
        var desk = await LiveDesk.BeginAsync(visit, Fresh.Name("Door"));
        await desk.TypeAsync("Before the door.");
        await desk.ShouldBeAsync("saved");
        var tab = await desk.Visit.Context.NewPageAsync();
        await tab.GotoAsync("/sign-out");
        await tab.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await desk.Page.BringToFrontAsync();
        await desk.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "You have been signed out" }).WaitForAsync();

        await Task.Delay(Noticed / 3); // whatever else would be said has been said by then
        (await desk.Page.Locator("dialog[open]").CountAsync()).ShouldBe(0);
        (await desk.Page.Locator(".save-about").IsVisibleAsync()).ShouldBeFalse();
        (await desk.Page.Locator("[aria-live=assertive]").AllInnerTextsAsync()).ShouldAllBe(words =>
            !words.Contains("connection", StringComparison.Ordinal)
        );
        desk.Visit.Forgive(); // Chromium logs the request that was refused
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(3_000)]
    public async Task Whoever_types_through_a_short_break_loses_nothing(int milliseconds)
    {
        var title = Fresh.Name("Bridge");
        var one = await LiveDesk.BeginAsync(site, Author, title);
        await using var _ = one.Visit;
        var other = await LiveDesk.JoinAsync(site, Owner, one, title);
        await using var __ = other.Visit;

        const string Words = "Under the bridge one hears nothing, and yet one goes on and on with what one had to say.";
        var typing = one.Page.Keyboard.TypeAsync(Words, new() { Delay = 60 });
        for (var times = 0; times < 3; times++)
        {
            await Task.Delay(400);
            await one.Visit.Context.SetOfflineAsync(true);
            await Task.Delay(milliseconds);
            await one.Visit.Context.SetOfflineAsync(false);
        }

        await typing;
        await one.ShouldBeAsync("saved");
        await other.ShouldShowAsync(title, Words);
        await one.TypeAsync(" Then it is over.");
        await other.ShouldShowAsync(title, "Then it is over.");
        await one.Page.Locator(".people .person-here").First.WaitForAsync();
        await other.Page.Locator(".people .person-here").First.WaitForAsync();
        one.Visit.Forgive();
        other.Visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_text_that_was_open_before_opens_without_a_line_and_what_is_written_then_arrives()
    {
        var title = Fresh.Name("Mountain");
        var desk = await LiveDesk.BeginAsync(site, Author, title);
        await using var _ = desk.Visit;
        await desk.TypeAsync("In the valley. ");
        await desk.ShouldBeAsync("saved");
        await desk.Page.WaitForFunctionAsync("navigator.serviceWorker.ready.then(() => true)");
        await desk.Visit.Context.SetOfflineAsync(true);
        await desk.Page.ReloadAsync();
        await desk.ShouldShowAsync(title, "In the valley.");
        await desk.ShouldBeAsync("offline");
        await desk.Section(title).Locator("p").First.ClickAsync();
        await desk.PressAsync("End");
        await desk.TypeAsync("On the mountain.");
        await desk.Page.WaitForFunctionAsync("Object.keys(localStorage).some(key => key.startsWith('residency.unsent:'))");
        await desk.ShouldBeKeptAsync();
        await desk.Page.ReloadAsync();
        await desk.ShouldShowAsync(title, "On the mountain.");

        await desk.Visit.Context.SetOfflineAsync(false);
        await desk.ShouldBeAsync("saved");
        var other = await LiveDesk.JoinAsync(site, Owner, desk, title);
        await using var __ = other.Visit;
        await other.ShouldShowAsync(title, "In the valley. On the mountain.");
        desk.Visit.Forgive();
    }

    [Fact]
    public async Task Words_without_a_line_outlive_their_tab_and_a_second_tab_has_them()
    {
        var title = Fresh.Name("Tunnel");
        var desk = await LiveDesk.BeginAsync(site, Author, title);
        await using var _ = desk.Visit;
        await desk.TypeAsync("Before the tunnel. ");
        await desk.ShouldBeAsync("saved");
        await desk.Visit.Context.SetOfflineAsync(true);
        await desk.ShouldBeAsync("offline", Noticed);
        await desk.TypeAsync("In the tunnel.");
        await desk.Page.WaitForFunctionAsync("Object.keys(localStorage).some(key => key.startsWith('residency.unsent:'))");
        await desk.ShouldBeKeptAsync();
        var address = desk.Page.Url;
        var tab = await desk.Visit.Context.NewPageAsync();
        await desk.Page.CloseAsync();
        await desk.Visit.Context.SetOfflineAsync(false);
        await tab.GotoAsync(address);
        await tab.Locator(".live-text").GetByText("In the tunnel.").WaitForAsync();
        await tab.Locator(".save-state:not([data-state-line])[data-state=saved]").WaitForAsync();
        var second = await desk.Visit.Context.NewPageAsync();
        await second.GotoAsync(address);
        await second.Locator(".live-text").GetByText("In the tunnel.").WaitForAsync();
        desk.Visit.Forgive();
    }

    [Fact]
    public async Task Whoever_signs_out_leaves_nothing_of_a_text_on_the_device()
    {
        await using var visit = await site.VisitAsync(Look.Light);
        await visit.SignInAsync("precious@calderbridge.example");
        await visit.GoAsync("/harbour/case-studies/mine");
        var link = visit.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Heading).GetByRole(AriaRole.Link).First;
        var desk = new LiveDesk(visit);
        await desk.OpenAsync($"{await link.GetAttributeAsync("href")}/write");
        await visit.Page.WaitForFunctionAsync("navigator.serviceWorker.ready.then(() => true)");
        (await visit.Page.EvaluateAsync<int>(Kept)).ShouldBeGreaterThan(2, "a text, a page, and what the text is called here");
        await visit.GoAsync("/sign-out");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).First.ClickAsync();
        await visit.Page.WaitForURLAsync(url => !url.Contains("sign-out", StringComparison.Ordinal));
        (await visit.Page.EvaluateAsync<int>(Kept)).ShouldBe(0);
        (await visit.Page.EvaluateAsync<int>("navigator.serviceWorker.getRegistrations().then(all => all.length)")).ShouldBe(0);
    }

    // How many databases, kept pages and notes there are.
    private const string Kept = """
        async () => {
          const databases = (await indexedDB.databases()).filter(one => one.name.startsWith('residency-text:'));
          const names = await caches.keys();
          const pages = (await Promise.all(names.map(async name => (await (await caches.open(name)).keys()).length))).reduce((a, b) => a + b, 0);
          return databases.length + pages + Object.keys(localStorage).filter(key => key.startsWith('residency.')).length;
        }
        """;
}

using Microsoft.Playwright;
using static Residency.Journeys.EveryPage.PageState;
using static Residency.Journeys.EveryPage.WritingStates;

namespace Residency.Journeys.EveryPage;

/// <summary>The form of one section, in all that can happen to it, and the live editor of the whole text.</summary>
internal static class EditorStates
{
    private const string Route = "/{Hub}/case-studies/{Id:guid}/write";
    private const string Draft = "/harbour/case-studies/{draft}/write";
    private const string Other = "/harbour/case-studies/{otherDraft}/write";

    public static IReadOnlyList<PageState> All { get; } =
    [
        Unfolded(Route, Draft + "?plain=1"),
        Live("in the live editor", _ => Task.CompletedTask),
        Live(
            "with a list of tools open",
            stay => stay.Page.Locator(".tool[data-tool=kind]:visible, .tool[data-tool=overflow]:visible").First.ClickAsync()
        ),
        // On a phone it stands in the list of what has no room.
        Live(
            "with the dialog for a picture",
            stay => stay.Page.EvaluateAsync("document.querySelector('.tool[data-tool=figure]').click()")
        ),
        Live("with find and replace", stay => stay.Page.Keyboard.PressAsync("Control+f")),
        Live("with the list of keys", stay => stay.Page.Keyboard.PressAsync("Control+/")),
        Live("while suggesting", SuggestAsync),
        Live(
            "in the live editor without a line",
            async stay =>
            {
                await stay.Page.Context.SetOfflineAsync(true);
                await stay.Page.Locator(".save-state:not([data-state-line])[data-state=offline]").WaitForAsync();
                stay.Visit.Forgive();
            }
        ),
        new(
            Route,
            "with a preview",
            Who.OtherExpert,
            async stay =>
            {
                await OpenOwnSectionAsync(stay);
                await WriteAsync(stay, "### A heading\n\nWords, **bold** and *italic*.\n\n- one\n- two\n\n> A quotation\n");
                await stay.SendAsync("^Preview this section$", 200);
            }
        ),
        new(
            Route,
            "with a draft kept",
            Who.OtherExpert,
            async stay =>
            {
                await OpenOwnSectionAsync(stay);
                await WriteAsync(stay, "Words that are not ready.");
                await stay.SendAsync("^Keep as my draft$", 200);
            }
        ),
        new(
            Route,
            "saved",
            Who.OtherExpert,
            async stay =>
            {
                await OpenOwnSectionAsync(stay);
                await WriteAsync(stay, "Words that are ready.");
                await stay.SendAsync("^Save this section$", 200);
            }
        ),
        new(
            Route,
            "with a section that has no title",
            Who.OtherExpert,
            async stay =>
            {
                await stay.OpenAsync(Other + "?plain=1");
                await stay.SendAsync("^Add$", 422);
            }
        ),
        new(Route, "with two versions of one section", Who.OtherExpert, ClashAsync),
        new(
            Route,
            "without a network",
            Who.OtherExpert,
            async stay =>
            {
                await OpenOwnSectionAsync(stay);
                await stay.Page.RouteAsync("**/write/keep", route => route.AbortAsync());
                stay.Visit.ExpectRefusal(new Uri(stay.Page.Url).AbsolutePath + "/keep");
                await WriteAsync(stay, "Written on a train.");
                await stay.Page.Locator("[data-state-line][data-state=offline]").WaitForAsync();
            }
        )
        {
            NeedsScript = true,
        },
    ];

    /// <summary>Adds a section that nobody else will touch and opens it.</summary>
    internal static async Task OpenOwnSectionAsync(Stay stay)
    {
        await stay.OpenAsync(Other + "?plain=1");
        await stay.Page.GetByLabel("Add a section").FillAsync(Fresh.Name("Section"));
        await stay.SendAsync("^Add$", 302);
    }

    internal static Task WriteAsync(Stay stay, string words) => stay.Page.Locator("#field-text").FillAsync(words);

    private static PageState Live(string name, Func<Stay, Task> then) =>
        new(
            Route,
            name,
            Who.OtherExpert,
            async stay =>
            {
                await stay.OpenAsync(Other);
                await stay.Page.Locator(".live-text .text-section").First.WaitForAsync();
                await stay.Page.Locator(".save-state:not([data-state-line])[data-state=saved]").WaitForAsync();
                await stay.Page.Locator(".live-text").FocusAsync();
                await then(stay);
            }
        )
        {
            NeedsScript = true,
        };

    private static async Task SuggestAsync(Stay stay)
    {
        await stay.Page.Locator(".tool[data-tool=suggest]").ClickAsync();
        await stay.Page.GetByText("Suggesting: what you change is shown to others").First.WaitForAsync();
    }

    // The same section is open in a second tab, where it is saved first.
    private static async Task ClashAsync(Stay stay)
    {
        await OpenOwnSectionAsync(stay);
        var tab = await stay.Page.Context.NewPageAsync();
        await tab.GotoAsync(stay.Page.Url + "&plain=1");
        await tab.Locator("#field-text").FillAsync("What the other tab says.");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Save this section" }).ClickAsync();
        await tab.GetByText("Section saved").WaitForAsync();
        await tab.CloseAsync();
        await WriteAsync(stay, "What this tab says.");
        await stay.SendAsync("^Save this section$", 409);
    }
}

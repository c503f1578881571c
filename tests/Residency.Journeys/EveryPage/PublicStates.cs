using Microsoft.Playwright;
using static Residency.Journeys.EveryPage.PageState;

namespace Residency.Journeys.EveryPage;

/// <summary>What everybody may see.</summary>
internal static class PublicStates
{
    public static IReadOnlyList<PageState> All { get; } =
    [
        At("/", Who.Visitor, "/"),
        At("/", Who.Expert, "/", "signed in"),
        At("/{Hub}", Who.Visitor, "/harbour"),
        At("/{Hub}", Who.Expert, "/harbour", "as a member"),
        At("/{Hub}", Who.Visitor, "/meadow", "with nothing published"),
        At("/{Hub}", Who.Visitor, "/no-such-hub", "not found", 404),
        new("/{Hub}", "with the menu open on a telephone", Who.Owner, OpenMenuAsync),
        At("/{Hub}/about", Who.Visitor, "/harbour/about"),
        At("/{Hub}/accessibility", Who.Visitor, "/harbour/accessibility"),
        At("/{Hub}/complaints", Who.Visitor, "/harbour/complaints"),
        At("/{Hub}/privacy", Who.Visitor, "/harbour/privacy"),
        At("/{Hub}/library", Who.Visitor, "/harbour/library"),
        At("/{Hub}/library", Who.Visitor, "/meadow/library", "empty"),
        At("/{Hub}/library", Who.Visitor, "/harbour/library?q=the+water", "searched"),
        At("/{Hub}/library", Who.Visitor, "/harbour/library?q=zzzzqq", "without result"),
        At("/{Hub}/library", Who.Visitor, "/harbour/library?q=" + LongSearch, "with a search that is too long"),
        new("/{Hub}/library", "narrowed", Who.Visitor, NarrowAsync),
        At("/{Hub}/library/elsewhere", Who.Visitor, "/harbour/library/elsewhere"),
        At("/{Hub}/library/elsewhere", Who.Visitor, "/meadow/library/elsewhere", "empty"),
        At("/{Hub}/library/{Code}", Who.Visitor, "/harbour/library/{edition}"),
        At("/{Hub}/library/{Code}", Who.Visitor, "/harbour/library/{tombstone}", "withdrawn", 410),
        At("/{Hub}/library/{Code}", Who.Visitor, "/harbour/library/nope-nope", "not found", 404),
        At("/{Hub}/library/{Code}/v{Number:int}", Who.Visitor, "/harbour/library/{edition}/v1", "not the newest"),
        At("/{Hub}/library/{Code}/changes", Who.Visitor, "/harbour/library/{edition}/changes?from=1&to=2"),
        At("/{Hub}/cohorts/{Code}", Who.Visitor, "/harbour/cohorts/h1"),
        At("/{Hub}/cohorts/{Code}", Who.Visitor, "/meadow/cohorts/m1", "with nothing published"),
        At("/{Hub}/organisations/{Code}", Who.Visitor, "/harbour/organisations/{organisation}"),
        At("/{Hub}/contact", Who.Visitor, "/harbour/contact"),
        At("/{Hub}/contact", Who.Visitor, "/harbour/contact?about={edition}", "about a text"),
        new(
            "/{Hub}/contact",
            "with nothing written",
            Who.Visitor,
            async stay =>
            {
                await stay.OpenAsync("/harbour/contact");
                await stay.SendNothingAsync("^Send$");
            }
        ),
        new(
            "/{Hub}/contact",
            "sent",
            Who.Visitor,
            async stay =>
            {
                await stay.OpenAsync("/harbour/contact");
                await stay.FillAsync("Your message", "When does the next cohort begin?");
                await stay.SendAsync("^Send$", 200);
            }
        ),
        At("/problem", Who.Visitor, "/problem/500", "when the product fails"),
        At("/problem", Who.Visitor, "/problem/429", "when somebody is too quick"),
        At("/dev/mailbox", Who.Visitor, "/dev/mailbox"),
        new(
            "/dev/mailbox/{Id:guid}",
            "as it opens",
            Who.Visitor,
            async stay =>
            {
                await stay.OpenAsync("/dev/mailbox");
                await stay.Page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link).First.ClickAsync();
                await stay.Page.WaitForURLAsync("**/dev/mailbox/*");
            }
        ),
        At("/dev/mailbox/{Id:guid}", Who.Visitor, "/dev/mailbox/01a20689-96b6-70aa-b40d-96977f07f3e4", "not found", 404),
    ];

    private static string LongSearch => string.Join('+', Enumerable.Range(1, 20).Select(number => $"word{number}"));

    private static async Task OpenMenuAsync(Stay stay)
    {
        await stay.Page.SetViewportSizeAsync(320, 740);
        await stay.OpenAsync("/harbour");
        await stay.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await stay.Page.GetByRole(AriaRole.Navigation, new() { Name = "Account" }).WaitForAsync();
    }

    private static async Task NarrowAsync(Stay stay)
    {
        await stay.OpenAsync("/harbour/library");
        await stay.UnfoldAsync();
        await stay.Page.Locator(".facet a").First.ClickAsync();
        await stay.Page.Locator(".chips .chip-on").First.WaitForAsync();
        await stay.UnfoldAsync();
    }
}

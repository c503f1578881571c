using Microsoft.Playwright;
using static Residency.Journeys.EveryPage.PageState;

namespace Residency.Journeys.EveryPage;

/// <summary>Signing in and out, joining, and one's own account.</summary>
internal static class AccountStates
{
    private const string NoSuchCode = "/sign-in/code/01a20689-96b6-70aa-b40d-96977f07f3e4";
    private const string NoSuchSecret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    public static IReadOnlyList<PageState> All { get; } =
    [
        At("/sign-in", Who.Visitor, "/sign-in"),
        At("/sign-in", Who.Visitor, "/harbour/case-studies/mine", "on the way to a page"),
        new(
            "/sign-in",
            "without an address",
            Who.Visitor,
            async stay =>
            {
                await stay.OpenAsync("/sign-in");
                await stay.SendNothingAsync("^Send me a code$");
            }
        ),
        new(
            "/sign-in/code/{Link:guid}",
            "as it opens",
            Who.Visitor,
            async stay =>
            {
                await stay.OpenAsync("/sign-in");
                await stay.FillAsync("E-mail address", "nobody@example.org");
                await stay.SendAsync("^Send me a code$", 302);
            }
        ),
        new(
            "/sign-in/code/{Link:guid}",
            "with a wrong code",
            Who.Visitor,
            async stay =>
            {
                await stay.OpenAsync(NoSuchCode);
                await stay.FillAsync("Code from the mail", "12345678");
                await stay.SendAsync("^Sign in$", 422);
            }
        ),
        At("/sign-in/link", Who.Visitor, "/sign-in/link", "without a link"),
        At("/sign-in/link/{Token}", Who.Visitor, "/sign-in/link/" + NoSuchSecret, "with a dead link"),
        new(
            "/sign-in/link/{Token}",
            "with the link of a mail",
            Who.Visitor,
            async stay =>
            {
                await stay.OpenAsync("/sign-in");
                await stay.FillAsync("E-mail address", "margaret@tarnvalley.example");
                await stay.SendAsync("^Send me a code$", 302);
                await FollowLetterAsync(stay, "margaret@tarnvalley.example", "/sign-in/link");
            }
        ),
        At("/sign-out", Who.Expert, "/sign-out"),
        At("/join", Who.Visitor, "/join", "without an invitation"),
        At("/join/{Token}", Who.Visitor, "/join/" + NoSuchSecret, "with a dead invitation"),
        At("/{Hub}/read", Who.Visitor, "/harbour/read", "without a link"),
        At("/{Hub}/read/{Token}", Who.Visitor, "/harbour/read/" + NoSuchSecret, "with a dead link"),
        At("/{Hub}/case-studies/mute", Who.Visitor, "/harbour/case-studies/mute", "without a link"),
        At("/{Hub}/case-studies/mute/{Token}", Who.Visitor, "/harbour/case-studies/mute/" + NoSuchSecret, "with a dead link"),
        new(
            "/join/{Token}",
            "with an invitation",
            Who.Owner,
            async stay =>
            {
                var guest = await InviteAsync(stay);
                await FollowLetterAsync(stay, guest, "/join");
            }
        ),
        new(
            "/join",
            "without a name",
            Who.Owner,
            async stay =>
            {
                var guest = await InviteAsync(stay);
                await FollowLetterAsync(stay, guest, "/join");
                await stay.SendNothingAsync("^Accept the invitation$");
            }
        ),
        At("/set-up", Who.Visitor, "/set-up", "when all is set up"),
        At("/set-up/{Token}", Who.Visitor, "/set-up/" + NoSuchSecret, "with a dead link"),
        At("/account", Who.Expert, "/account"),
        new(
            "/account",
            "without a name",
            Who.OtherExpert,
            async stay =>
            {
                await stay.OpenAsync("/account");
                await stay.SendNothingAsync("^Save$");
            }
        ),
        new(
            "/account",
            "with an affiliation to nothing",
            Who.OtherExpert,
            async stay =>
            {
                await stay.OpenAsync("/account");
                await stay.SendNothingAsync("^Add$");
            }
        ),
        new(
            "/account",
            "saved",
            Who.OtherExpert,
            async stay =>
            {
                await stay.OpenAsync("/account");
                await stay.FillAsync("Name", "Shreya Ponnappa");
                await stay.SendAsync("^Save$", 302);
            }
        ),
        At("/account/copy", Who.Expert, "/account/copy"),
        At("/account/signing-in", Who.Expert, "/account/signing-in"),
        At("/confirm", Who.Expert, "/confirm"),
        new(
            "/confirm",
            "with the code on its way",
            Who.Approver,
            async stay =>
            {
                await stay.OpenAsync("/confirm");
                await stay.SendAsync("^Send me a code$", 302);
            }
        ),
        new(
            "/confirm",
            "with a wrong code",
            Who.OtherApprover,
            async stay =>
            {
                await stay.OpenAsync("/confirm");
                await stay.SendAsync("^Send me a code$", 302);
                await stay.FillAsync("Code from the mail", "12345678");
                await stay.SendAsync("^Confirm$", 422);
            }
        ),
    ];

    private static async Task<string> InviteAsync(Stay stay)
    {
        var guest = $"{Fresh.Name("guest")}@example.org";
        await stay.OpenAsync("/harbour/members/invitations");
        await stay.FillAsync("E-mail address", guest);
        await stay.Page.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("Reviewer");
        await stay.SendAsync("^Send the invitation$", 302);
        return guest;
    }

    private static async Task FollowLetterAsync(Stay stay, string address, string to)
    {
        var letter = await stay.Visit.LetterToAsync(address);
        var link = await letter.Locator($"main a[href*='{to}/']").First.GetAttributeAsync("href");
        await letter.CloseAsync();
        await stay.Page.Context.ClearCookiesAsync();
        await stay.OpenAsync(new Uri(link.ShouldNotBeNull()).PathAndQuery);
    }
}

using Microsoft.Playwright;

namespace Residency.Journeys;

/// <summary>How a person signs in when nothing special is looked at.</summary>
public static class SigningIn
{
    /// <summary>Signs in with the code of the mail, and is then on the first page.</summary>
    public static async Task SignInAsync(this Visit visit, string email)
    {
        await visit.GoAsync("/sign-in?return=/account");
        await visit.Page.GetByLabel("E-mail address").FillAsync(email);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send me a code" }).ClickAsync();
        await visit.Page.WaitForURLAsync("**/sign-in/code/**");
        await visit.Page.GetByLabel("Code from the mail").FillAsync(await visit.CodeForAsync(email));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visit.Page.WaitForURLAsync("**/account");
    }

    /// <summary>The code in the latest mail to an address.</summary>
    public static async Task<string> CodeForAsync(this Visit visit, string email)
    {
        var letter = await visit.LetterToAsync(email);
        try
        {
            return await letter.Locator("main strong").InnerTextAsync();
        }
        finally
        {
            await letter.CloseAsync();
        }
    }

    /// <summary>The latest mail to an address, in a tab of its own.</summary>
    public static async Task<IPage> LetterToAsync(this Visit visit, string email)
    {
        var tab = await visit.Context.NewPageAsync();
        await tab.GotoAsync("/dev/mailbox");
        await tab.GetByRole(AriaRole.Row).Filter(new() { HasText = email }).GetByRole(AriaRole.Link).First.ClickAsync();
        await tab.WaitForURLAsync("**/dev/mailbox/*");
        return tab;
    }
}

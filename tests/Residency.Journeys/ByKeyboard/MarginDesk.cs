using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Residency.Journeys.ByKeyboard;

/// <summary>The live editor as one person has it open, and a section of their own in it, so that journeys do not meet.</summary>
public sealed partial class MarginDesk(Visit visit)
{
    private IPage Page => visit.Page;

    /// <summary>The title of the section.</summary>
    public string Title { get; init; } = Fresh.Name("Section");

    /// <summary>The section in the page.</summary>
    public ILocator Section => Page.Locator(".live-text .text-section", new() { HasText = Title });

    /// <summary>Opens the first text of the person and begins a section in it; the cursor is then in its first paragraph.</summary>
    public async Task BeginSectionAsync()
    {
        await visit.GoAsync("/meadow/case-studies/mine");
        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Heading).GetByRole(AriaRole.Link).First.ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Write", Exact = true }).First.ClickAsync();
        await Page.Locator(".live-text .text-section").First.WaitForAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add a section" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync(Title);
        await Page.Keyboard.PressAsync("Enter");
        await EnterSectionAsync();
    }

    // Keeps what the live regions say, from now on.
    private const string Listen = """
        () => {
          if (window.heard) return;
          window.heard = [];
          new MutationObserver(changes => {
            for (const { target } of changes) {
              const line = (target.nodeType === Node.TEXT_NODE ? target.parentElement : target)?.closest("[aria-live]");
              if (line?.textContent) window.heard.push({ line, words: line.textContent });
            }
          }).observe(document.body, { subtree: true, childList: true, characterData: true });
        }
        """;

    /// <summary>Puts the cursor into the first paragraph of the section.</summary>
    public async Task EnterSectionAsync()
    {
        await Section.WaitForAsync();
        await Page.EvaluateAsync(Listen);
        await Section.Locator("p").First.ClickAsync();
    }

    /// <summary>Turns the mode on in which changes are suggested, by the toolbar.</summary>
    public async Task SuggestAsync(Keyboard keys)
    {
        await keys.PressAsync("Alt+F10");
        for (var step = 0; step < 60; step++)
        {
            if (await Page.EvaluateAsync<bool>("document.activeElement.dataset.tool === 'suggest'"))
            {
                break;
            }

            await keys.PressAsync("ArrowRight");
        }

        await keys.PressAsync("Enter");
        await ShouldBeInTextAsync();
    }

    /// <summary>The words of the section, without its title.</summary>
    public async Task<string> WordsAsync() =>
        string.Join(
                '\n',
                await Section
                    .Locator("> p")
                    .EvaluateAllAsync<string[]>(
                        // The name over somebody's caret is no word of the text.
                        "all => all.map(p => { const copy = p.cloneNode(true); copy.querySelectorAll('.caret').forEach(c => c.remove()); return copy.textContent; })"
                    )
            )
            .Trim();

    /// <summary>Waits until those who hear the page are told this.</summary>
    public Task ShouldSayAsync(string words) => HeardAsync("[aria-live=polite]", words);

    /// <summary>Waits until those who hear the page are told this at once.</summary>
    public Task ShouldWarnAsync(string words) => HeardAsync("[aria-live=assertive]", words);

    /// <summary>The focus is in the text.</summary>
    public Task ShouldBeInTextAsync() => Page.WaitForFunctionAsync("document.activeElement.closest('.live-text') !== null");

    /// <summary>Everything is on the server.</summary>
    public Task ShouldBeSavedAsync() => Page.Locator(".save-state:not([data-state-line])[data-state=saved]").WaitForAsync();

    /// <summary>Invites a reader to the text by a link, and is then the reader, with the text open.</summary>
    public async Task<Visit> InviteAsync(Site site, string name)
    {
        var email = $"{Fresh.Name("reader").Replace(' ', '-').ToLowerInvariant()}@reader.example";
        var tab = await visit.Context.NewPageAsync();
        await tab.GotoAsync(WritePage().Replace(Page.Url, "/readers"));
        await tab.GetByLabel("Name").First.FillAsync(name);
        await tab.GetByLabel("E-mail address").FillAsync(email);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Send the link" }).ClickAsync();
        await tab.GetByText("The invitation is on its way.").WaitForAsync();
        await tab.CloseAsync();
        var letter = await visit.LetterToAsync(email);
        var link = await letter.Locator("main a[href*='/read/']").First.GetAttributeAsync("href");
        await letter.CloseAsync();
        var reader = await site.VisitAsync(Look.Light);
        await reader.GoAsync(new Uri(link!).PathAndQuery); // the letter has one, or the line before would have failed
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Open the text" }).ClickAsync();
        await reader.Page.Locator(".live-text .text-section").First.WaitForAsync();
        return reader;
    }

    // What is said may be followed by something else before anybody looks; whoever listens hears both, once.
    private Task HeardAsync(string line, string words) =>
        Page.WaitForFunctionAsync(
            """
            ([line, words]) => {
              const heard = window.heard ?? [];
              const at = heard.findLastIndex(one => one.line.matches(line) && one.words.includes(words));
              heard.splice(0, at + 1);
              return at >= 0 || [...document.querySelectorAll(line)].some(one => one.textContent.includes(words));
            }
            """,
            new[] { line, words }
        );

    [GeneratedRegex("/write.*$", RegexOptions.None, 1_000)]
    private static partial Regex WritePage();
}

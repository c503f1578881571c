using Microsoft.Playwright;

namespace Residency.Journeys.Together;

/// <summary>One person at the live editor, in a section that nobody else of the run uses.</summary>
internal sealed class LiveDesk(Visit visit)
{
    private const int Patience = 20_000;

    public IPage Page => visit.Page;

    public Visit Visit => visit;

    public ILocator Text => Page.Locator(".live-text");

    public ILocator State => Page.Locator(".save-state:not([data-state-line])");

    /// <summary>Opens the person's own text and adds a section, in which the caret then stands.</summary>
    public static async Task<LiveDesk> BeginAsync(Site site, string email, string title, Look? look = null) =>
        await BeginAsync(await site.VisitAsync(look ?? Look.Light, email), title);

    /// <summary>Opens the text of whoever visits and adds a section, in which the caret then stands.</summary>
    public static async Task<LiveDesk> BeginAsync(Visit visit, string title)
    {
        await visit.GoAsync("/harbour/case-studies/mine");
        var path = await visit
            .Page.GetByRole(AriaRole.Main)
            .GetByRole(AriaRole.Heading)
            .GetByRole(AriaRole.Link)
            .First.GetAttributeAsync("href");
        var desk = new LiveDesk(visit);
        await desk.OpenAsync($"{path}/write");
        await desk.AddSectionAsync(title);
        return desk;
    }

    /// <summary>Opens the same text at the same section as somebody else.</summary>
    public static async Task<LiveDesk> JoinAsync(Site site, string email, LiveDesk other, string title)
    {
        var section = await other.IdOfAsync(title);
        var desk = new LiveDesk(await site.VisitAsync(Look.Light, email));
        await desk.OpenAsync($"{new Uri(other.Page.Url).AbsolutePath}?section={section}");
        return desk;
    }

    public async Task OpenAsync(string path)
    {
        await visit.GoAsync(path);
        await Text.Locator(".text-section").First.WaitForAsync(new() { Timeout = Patience });
        await ShouldBeAsync("saved");
    }

    public async Task AddSectionAsync(string title)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add a section" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByLabel("Title").FillAsync(title);
        await Page.Keyboard.PressAsync("Enter");
        await Page.WaitForFunctionAsync("document.activeElement.classList.contains('live-text')");
    }

    /// <summary>The section with this title.</summary>
    public ILocator Section(string title) => Page.Locator($".text-section:has(h2:text-is('{title}'))");

    public async Task<string> IdOfAsync(string title) =>
        await Section(title).GetAttributeAsync("data-id") ?? throw new InvalidOperationException("A section without an id.");

    public Task TypeAsync(string words) => Page.Keyboard.TypeAsync(words);

    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await Page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>Waits until the line says so.</summary>
    public Task ShouldBeAsync(string state, int milliseconds = Patience) =>
        Page.Locator($".save-state:not([data-state-line])[data-state={state}]").WaitForAsync(new() { Timeout = milliseconds });

    /// <summary>Waits until a section shows these words.</summary>
    public Task ShouldShowAsync(string title, string words) =>
        Section(title).GetByText(words).First.WaitForAsync(new() { Timeout = Patience });

    /// <summary>Waits until everything typed so far is kept on this device. A tab that closes just before takes its last words along.</summary>
    public Task ShouldBeKeptAsync() =>
        Page.EvaluateAsync(
            """
            async () => {
              const all = await indexedDB.databases();
              for (const { name } of all.filter(one => one.name.startsWith('residency-text:'))) {
                await new Promise((resolve, reject) => {
                  const asked = indexedDB.open(name);
                  asked.onerror = reject;
                  asked.onsuccess = () => {
                    // What was asked for before is written before this begins.
                    const turn = asked.result.transaction('updates', 'readwrite');
                    turn.objectStore('updates').count();
                    turn.onabort = reject;
                    turn.oncomplete = () => {
                      asked.result.close();
                      resolve();
                    };
                  };
                });
              }
            }
            """
        );
}

using Microsoft.Playwright;

namespace Residency.Journeys;

/// <summary>A person without a pointing device. Every step says where the focus is, and that one can see it.</summary>
public sealed class Keyboard(Visit visit)
{
    private const int Farthest = 120;

    private IPage Page => visit.Page;

    /// <summary>Presses keys one after the other.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await Page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>Types letter by letter into what has the focus.</summary>
    public Task TypeAsync(string text) => Page.Keyboard.TypeAsync(text);

    /// <summary>Goes on with Tab until something of this role and name has the focus, which can be seen at every stop.</summary>
    public Task TabToAsync(AriaRole role, string name) =>
        TabToAsync(Page.GetByRole(role, new() { Name = name, Exact = true }), $"{role} “{name}”");

    /// <summary>Goes on with Tab until one of these has the focus.</summary>
    public async Task TabToAsync(ILocator goal, string inWords)
    {
        for (var step = 0; step < Farthest; step++)
        {
            await PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("document.activeElement === document.body"))
            {
                continue; // the browser's own bar, from which Tab leads back into the page
            }

            await ShouldBeSeenAsync();
            if (await goal.EvaluateAllAsync<bool>("found => found.includes(document.activeElement)"))
            {
                return;
            }
        }

        throw new ShouldAssertException($"{Farthest} times Tab did not reach {inWords} on {Page.Url}.");
    }

    /// <summary>The focus is on something, marked by an outline, inside the window and not under a bar that stays.</summary>
    public async Task ShouldBeSeenAsync()
    {
        // Pages scroll softly, and what comes into view is not there at once.
        var wrong = await Page.EvaluateAsync<string?>(
            """
            async () => {
              const wrong = () => {
              const e = document.activeElement;
              if (!e || e === document.body) return "the focus is on nothing";
              const marks = [e, e.closest("label, .choice, .editor, .card, .field-control")].filter(Boolean).map(m => getComputedStyle(m));
              const marked = marks.some(s => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none");
              if (!marked) return "no outline on " + e.outerHTML.slice(0, 160);
              const box = e.getClientRects()[0];
              if (!box || box.width === 0) return "the focus is on something that is not shown: " + e.outerHTML.slice(0, 160);
              const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
              const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 1), innerHeight - 2);
              if (box.bottom < 0 || box.top > innerHeight) return "the focus is outside the window: " + e.outerHTML.slice(0, 160);
              const top = document.elementFromPoint(x, y);
              return top && (e.contains(top) || top.contains(e)) ? null : "hidden under " + top?.outerHTML.slice(0, 160) + ": " + e.outerHTML.slice(0, 120);
              };
              for (let frame = 0; frame < 300 && wrong(); frame++) await new Promise(requestAnimationFrame);
              return wrong();
            }
            """
        );
        Assert.True(wrong is null, $"On {Page.Url}: {wrong}");
    }

    /// <summary>The focus is inside a part of the page.</summary>
    public async Task ShouldBeInAsync(string part) =>
        (await Page.EvaluateAsync<bool>("part => document.activeElement.closest(part) !== null", part)).ShouldBeTrue(
            $"the focus is outside {part}"
        );
}

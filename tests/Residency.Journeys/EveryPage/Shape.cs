using System.Text.Json;

namespace Residency.Journeys.EveryPage;

/// <summary>What every page has in common, and axe does not ask.</summary>
internal static class Shape
{
    // Answers with a list of complaints; everything is read from the page as it stands.
    private const string Ask = """
        () => {
          const wrong = [];
          const headings = document.querySelectorAll("h1");
          if (headings.length !== 1) wrong.push(`${headings.length} first-level headings`);
          if (!document.documentElement.lang) wrong.push("no language");
          if (document.title.trim().length < 10) wrong.push(`the title "${document.title}" tells nothing`);
          if (document.querySelectorAll("main").length !== 1) wrong.push("not exactly one main part");
          for (const found of document.querySelectorAll("[tabindex]"))
            if (found.tabIndex > 0) wrong.push(`positive tabindex at ${found.outerHTML.slice(0, 120)}`);
          const first = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
            .find(found => found.tabIndex >= 0);
          if (!first?.matches("a.skip")) wrong.push(`the first stop of Tab is ${first?.outerHTML.slice(0, 120)}`);
          for (const link of document.querySelectorAll("a[href^='#']"))
            if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) wrong.push(`${link.hash} leads nowhere`);
          const ids = new Set();
          for (const found of document.querySelectorAll("[id]"))
            ids.has(found.id) ? wrong.push(`two things are called ${found.id}`) : ids.add(found.id);
          for (const found of document.querySelectorAll("[aria-describedby], [aria-labelledby], [aria-controls]"))
            for (const name of ["aria-describedby", "aria-labelledby", "aria-controls"])
              for (const id of (found.getAttribute(name) ?? "").split(/\s+/).filter(Boolean))
                if (!document.getElementById(id)) wrong.push(`${name} names ${id}, which is not there`);
          for (const next of document.querySelectorAll(":is(.article, .article-text) > p + p"))
            if (next.getBoundingClientRect().top - next.previousElementSibling.getBoundingClientRect().bottom < 4)
              wrong.push(`two paragraphs without room between them at ${next.outerHTML.slice(0, 120)}`);
          const problem = document.querySelector(".error-summary");
          if (problem && matchMedia("(scripting: enabled)").matches && document.activeElement !== problem)
            wrong.push(`the problem is not where the focus is, which is ${document.activeElement?.outerHTML.slice(0, 120)}`);
          return wrong;
        }
        """;

    private const string AskForCut = """
        () => {
          const cut = [];
          const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
          if (wide > 0) {
            const right = document.documentElement.clientWidth + 1;
            const out = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > right);
            cut.push(`${wide} pixels too wide: ${out.slice(0, 3).map(e => e.outerHTML.slice(0, 100)).join(" | ")}`);
          }
          for (const box of document.body.querySelectorAll("*")) {
            const style = getComputedStyle(box);
            const x = ["hidden", "clip"].includes(style.overflowX) && box.scrollWidth > box.clientWidth + 1;
            const y = ["hidden", "clip"].includes(style.overflowY) && box.scrollHeight > box.clientHeight + 1;
            if (!x && !y) continue;
            const seen = box.getBoundingClientRect();
            // What is for ears alone is one pixel large on purpose.
            if (seen.width <= 2 || seen.height <= 2 || box.closest(".sr-only") || box.matches("input, select, textarea")) continue;
            if (!box.innerText?.trim() || !box.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
            cut.push(`words are cut off in ${box.outerHTML.slice(0, 160)}`);
          }
          return cut;
        }
        """;

    // Where the system chooses the colours, a background no longer says that something can be pressed.
    private const string AskForEdges = """
        () => [...document.querySelectorAll("button, .button, input:not([type=hidden], [type=radio], [type=checkbox], [type=range]), select, textarea")]
          .filter(e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 2)
          .filter(e => {
            const style = getComputedStyle(e);
            const bordered = ["Top", "Bottom"].some(side => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none");
            return !bordered && parseFloat(style.outlineWidth) === 0 && style.textDecorationLine === "none";
          })
          .map(e => `no edge to be seen on ${e.outerHTML.slice(0, 140)}`)
        """;

    /// <summary>One heading, one main part, a title, a language, a skip link, and no reference to what is not there.</summary>
    public static Task<IReadOnlyList<string>> ComplaintsAsync(Stay stay) => ListAsync(stay, Ask);

    /// <summary>What is too wide for the window, or cut off.</summary>
    public static Task<IReadOnlyList<string>> CutOffAsync(Stay stay) => ListAsync(stay, AskForCut);

    /// <summary>Controls that one cannot tell from text under forced colours.</summary>
    public static Task<IReadOnlyList<string>> WithoutEdgeAsync(Stay stay) => ListAsync(stay, AskForEdges);

    private static async Task<IReadOnlyList<string>> ListAsync(Stay stay, string question)
    {
        var answer = await stay.Page.EvaluateAsync<JsonElement>(question);
        return [.. answer.EnumerateArray().Select(line => line.GetString() ?? "").Distinct(StringComparer.Ordinal)];
    }
}

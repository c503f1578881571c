using Microsoft.Playwright;

namespace Residency.Journeys.Together;

/// <summary>What comes from Word, Google Docs and the web is cleaned to what a text can hold, and the browser's policy is never touched.</summary>
public sealed class PastingTests(Site site)
{
    private const string Email = "shreya@kadambari.example";

    private const string Word = """
        <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body lang=EN-GB>
        <h1>Report<o:p></o:p></h1><p class=MsoNormal style='margin:0cm'><b>Bold</b> and <i style='mso-bidi-font-style:normal'>slanted</i></p>
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·</span><![endif]>Outer</p>
        <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o</span>Inner</p>
        <table style='width:100pt'><tr><td style='width:50pt'><p>Cell</p></td></tr></table>
        <p><a href="javascript:alert(1)">bad</a> <img src=x onerror="alert(2)"><a href="https://example.org">good</a></p></body></html>
        """;

    private const string Docs = """
        <b style="font-weight:normal" id="docs-internal-guid-1"><h2 style="line-height:1.4"><span style="font-weight:400">Docs</span></h2>
        <p><span style="font-weight:700">Weighty</span><span style="font-style:italic"> leaning</span></p><ul><li><p>One</p></li></ul></b>
        """;

    private const string Web = """
        <div style="background:url(javascript:alert(1))" onclick="alert(1)"><p>Web <em>words</em></p><script>alert(3)</script>
        <pre>line 1
        line 2</pre><iframe src="//evil.example"></iframe><svg onload="alert(4)"></svg></div>
        """;

    [Theory]
    [InlineData(Word, "h3, strong, em, ul ul, table td, a[href='https://example.org']", "Inner")]
    [InlineData(Docs, "h3, strong, em, ul li", "Weighty")]
    [InlineData(Web, "em, pre code", "line 2")]
    public async Task It_keeps_its_shape_and_loses_its_looks(string html, string kept, string words)
    {
        var title = Fresh.Name("Pasted");
        var desk = await LiveDesk.BeginAsync(site, Email, title);
        await using var _ = desk.Visit;
        await desk.Page.EvaluateAsync(
            """
            html => {
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/html", html);
              document.querySelector(".live-text").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
            }
            """,
            html
        );
        await desk.ShouldShowAsync(title, words);
        var section = desk.Section(title);
        foreach (var one in kept.Split(", "))
        {
            (await section.Locator(one).CountAsync()).ShouldBeGreaterThan(0, one);
        }

        (
            await section
                .Locator("[style]:not([style='']), script, iframe, svg, [onclick], [onerror], a[href^='javascript']")
                .CountAsync()
        ).ShouldBe(0);
        await desk.ShouldBeAsync("saved");
        desk.Visit.ShouldBeQuiet();
    }

    private const string Markdown = """
        # Report

        Some **weighty** and *leaning* words with [a link](https://example.org) and [a bad one](javascript:alert(1)).

        - Outer
          - Inner
        - [x] Done

        > Said by somebody

        ```python
        one = 1
        two = 2
        ```
        """;

    [Fact]
    public async Task Markdown_becomes_what_it_says_and_stays_as_it_is_with_Shift()
    {
        const string Kept =
            "h3, strong, em, ul ul, li.task-item[data-done=true], blockquote, pre code, a[href='https://example.org']";
        var title = Fresh.Name("Markdown");
        var desk = await LiveDesk.BeginAsync(site, Email, title);
        await using var _ = desk.Visit;
        await desk.Page.WaitForFunctionAsync(
            "performance.getEntriesByType('resource').some(one => one.name.includes('/asked-'))"
        );
        await desk.Page.Locator(".margin-list").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await PasteTextAsync(desk);
        var section = desk.Section(title);
        await desk.ShouldShowAsync(title, "two = 2");
        foreach (var one in Kept.Split(", "))
        {
            (await section.Locator(one).CountAsync()).ShouldBeGreaterThan(0, one);
        }

        (await section.Locator("a[href^='javascript']").CountAsync()).ShouldBe(0);
        var plain = Fresh.Name("Plain");
        await desk.AddSectionAsync(plain);
        await desk.Page.Keyboard.DownAsync("Shift");
        await PasteTextAsync(desk);
        await desk.Page.Keyboard.UpAsync("Shift");
        await desk.ShouldShowAsync(plain, "Some **weighty** and");
        (await desk.Section(plain).Locator("h3, strong, ul, blockquote").CountAsync()).ShouldBe(0);
        await desk.ShouldBeAsync("saved");
        desk.Visit.ShouldBeQuiet();
    }

    private static Task PasteTextAsync(LiveDesk desk) =>
        desk.Page.EvaluateAsync(
            """
            text => {
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/plain", text);
              document.querySelector(".live-text").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
            }
            """,
            Markdown
        );
}

using System.Text.Json;
using Microsoft.Playwright;

namespace Residency.Journeys.EveryPage;

/// <summary>A style sheet of the reader's own, as a browser extension would apply it: the page's policy has no say in it.</summary>
internal sealed class OwnStyle(ICDPSession devTools, string sheet)
{
    /// <summary>What WCAG 1.4.12 lets readers set.</summary>
    public const string Spacing = """
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-bottom: 2em !important }
        """;

    public static async Task<OwnStyle> OnAsync(IPage page)
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("DOM.enable");
        await devTools.SendAsync("CSS.enable");
        var tree = await devTools.SendAsync("Page.getFrameTree");
        var frame = tree?.GetProperty("frameTree").GetProperty("frame").GetProperty("id").GetString();
        var made = await devTools.SendAsync("CSS.createStyleSheet", Words(("frameId", frame!))); // the page has a frame
        return new OwnStyle(devTools, made!.Value.GetProperty("styleSheetId").GetString()!); // as the protocol promises
    }

    /// <summary>Replaces what the sheet says; nothing takes it away.</summary>
    public Task SayAsync(string style) =>
        devTools.SendAsync("CSS.setStyleSheetText", Words(("styleSheetId", sheet), ("text", style)));

    private static Dictionary<string, object> Words(params (string Name, string Value)[] words) =>
        words.ToDictionary(word => word.Name, word => (object)word.Value, StringComparer.Ordinal);
}

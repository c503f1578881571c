using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.Playwright;

namespace Residency.Journeys.Together;

/// <summary>The text stands soon, and what was not needed for that is there before the line is lost.</summary>
public sealed class FirstLoadTests(Site site)
{
    private const string Email = "shreya@kadambari.example";

    /// <summary>Bytes of all scripts of the page, as gzip packs them at its best.</summary>
    private const int Most = 160 * 1024;

    [Fact]
    public async Task The_scripts_that_the_text_waits_for_are_small()
    {
        var visit = await site.VisitAsync(Look.Light, Email);
        await using var _ = visit;
        await visit.GoAsync("/harbour/case-studies/mine");
        var scripts = new ConcurrentBag<IResponse>();
        visit.Page.Response += (_, answer) =>
        {
            if (answer.Request.ResourceType == "script")
            {
                scripts.Add(answer);
            }
        };
        var desk = new LiveDesk(visit);
        await desk.OpenAsync(await WritingAsync(visit));
        await desk.Page.WaitForFunctionAsync(
            "performance.getEntriesByType('resource').some(one => one.name.includes('/asked-'))"
        );

        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var script in scripts.Where(script => !script.Url.Contains("/asked-", StringComparison.Ordinal)))
        {
            sizes[script.Url] = Packed(await script.BodyAsync());
        }

        sizes.Keys.ShouldContain(url => url.Contains("/editor-", StringComparison.Ordinal));
        sizes.Values.Sum().ShouldBeLessThanOrEqualTo(Most, string.Join('\n', sizes));
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Without_a_line_the_dialogs_still_open()
    {
        var visit = await site.VisitAsync(Look.Light, Email);
        await using var _ = visit;
        await visit.GoAsync("/harbour/case-studies/mine");
        var desk = new LiveDesk(visit);
        await desk.OpenAsync(await WritingAsync(visit));
        await desk.Page.WaitForFunctionAsync(
            "performance.getEntriesByType('resource').some(one => one.name.includes('/asked-'))"
        );
        await visit.Context.SetOfflineAsync(true);
        await desk.ShouldBeAsync("offline");
        await desk.Text.FocusAsync();
        await desk.PressAsync("Control+f");
        await desk.TypeAsync("something");
        await desk.Page.GetByRole(AriaRole.Dialog, new() { Name = "Find and replace" }).WaitForAsync();
        (await desk.Page.Locator(".find input").First.InputValueAsync()).ShouldBe("something");
        await visit.Context.SetOfflineAsync(false);
        await desk.ShouldBeAsync("saved");
        visit.Forgive();
    }

    private static async Task<string> WritingAsync(Visit visit)
    {
        var path = await visit
            .Page.GetByRole(AriaRole.Main)
            .GetByRole(AriaRole.Heading)
            .GetByRole(AriaRole.Link)
            .First.GetAttributeAsync("href");
        return $"{path}/write";
    }

    private static int Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return (int)packed.Length;
    }
}

using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Residency.Journeys.EveryPage;

/// <summary>Looks at one page in every way that matters, without loading it again, and collects what is wrong.</summary>
/// <param name="stay">Somebody on the page.</param>
/// <param name="isThorough">Also ask for contrast in the dark and for what depends on the room, which takes twice the time.</param>
internal sealed class Inspection(Stay stay, bool isThorough)
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    // The rules whose answer depends on how much room there is; all others read only the document.
    private static readonly string[] RulesOfRoom =
    [
        "color-contrast",
        "target-size",
        "scrollable-region-focusable",
        "link-in-text-block",
        "region",
        "empty-heading",
        "page-has-heading-one",
    ];

    private readonly List<string> _wrong = [];

    private IPage Page => stay.Page;

    /// <summary>All that is wrong, each line with the look in which it is.</summary>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        Say("light", await Shape.ComplaintsAsync(stay));
        Say("light", await Shape.CutOffAsync(stay));
        Say("light", await AxeAsync(Tagged(Rules)));

        if (isThorough)
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
            Say("dark", await AxeAsync(Only(["color-contrast"])));
        }

        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ForcedColors = ForcedColors.Active });
        Say("forced colours", await Shape.WithoutEdgeAsync(stay));

        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ForcedColors = ForcedColors.None });
        await Page.SetViewportSizeAsync(320, 740);
        Say("320 pixels", await Shape.CutOffAsync(stay));
        if (isThorough)
        {
            Say("320 pixels", await AxeAsync(Only(RulesOfRoom)));
        }

        var own = await OwnStyle.OnAsync(Page);
        await own.SayAsync(OwnStyle.Spacing);
        Say("320 pixels with text spacing", await Shape.CutOffAsync(stay));
        await Page.SetViewportSizeAsync(1280, 900);
        Say("text spacing", await Shape.CutOffAsync(stay));
        await own.SayAsync("");
        // Twice the size on the same screen is half the room, as the browser's own enlargement makes it (WCAG 1.4.4).
        await Page.SetViewportSizeAsync(640, 450);
        Say("twice the size", await Shape.CutOffAsync(stay));
        return _wrong;
    }

    private async Task<IEnumerable<string>> AxeAsync(AxeRunOptions options)
    {
        var found = await Page.RunAxe(options).WaitAsync(TimeSpan.FromSeconds(60));
        (found.Passes.Length + found.Violations.Length + found.Incomplete.Length).ShouldBePositive("axe found nothing to check");
        return found.Violations.SelectMany(rule =>
            rule.Nodes.Take(4)
                .Select(node => $"{rule.Id}: {rule.Help}\n      at {node.Target}\n      {Short(node.Html)}\n      {Reason(node)}")
        );
    }

    private void Say(string look, IEnumerable<string> lines) => _wrong.AddRange(lines.Select(line => $"{look}: {line}"));

    private static AxeRunOptions Tagged(string[] tags) =>
        new()
        {
            RunOnly = new() { Type = "tag", Values = [.. tags] },
            ResultTypes = [ResultType.Violations], // of what passes, one place of each rule is enough
        };

    private static AxeRunOptions Only(string[] rules) =>
        new()
        {
            RunOnly = new() { Type = "rule", Values = [.. rules] },
            ResultTypes = [ResultType.Violations],
        };

    private static string Short(string html) => html.Length > 200 ? html[..200] : html;

    private static string? Reason(AxeResultNode node) =>
        node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message).FirstOrDefault();
}

using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Residency.Journeys;

/// <summary>What a machine can find of WCAG 2.2 AA; the rest needs a person.</summary>
public static class Accessibility
{
    private static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>No rule of axe is broken, the page fits its screen, and the browser has nothing to complain about.</summary>
    public static async Task ShouldBeAccessibleAsync(this Visit visit)
    {
        var found = await visit.WithToolsAsync(page => page.RunAxe(OptionsFor(visit.Look)).WaitAsync(Limit));
        if (found.Violations.Length > 0)
        {
            throw new ShouldAssertException(
                $"{visit.Page.Url}, look {visit.Look}, keeps people out:\n{Describe(found.Violations)}"
            );
        }

        found.Passes.ShouldNotBeEmpty("axe found nothing to check");
        await visit.ShouldFitAsync();
        visit.ShouldBeQuiet();
    }

    /// <summary>Nobody has to scroll sideways (WCAG 1.4.10).</summary>
    public static async Task ShouldFitAsync(this Visit visit)
    {
        var excess = await visit.Page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        excess.ShouldBeLessThanOrEqualTo(0, $"{visit.Page.Url} is wider than the screen, look {visit.Look}");
    }

    private static AxeRunOptions OptionsFor(Look look)
    {
        var options = new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Tags] },
            ResultTypes = [ResultType.Violations], // of what passes, one place of each rule is enough
        };
        if (look == Look.ForcedColours)
        {
            // Here the system chooses the colours, and the browser does not tell axe which.
            options.Rules = new Dictionary<string, RuleOptions>(StringComparer.Ordinal)
            {
                ["color-contrast"] = new() { Enabled = false },
            };
        }

        return options;
    }

    private static string Describe(AxeResultItem[] violations) =>
        string.Join(
            "\n\n",
            violations.Select(rule =>
                $"{rule.Id} ({rule.Impact}): {rule.Help}\n  {rule.HelpUrl}\n"
                + string.Join(
                    '\n',
                    rule.Nodes.Take(5).Select(node => $"  at {node.Target}\n     {node.Html}\n     {FirstReason(node)}")
                )
            )
        );

    private static string? FirstReason(AxeResultNode node) =>
        node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message).FirstOrDefault();
}

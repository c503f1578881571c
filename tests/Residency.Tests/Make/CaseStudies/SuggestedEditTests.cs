using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Residency.Foundation.LiveText.Shape;
using Residency.Foundation.Text;
using Residency.Tests.Foundation.Text;
using Residency.Yjs;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>What the editor makes of the edits of people who only suggest, held against the rule of the server.</summary>
public sealed partial class SuggestedEditTests(ITestOutputHelper output)
{
    // About 24 edits come of one script.
    private const int Scripts = 250;
    private const int Seed = 11_280_000;
    private const double Share = 0.2;

    [Fact]
    public async Task A_random_edit_becomes_a_suggestion_that_the_server_takes()
    {
        var seed = Seed;
        var asked = JsonSerializer.Serialize(
            new
            {
                seed,
                scripts = Effort.Cases(Scripts),
                steps = 30,
                share = Share,
            }
        );
        var answer = await Oracle.AskAsync("yjs", "suggest.mjs", [asked]);
        var lines = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var sum = JsonDocument.Parse(lines[^1]);
        sum.RootElement.GetProperty("wrong").GetArrayLength().ShouldBe(0, $"seed {seed}: {lines[^1]}");
        var edits = sum
            .RootElement.GetProperty("counts")
            .EnumerateObject()
            .Sum(kind => kind.Value.GetProperty("tried").GetInt32());
        foreach (var line in lines[..^1])
        {
            using var edit = JsonDocument.Parse(line);
            Check(edit.RootElement);
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed}: {edits} edits, {lines.Length - 1} of them judged by the server's rule"
            )
        );
        edits.ShouldBeGreaterThan(1_000);
        lines.Length.ShouldBeGreaterThan(100);
    }

    private static void Check(JsonElement edit)
    {
        var who = new SuggestingPerson(Text(edit, "person"), Text(edit, "author"));
        var (before, after) = (Shared(edit, "before"), Shared(edit, "after"));
        var where =
            $"seed {edit.GetProperty("seed")}, step {edit.GetProperty("step")}, {Text(edit, "name")}:\n{Text(edit, "text")}\n{Text(edit, "now")}";
        SuggestOnly.Check(Sections(before), Sections(after), who).ShouldBeNull(where);
        if (LiveSchema.Check(before) is null)
        {
            LiveSchema.Check(after).ShouldBeNull(where);
            if (!Disordered().IsMatch(Text(edit, "now")))
            {
                Suggestions
                    .Count(new Document([.. Sections(after).OfType<Section>()]))
                    .ShouldBe(edit.GetProperty("listed").GetInt32(), $"the pages count as the list of the editor does\n{where}");
            }
        }
    }

    // What stands before a term stands behind it when it is read as a document.
    [GeneratedRegex(@"definitionItem\((?!term)")]
    private static partial Regex Disordered();

    // Exactly as the server reads what an update touched: nothing is left out or put right.
    private static IReadOnlyList<Section?> Sections(YDoc doc) =>
        [.. LiveShape.SectionUnits(doc).Select(unit => LiveShape.ReadSection(doc, unit))];

    private static YDoc Shared(JsonElement edit, string name)
    {
        var doc = new YDoc();
        doc.Apply(edit.GetProperty(name).GetBytesFromBase64());
        return doc;
    }

    private static string Text(JsonElement edit, string name) => edit.GetProperty(name).GetString() ?? "";
}

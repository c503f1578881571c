using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Residency.Journeys.Hostile;

/// <summary>Brings hostile texts into a live text as words, marks, attributes and names, past the editor, and speaks about it.</summary>
internal sealed class LiveIntrusion
{
    private static readonly string[] s_places =
    [
        "words",
        "heading",
        "code",
        "formula",
        "link",
        "language",
        "abbreviation",
        "inserted",
        "mark",
        "figure",
        "quotation",
        "callout",
        "citation",
        "reference",
        "picture",
        "footnote",
        "label",
        "blockId",
        "attributeName",
        "elementName",
        "sectionKey",
        "suggested",
        "marksOfAtom",
        "event",
        "script",
    ];

    /// <summary>Updates that became part of the text.</summary>
    public int Taken { get; private set; }

    /// <summary>Updates that did not.</summary>
    public int Refused { get; private set; }

    /// <summary>Comments that were taken.</summary>
    public int Said { get; private set; }

    /// <summary>Answers that were none of these.</summary>
    public List<string> Odd { get; } = [];

    /// <summary>What the server said, by the place of the text.</summary>
    public Dictionary<string, string> Reasons { get; } = new(StringComparer.Ordinal);

    /// <summary>The case study that was chosen.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Intrudes as the person of a visit.</summary>
    public async Task IntrudeAsync(Visit visit, Product product)
    {
        Path = await PathAsync(product);
        await visit.GoAsync("/account");
        var script = await File.ReadAllTextAsync(System.IO.Path.Combine(AppContext.BaseDirectory, "Hostile", "intruder.js"));
        var found = await visit.Page.EvaluateAsync<JsonElement>(
            script,
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["path"] = Path,
                ["texts"] = Payloads.All,
                ["places"] = s_places,
                ["spoken"] = Payloads.All.Where((_, number) => Effort.IsFull || number % 3 == 0).ToArray(),
            }
        );
        visit.Forgive(); // refusals are logged by the browser
        Taken = found.GetProperty("taken").GetInt32();
        Refused = found.GetProperty("refused").GetInt32();
        Said = found.GetProperty("said").GetInt32();
        Odd.AddRange(found.GetProperty("odd").EnumerateArray().Select(word => word.GetString() ?? ""));
        foreach (var reason in found.GetProperty("reasons").EnumerateObject())
        {
            Reasons[reason.Name] = reason.Value.GetString() ?? "";
        }
    }

    private static async Task<string> PathAsync(Product product)
    {
        await using var connection = new SqliteConnection($"Data Source={product.Database};Default Timeout=30;Mode=ReadOnly");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var ask = connection.CreateCommand();
        ask.CommandText =
            "select lower(id) from casestudies_case_studies where state = 'Draft' order by begun_at desc, id limit 1";
        return $"/harbour/case-studies/{await ask.ExecuteScalarAsync(TestContext.Current.CancellationToken)}";
    }
}

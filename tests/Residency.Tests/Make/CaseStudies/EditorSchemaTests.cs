using System.Text.Json;
using System.Text.Json.Nodes;
using Residency.Foundation.LiveText.Shape;
using Residency.Tests.Servers;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>The editor's schema.ts, the server's rules of live texts and schema.json of the document model say the same.</summary>
public sealed class EditorSchemaTests
{
    // Tables of the editor's library ask for widths of columns; they are never written.
    private static readonly string[] NeverWritten = ["colwidth"];

    [Fact]
    public async Task The_editor_knows_the_elements_that_the_server_lets_in()
    {
        var editor = await EditorAsync();
        var nodes = editor["nodes"]!.AsObject();
        nodes.Select(node => node.Key).ShouldBe(LiveNodes.All.Keys, ignoreOrder: true);
        foreach (var (name, rule) in LiveNodes.All)
        {
            var node = nodes[name]!;
            Names(node["children"]!.AsArray()).ShouldBe(rule.Children, ignoreOrder: true, name);
            ((string?)node["letters"]).ShouldBe(JsonNamingPolicy.CamelCase.ConvertName(rule.Letters.ToString()), name);
            node["attributes"]!
                .AsObject()
                .Select(attribute => attribute.Key)
                .Except(NeverWritten)
                .ShouldBe(rule.Attributes.Keys, ignoreOrder: true, name);
        }
    }

    [Fact]
    public async Task An_attribute_that_nobody_wrote_means_the_same_on_both_sides()
    {
        var editor = await EditorAsync();
        foreach (var (name, rule) in LiveNodes.All)
        {
            foreach (var (attribute, _) in rule.Attributes)
            {
                var here = LiveNodes.DefaultOf(name, attribute);
                var there = editor["nodes"]![name]!["attributes"]![attribute];
                JsonSerializer
                    .Serialize(here, JsonSerializerOptions.Web)
                    .ShouldBe(there?.ToJsonString() ?? "null", $"{name}.{attribute}");
            }
        }
    }

    [Fact]
    public async Task No_merge_of_two_changes_can_give_what_the_editor_would_take_out()
    {
        var editor = await EditorAsync();
        foreach (var (name, node) in editor["nodes"]!.AsObject())
        {
            ((bool?)node!["isClosedAnywhere"]).ShouldBe(true, $"{name} must be allowed to be empty");
        }
    }

    [Fact]
    public async Task The_editor_knows_the_marks_and_the_lists_of_words_of_the_document_model()
    {
        var editor = await EditorAsync();
        var model = JsonNode
            .Parse(await File.ReadAllTextAsync(Repository.PathOf("src/Residency/Foundation/Text/schema.json")))!
            .AsObject();
        editor["marks"]!
            .AsObject()
            .ToDictionary(mark => mark.Key, mark => Names(mark.Value!))
            .ShouldBe(model["marks"]!.AsObject().ToDictionary(mark => mark.Key, mark => Names(mark.Value!)), ignoreOrder: true);
        editor["choices"]!.ToJsonString().ShouldBe(model["choices"]!.ToJsonString());
        model["blocks"]!
            .AsObject()
            .Select(block => block.Key == "table" ? "tableBlock" : block.Key)
            .Concat(model["inlines"]!.AsObject().Select(inline => inline.Key).Where(inline => inline != "run"))
            .Except(editor["nodes"]!.AsObject().Select(node => node.Key))
            .ShouldBeEmpty();
    }

    private static async Task<JsonObject> EditorAsync()
    {
        await using var node = NodeProcess.Start("tests/oracles/schema.mjs");
        return await node.AskAsync<JsonObject>(new { }, TestContext.Current.CancellationToken);
    }

    private static string Names(JsonNode attributes) =>
        string.Join(' ', attributes.AsObject().Select(attribute => attribute.Key).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Names(JsonArray names) => names.Select(name => (string)name!);
}

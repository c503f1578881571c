using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Residency.Foundation.LiveText.Shape;
using Residency.Foundation.Text;
using Residency.Tests.Foundation.Text;
using Residency.Tests.Servers;
using Residency.Tests.World;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText.Shape;

/// <summary>The real y-prosemirror with the schema of the editor: both sides read what the other wrote, and write at once.</summary>
public sealed class EditorTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Documents = 400;
    private const int Gatherings = 60;
    private const int Rounds = 5;

    private static readonly SuggestingPerson Ada = new("00000000-0000-4000-8000-000000000001", "Ada L.");

    private NodeProcess _node = null!; // started before each test

    public ValueTask InitializeAsync()
    {
        _node = NodeProcess.Start("tests/oracles/shape.mjs");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task What_the_editor_writes_is_read_as_the_document()
    {
        var documents = Made();
        var answers = await AskAsync(documents.Select(object (document) => new { @do = "write", document = Json(document) }));
        for (var i = 0; i < documents.Count; i++)
        {
            var doc = new YDoc();
            doc.Apply(Bytes(answers[i]));
            LiveShapeTests.Same(documents[i], LiveShape.Read(doc), $"document {i}");
            LiveSchema.Check(doc).ShouldBeNull($"document {i}");
        }
    }

    [Fact]
    public async Task What_is_written_here_is_shown_by_the_editor_and_nothing_of_it_is_deleted()
    {
        var documents = Made();
        var asked = new List<object>();
        for (var i = 0; i < documents.Count; i++)
        {
            var doc = LiveShapeTests.Begun(documents[i]);
            asked.Add(Reading(doc, documents[i]));
            var to = new EditedDocuments(i).Of(documents[i]);
            LiveShape.Change(doc, to);
            asked.Add(Reading(doc, to));
        }

        var answers = await AskAsync(asked);
        for (var i = 0; i < answers.Count; i++)
        {
            ((bool)answers[i]!["same"]!).ShouldBeTrue($"{i}: shown\n{answers[i]!["shown"]}\nwanted\n{answers[i]!["wanted"]}");
            ((int)answers[i]!["deleted"]!).ShouldBe(0);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answers.Count} live texts shown"));
    }

    [Fact]
    public async Task Two_editors_and_the_server_write_at_once_and_end_with_the_same()
    {
        var updates = 0;
        for (var seed = 0; seed < Gatherings; seed++)
        {
            var doc = LiveShapeTests.Begun(new GeneratedDocuments(seed) { Suggests = seed % 2 == 0 }.Make());
            await AskAsync([Begin("one", doc, 101), Begin("two", doc, 202)]);
            for (var round = 0; round < Rounds; round++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, round {round}");
                var known = doc.StateVector();
                LiveShape.Change(doc, new EditedDocuments((seed * Rounds) + round).Of(LiveShape.Read(doc)));
                var ours = Convert.ToBase64String(doc.Encode(known));
                var made = await AskAsync([Edit("one", (seed * 100) + round), Edit("two", (seed * 100) + round + 50)]);
                foreach (var one in made)
                {
                    updates += (int)one!["made"]!;
                    Take(doc, Bytes(one["update"]), name);
                }

                var shown = await AskAsync([
                    Apply("one", ours),
                    Apply("one", made[1]!["update"]),
                    Apply("two", made[0]!["update"]),
                    Apply("two", ours),
                    Show("one"),
                    Show("two"),
                ]);
                ((string)shown[4]!["node"]!).ShouldBe((string)shown[5]!["node"]!, name);
                ((int)shown[4]!["deleted"]!).ShouldBe(0, $"{name}: the editor deleted something");
                var other = new YDoc();
                other.Apply(Bytes(shown[4]!["state"]));
                var read = LiveShape.Read(doc);
                DocumentRules.Check(read).ShouldBeEmpty(name);
                LiveShapeTests.Same(read, LiveShape.Read(other), name);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{updates} edits of two editors in {Gatherings} texts"));
    }

    [Fact]
    public async Task What_the_margin_suggests_is_allowed_and_the_same_edits_made_for_good_are_not()
    {
        var (suggested, made, refused) = (0, 0, 0);
        for (var seed = 0; seed < Gatherings * 3; seed++)
        {
            var begun = LiveShapeTests.Begun(new GeneratedDocuments(seed) { Suggests = seed % 2 == 0 }.Make());
            await AskAsync([Begin("one", begun, 101), Begin("two", begun, 202)]);
            for (var round = 0; round < Rounds; round++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, round {round}");
                var answers = await AskAsync([Edit("one", (seed * 100) + round, Ada), Edit("two", (seed * 100) + round)]);
                suggested += (int)answers[0]!["made"]!;
                Judge(begun, Bytes(answers[0]!["update"])).ShouldBeNull(name);
                WhyForged(begun, Bytes(answers[0]!["update"])).ShouldBeNull(name);
                WhyForged(begun, Bytes(answers[1]!["update"])).ShouldBeNull(name);
                var other = new YDoc();
                other.Apply(begun.Encode());
                made += (int)answers[1]!["made"]! > 0 ? 1 : 0;
                refused += Judge(other, Bytes(answers[1]!["update"])) is null ? 0 : 1;
                begun.Apply(Bytes(answers[0]!["update"]));
                await AskAsync([Begin("two", begun, 303 + round)]);
            }
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{suggested} suggestions checked, all allowed; {refused} of {made} rounds of plain edits refused"
            )
        );
        refused.ShouldBeGreaterThan(made / 2);
    }

    [Fact]
    public async Task Whoever_edits_may_cut_put_back_undo_and_settle_what_others_suggested()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await using var ada = await world.JoinAsync(1);
        await ada.EditAsync(section => LiveRulesTests.Suggest(section, LiveHost.Person(1), "Writer 01", "Perhaps it does. "));
        await using var bob = await world.JoinAsync(2);
        await bob.UntilAsync(one => one.Text.Contains("Perhaps it does. "));
        var answers = await AskAsync([
            Begin("bob", bob.Doc, 909),
            new
            {
                @do = "handle",
                name = "bob",
                person = LiveHost.Person(1),
            },
        ]);
        var updates = answers[1]!.AsArray();
        updates.Count.ShouldBeGreaterThanOrEqualTo(11);
        await using var sending = await world.JoinAsync(2);
        for (var i = 0; i < updates.Count; i++)
        {
            // The first that is acknowledged is what was said at the beginning.
            var stored = i + 2;
            await sending.SendUpdateAsync(Bytes(updates[i]));
            await sending.UntilAsync(one => one.Stored >= stored || one.Closed is not null);
            sending.Closed.ShouldBeNull($"update {i} of {updates.Count}");
        }
    }

    // As the server does: sections before, the update, those that it touched after.
    private static string? Judge(YDoc begun, byte[] update)
    {
        var doc = new YDoc();
        doc.Apply(begun.Encode());
        var before = LiveShape.SectionUnits(doc).ToDictionary(unit => unit, unit => LiveShape.ReadSection(doc, unit));
        string? problem = null;
        doc.Ended += transaction =>
        {
            problem ??= LiveSchema.Check(transaction);
            problem ??= LiveShape.SectionsAround(transaction.ChangedTypes) is { } touched
                ? SuggestOnly.Check(
                    [.. touched.Select(unit => before.GetValueOrDefault(unit))],
                    [.. touched.Select(unit => LiveShape.ReadSection(doc, unit))],
                    Ada
                )
                : "The list of sections was changed.";
        };
        doc.Apply(update);
        return problem;
    }

    private static string? WhyForged(YDoc begun, byte[] update)
    {
        var signatures = new Signatures();
        signatures.Add(begun);
        var now = new DateTimeOffset(2026, 11, 28, 13, 0, 0, TimeSpan.Zero);
        return signatures.WhyForged(IncomingUpdate.Read(update), begun, Ada, now);
    }

    private static void Take(YDoc doc, byte[] update, string name)
    {
        string? problem = null;
        void Look(Transaction transaction) => problem ??= LiveSchema.Check(transaction);
        doc.Ended += Look;
        doc.Apply(update);
        doc.Ended -= Look;
        problem.ShouldBeNull(name);
    }

    private static List<Document> Made() =>
        [
            .. Enumerable.Range(0, Documents).Select(seed => new GeneratedDocuments(seed) { Suggests = seed % 2 == 0 }.Make()),
            .. RealInputMystTests
                .Files()
                .Select(file => MystText.Read(File.ReadAllBytes(file)).Value.Document with { Comments = [] }),
        ];

    private static object Reading(YDoc doc, Document document) =>
        new
        {
            @do = "read",
            update = Convert.ToBase64String(doc.Encode()),
            document = Json(document),
        };

    private static object Begin(string name, YDoc doc, long client) =>
        new
        {
            @do = "begin",
            name,
            client,
            update = Convert.ToBase64String(doc.Encode()),
        };

    private static object Edit(string name, int seed, SuggestingPerson? who = null) =>
        new
        {
            @do = "edit",
            name,
            seed,
            steps = 6,
            stamp = who is null
                ? null
                : new
                {
                    author = who.Name,
                    date = "2026-11-28T13:00:00Z",
                    person = who.Person,
                },
        };

    private static object Apply(string name, object? update) =>
        new
        {
            @do = "apply",
            name,
            update,
        };

    private static object Show(string name) => new { @do = "show", name };

    private static JsonNode Json(Document document) => JsonNode.Parse(DocumentJson.Write(document))!; // a document is no null

    private static byte[] Bytes(JsonNode? base64) => Convert.FromBase64String((string)base64!);

    private async Task<JsonArray> AskAsync(IEnumerable<object> commands)
    {
        var answer = await _node.AskAsync<JsonNode>(commands, TestContext.Current.CancellationToken);
        return answer as JsonArray ?? throw new InvalidOperationException($"The oracle refused: {answer["error"]}");
    }
}

using System.Diagnostics;
using System.Text.Json;
using Residency.Foundation.LiveText;
using Residency.Make.CaseStudies.Model;
using Residency.Tests.Foundation.LiveText.Wire;
using Residency.Tests.World;
using Residency.Yjs;

namespace Residency.Tests.Permissions;

/// <summary>Every kind of frame as everybody, on every case study of two hubs: does what the matrix says, and nothing else.</summary>
public sealed class LiveFrameTests(ITestOutputHelper output)
{
    [Fact]
    public Task Every_frame_does_what_the_matrix_says_on_SQLite() => Every_frame_does_what_the_matrix_says(Engine.Sqlite);

    [Fact]
    public Task Every_frame_does_what_the_matrix_says_on_PostgreSQL() => Every_frame_does_what_the_matrix_says(Engine.Postgres);

    private async Task Every_frame_does_what_the_matrix_says(Engine engine)
    {
        await using var world = await TwoHubs.OpenAsync(engine);
        var wrong = new List<string>();
        var clock = Stopwatch.StartNew();
        var (doors, frames, modes) = (0, 0, new Dictionary<LiveMode, int>());
        foreach (var study in world.Studies)
        {
            foreach (var who in world.Everybody.Where(who => Effort.Asks(engine, $"live {study.Name} {who}")))
            {
                var expected = ModeOf(world, study, who);
                modes[expected] = modes.GetValueOrDefault(expected) + 1;
                doors++;
                wrong.AddRange(await AtTheDoorAsync(world, study, who, expected));
                if (expected is LiveMode.None)
                {
                    continue;
                }

                foreach (var (name, attempt) in LiveAttempts.All)
                {
                    frames++;
                    var complaint = await TryAsync(world, study, who, (expected, attempt));
                    wrong.AddRange(complaint is null ? [] : [$"{who}, {study.Name}, {name} as {expected}: {complaint}"]);
                }
            }
        }

        output.WriteLine(
            $"{doors} doors and {frames} frames as {world.Everybody.Count} people on {engine} in {clock.Elapsed.TotalSeconds:0} s"
        );
        output.WriteLine(string.Join(", ", modes.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}")));
        modes.Keys.ShouldBe(Enum.GetValues<LiveMode>(), ignoreOrder: true);
        wrong.Take(30).ShouldBeEmpty($"{wrong.Count} of {doors + frames} are wrong");
    }

    // The way in answers as any page: who may not see the text learns nothing but what an unknown one says.
    private static async Task<List<string>> AtTheDoorAsync(TwoHubs world, Study study, Somebody who, LiveMode expected)
    {
        var wrong = new List<string>();
        var door = new LiveDoor(world, who, study.Id);
        var (token, ticket) = await door.TokenAsync();
        var isSeen = expected is not LiveMode.None;
        if ((token.Status == 200) != isSeen)
        {
            wrong.Add($"{who}, {study.Name}: the token was answered with {token.Status}, expected {expected}");
        }
        else if (isSeen && !string.Equals(LiveDoor.Word(ticket, "mode"), expected.ToString(), StringComparison.OrdinalIgnoreCase))
        {
            wrong.Add($"{who}, {study.Name}: the token is for {LiveDoor.Word(ticket, "mode")}, expected {expected}");
        }

        foreach (var origin in Origins)
        {
            var (socket, status) = await door.SocketAsync(origin);
            socket?.Abort();
            socket?.Dispose();
            var isOpen = status == 101;
            if (isOpen != (isSeen && origin == "https://localhost"))
            {
                wrong.Add(
                    $"{who}, {study.Name}: the socket from {origin ?? "nowhere"} was answered with {status}, expected {expected}"
                );
            }
        }

        return wrong;
    }

    // The first is ours.
    private static readonly string?[] Origins =
    [
        "https://localhost",
        "https://evil.example",
        "null",
        null,
        "http://localhost",
        "https://localhost.evil.example",
        "https://sub.localhost",
        "https://localhost:444",
    ];

    private static async Task<string?> TryAsync(
        TwoHubs world,
        Study study,
        Somebody who,
        (LiveMode Mode, LiveAttempt Attempt) now
    )
    {
        var id = new LiveTextId(study.Id.Value);
        await using var client = await new LiveDoor(world, who, study.Id).JoinAsync();
        if (!client.IsSynced)
        {
            return $"did not get in: {client.Denied}";
        }

        var isWriter = now.Mode is LiveMode.Edit or LiveMode.Suggest;
        if (client.Scope != (isWriter ? "read-write" : "readonly"))
        {
            return $"was told {client.Scope}";
        }

        var (before, acknowledged) = (await StateAsync(world, id), client.Acknowledged);
        var me = JsonDocument.Parse(client.Told.First(word => word.Contains("\"grant\"", StringComparison.Ordinal))).RootElement;
        var sender = me.GetProperty("me");
        await now.Attempt.Send(client, LiveDoor.Word(sender, "id"), LiveDoor.Word(sender, "name"));
        // Frames are taken in order: whatever came of it, the next question is answered after it.
        var (answers, expectsChange, expectsEnd) = (client.Answers, now.Attempt.Allowed(now.Mode), now.Attempt.Closes(now.Mode));
        await client.SendAsync(FrameWriter.Sync(client.Name, 0, client.Doc.StateVector().Encode()));
        await client.UntilAsync(
            () =>
                client.IsOver
                || (client.Answers > answers && !expectsEnd && (client.Acknowledged > acknowledged || !expectsChange)),
            $"an answer to {now.Attempt.Name} as {who} in {study.Name}"
        );
        var after = await StateAsync(world, id);
        var isChanged = before != after;
        return isChanged != expectsChange
                ? $"{(isChanged ? "changed" : "did not change")} the text; left: {client.Left}, closed: {client.Closed}, told: {string.Join(' ', client.Told.TakeLast(2))}"
            : expectsEnd && !client.IsOver ? "stayed open"
            : null;
    }

    private static async Task<string> StateAsync(TwoHubs world, LiveTextId id)
    {
        var state = await world.Site.AskAsync<ILiveTexts, LiveTextState>(texts => texts.ReadAsync(id, default));
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(state.Update));
    }

    private static LiveMode ModeOf(TwoHubs world, Study study, Somebody who)
    {
        var thing = Targets.ThingOf(world, study);
        bool May(string action) => Verdict.Of([action], who, thing) == Outcome.Done;
        // Nobody touches a text that has left the desk, whatever else their right to suggest reaches.
        return May("cs.edit") ? LiveMode.Edit
            : May("cs.suggest") && study.State.IsEditable() ? LiveMode.Suggest
            : May("cs.comment") ? LiveMode.Comment
            : May("cs.view") ? LiveMode.Read
            : LiveMode.None;
    }
}

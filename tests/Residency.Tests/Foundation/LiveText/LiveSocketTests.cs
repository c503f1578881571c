using Residency.Foundation.LiveText;
using Residency.Tests.World;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText;

public sealed class LiveSocketTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Two_people_see_each_other_write_and_are_told_when_it_is_stored(Engine engine)
    {
        await using var world = await LiveWorld.OpenAsync(engine);
        await using var alice = await world.JoinAsync(1);
        await using var bob = await world.JoinAsync(2);

        await alice.TypeAsync("Good morning. ");
        await bob.UntilAsync(one => one.Text.Contains("Good morning. It begins."));
        await bob.TypeAsync("Yes! ");
        await alice.UntilAsync(one => one.Text.Contains("Yes! ") && one.Stored >= 2);
        await bob.UntilAsync(one => one.Stored >= 2);

        // The first acknowledgement is that of the answer to the server's own question.
        (alice.Stored, bob.Stored, alice.NotTaken, bob.NotTaken).ShouldBe((2, 2, 0, 0));
        (alice.Scope, alice.Text).ShouldBe(("read-write", bob.Text));
        (await world.StoredTextAsync()).ShouldBe(alice.Text);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_was_acknowledged_is_there_after_a_restart(Engine engine)
    {
        await using var world = await LiveWorld.OpenAsync(engine);
        await using var alice = await world.JoinAsync(1);
        for (var i = 0; i < 20; i++)
        {
            await alice.TypeAsync($"[{i}]");
        }

        await alice.UntilAsync(one => one.Stored == 21);
        await world.RestartAsync();
        await alice.UntilAsync(one => one.Closed == 1012);

        await using var bob = await world.JoinAsync(2);
        bob.Text.ShouldBe(alice.Text);
    }

    [Fact]
    public async Task Whoever_may_only_read_changes_nothing()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await world.Host.GrantAsync(LiveHost.Person(1), LiveMode.Read);
        await using var reader = await world.JoinAsync(1);
        await using var bob = await world.JoinAsync(2);
        reader.Scope.ShouldBe("readonly");

        await reader.TypeAsync("Mine! ");
        await reader.UntilAsync(one => one.Closed == 4400);

        reader.NotTaken.ShouldBe(1);
        reader.Told.ShouldContain(json => json.Contains("\"refused\""));
        bob.Text.ShouldNotContain("Mine!");
        (await world.StoredTextAsync()).ShouldNotContain("Mine!");
    }

    [Fact]
    public async Task What_the_schema_forbids_leaves_no_trace_and_disturbs_nobody()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await using var mallory = await world.JoinAsync(1);
        await using var bob = await world.JoinAsync(2);

        await bob.TypeAsync("Before. ");
        await mallory.EditAsync(section => section.Add(new YXmlElement("script")));
        await mallory.UntilAsync(one => one.Closed == 4400);
        await bob.TypeAsync("After. ");
        await bob.UntilAsync(one => one.Stored == 3);

        bob.Text.ShouldContain("After. Before. It begins.");
        (await world.StoredTextAsync()).ShouldBe(bob.Text);
        world.Host.InMemory(world.Text).ShouldBe(bob.Text);
        await using var carol = await world.JoinAsync(3);
        carol.Text.ShouldBe(bob.Text);
    }

    [Fact]
    public async Task Other_roots_broken_bytes_and_unknown_messages_end_the_socket()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await using var bob = await world.JoinAsync(9);
        var elsewhere = new YDoc();
        elsewhere.Get<YText>("other").Insert(0, "hidden");
        await EndsAsync(client => client.SendUpdateAsync(elsewhere.Encode()));
        await EndsAsync(client => client.SendUpdateAsync([1, 255, 255, 3]));
        await EndsAsync(client =>
            client.SendAsync(new Residency.Foundation.LiveText.Wire.FrameWriter().Text("test-text/other").VarUint(0))
        );
        await EndsAsync(client =>
            client.SendAsync(client.Message(Residency.Foundation.LiveText.Wire.MessageKind.BroadcastStateless).Text("{}"))
        );
        bob.Closed.ShouldBeNull();
        world.Host.InMemory(world.Text).ShouldBe(bob.Text);

        async Task EndsAsync(Func<LiveClient, Task> send)
        {
            await using var client = await world.JoinAsync(1);
            await send(client);
            await client.UntilAsync(one => one.Closed == 4400);
        }
    }

    [Fact]
    public async Task Nobody_writes_under_hundreds_of_numbers_at_once()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await using var bob = await world.JoinAsync(2);
        await using (var few = await world.JoinAsync(1))
        {
            await few.SendUpdateAsync(Crowd(bob, 300));
            await few.UntilAsync(one => one.Stored == 2);
        }

        await bob.UntilAsync(one => one.Text.Contains("w299."));
        var before = bob.Text;
        await using var many = await world.JoinAsync(1);
        await many.SendUpdateAsync(Crowd(many, 301));
        await many.UntilAsync(one => one.Closed == 4400);
        bob.Text.ShouldBe(before);
    }

    // As if as many people had each written a word into the first paragraph.
    private static byte[] Crowd(LiveClient client, int count) =>
        YUpdate.Merge([
            .. Enumerable
                .Range(0, count)
                .Select(n =>
                {
                    var one = new YDoc();
                    one.Apply(client.Doc.Encode());
                    var known = one.StateVector();
                    var section = (YXmlElement)one.Get<YXmlFragment>("text").ChildAt(0);
                    ((YXmlText)((YXmlElement)section.ChildAt(0)).ChildAt(0)).Insert(0, $"w{n}. ");
                    return one.Encode(known);
                }),
        ]);

    [Fact]
    public async Task Nobody_is_present_under_many_numbers()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await using var mallory = await world.JoinAsync(1);
        await using var bob = await world.JoinAsync(2);
        for (var number = 1; number <= 40; number++)
        {
            await mallory.SendPresenceAsync(number, 1, "{}");
        }

        await mallory.SendPresenceAsync(1, 2, """{"suggesting":true}""");
        await bob.UntilAsync(one =>
            one.Present.GetValueOrDefault(1ul, "").EndsWith("""suggesting":true}""", StringComparison.Ordinal)
        );
        bob.Present.Keys.Order().ShouldBe([1ul, 2ul, 3ul, 4ul]);
    }

    [Fact]
    public async Task Whoever_is_present_bears_the_name_that_the_server_knows()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await using var alice = await world.JoinAsync(1);
        await using var mallory = await world.JoinAsync(2);
        await using var bob = await world.JoinAsync(3);
        await alice.TypeAsync("Mine. ");

        await mallory.SendPresenceAsync(
            77,
            1,
            """{"user":{"name":"Alice","colour":"url(x)"},"cursor":{"anchor":1,"head":2},"x":1}"""
        );
        await mallory.SendPresenceAsync(alice.Doc.ClientId, 9, """{"cursor":{"anchor":1,"head":2}}""");
        await bob.UntilAsync(one => one.Present.ContainsKey(77));

        bob.Present[77].ShouldStartWith($$"""{"user":{"id":"{{LiveHost.Person(2)}}","name":"Writer 02","colour":""");
        bob.Present[77].ShouldEndWith(""","cursor":{"anchor":1,"head":2}}""");
        bob.Present.ShouldNotContainKey((ulong)alice.Doc.ClientId);
        await mallory.DisposeAsync();
        await bob.UntilAsync(one => one.Present[77] == "null");
    }

    [Fact]
    public async Task A_right_that_ends_ends_the_socket_at_the_next_message_and_nobody_else_notices()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await using var alice = await world.JoinAsync(1);
        await using var bob = await world.JoinAsync(2);

        await world.Host.GrantAsync(LiveHost.Person(1), LiveMode.None);
        await alice.TypeAsync("Too late. ");
        await alice.UntilAsync(one => one.Closed == 4403);
        await world.Host.GrantAsync(LiveHost.Person(2), LiveMode.Comment);
        await bob.UntilAsync(one => one.Told.Exists(json => json.Contains("\"mode\":\"comment\"")));

        bob.Text.ShouldNotContain("Too late.");
        bob.Closed.ShouldBeNull();
        (await world.StoredTextAsync()).ShouldNotContain("Too late.");
    }

    [Fact]
    public async Task A_socket_needs_its_own_origin_and_a_token_for_this_text_and_person()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        (await LiveClient.TryFromAsync(world.Host, world.Text, 1, "https://evil.example")).ShouldBe(403);
        var others = (await LiveClient.TokenAsync(world.Host, world.Text, 2)).Token;
        foreach (var token in new[] { others, "", "rubbish" })
        {
            await using var client = await LiveClient.ConnectAsync(world.Host, world.Text, 1, token);
            await client.UntilAsync(one => one.Closed == 4401);
            client.IsSynced.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Nobody_opens_more_sockets_than_allowed()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite, new LiveTextSettings { MostSockets = 2 });
        await using var first = await world.JoinAsync(1);
        await using var second = await world.JoinAsync(1);
        (await LiveClient.TryFromAsync(world.Host, world.Text, 1, world.Host.Address.GetLeftPart(UriPartial.Authority))).ShouldBe(
            429
        );
        await using var other = await world.JoinAsync(2);
    }

    [Fact]
    public async Task Whoever_comes_when_all_places_are_taken_reads_along()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite, new LiveTextSettings { MostEditors = 1 });
        await using var first = await world.JoinAsync(1);
        await using var second = await world.JoinAsync(2);
        (first.Scope, second.Scope).ShouldBe(("read-write", "readonly"));
        await second.UntilAsync(one => one.Told.Exists(json => json.Contains("You can read along")));
    }

    [Fact]
    public async Task Words_that_a_browser_kept_for_somebody_else_keep_their_writer()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await using var alice = await world.JoinAsync(1);
        await alice.TypeAsync("Alice. ");
        await alice.UntilAsync(one => one.Stored == 2);
        // Alice goes on without a network; Bob's browser gets it from hers and brings it.
        var before = alice.Doc.StateVector();
        ((YXmlText)((YXmlElement)((YXmlElement)alice.Doc.Get<YXmlFragment>("text").ChildAt(0)).ChildAt(1)).ChildAt(0)).Insert(
            0,
            "Later. "
        );
        await using var bob = await world.JoinAsync(2);
        await bob.SendUpdateAsync(alice.Doc.Encode(before));
        await bob.UntilAsync(one => one.Stored == 2);

        var passages = await world.Host.DoAsync(texts => texts.PassagesAsync(world.Text, Cancel));
        passages
            .Where(one => one.Block == "first")
            .Select(one => (one.Writer, one.BroughtBy, one.Text))
            .ShouldBe([
                (LiveHost.Person(1), LiveHost.Person(2), "Later. "),
                (LiveHost.Person(1), null, "Alice. "),
                ("house", null, "It begins."),
            ]);
        (await world.Host.DoAsync(texts => texts.SharesAsync(world.Text, Cancel))).ShouldContain(
            new LiveShare(LiveHost.Person(1), 14)
        );
    }
}

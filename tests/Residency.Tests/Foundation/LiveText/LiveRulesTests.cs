using System.Net;
using Residency.Foundation.LiveText;
using Residency.Tests.World;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText;

/// <summary>What may be sent by whom, and in which order.</summary>
public sealed class LiveRulesTests
{
    [Fact]
    public async Task Whoever_may_only_suggest_suggests_under_their_own_name_and_does_nothing_else()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite, new LiveTextSettings { MostRefusals = 100 });
        await world.Host.GrantAsync(LiveHost.Person(1), LiveMode.Suggest);
        await using var bob = await world.JoinAsync(2);
        await using (var honest = await world.JoinAsync(1))
        {
            honest.Scope.ShouldBe("read-write");
            await honest.EditAsync(section => Suggest(section, LiveHost.Person(1), "Writer 01", "Perhaps. "));
            await bob.UntilAsync(one => one.Text.Contains("Perhaps. It begins."));
            await bob.TypeAsync("Between. ");
            await honest.UntilAsync(one => one.Text.Contains("Between. "));
            await honest.EditAsync(section => Suggest(section, LiveHost.Person(1), "Writer 01", "Or so. "));
            await honest.UntilAsync(one => one.Stored == 3);
        }

        var before = bob.Text;
        await RefusedAsync(section => Suggest(section, LiveHost.Person(2), "Writer 02", "Forged. "));
        await RefusedAsync(section => Suggest(section, LiveHost.Person(1), "Writer 02", "Misnamed. "));
        await RefusedAsync(section => TextOf(section).Insert(0, "Plain. "));
        await RefusedAsync(section => TakeOut(section, "It "));
        await RefusedAsync(section => TakeOut(section, "Between. "));
        await RefusedAsync(section => TakeOut(section, "Perhaps. It "));
        bob.Text.ShouldBe(before);
        (await world.StoredTextAsync()).ShouldBe(before);

        // What somebody suggested they may take back, also after they came back under another number.
        await using (var again = await world.JoinAsync(1))
        {
            await again.EditAsync(section => TakeOut(section, "Or so. "));
            await again.UntilAsync(one => one.Stored == 2);
        }

        await bob.UntilAsync(one => !one.Text.Contains("Or so. "));
        (await world.StoredTextAsync()).ShouldBe(before.Replace("Or so. ", "", StringComparison.Ordinal));

        async Task RefusedAsync(Action<YXmlElement> edit)
        {
            await using var client = await world.JoinAsync(1);
            await client.EditAsync(edit);
            await client.UntilAsync(one => one.Closed == 4400);
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Whoever_edits_signs_suggestions_with_their_own_name_and_gives_no_time_to_come(Engine engine)
    {
        await using var world = await LiveWorld.OpenAsync(engine, new LiveTextSettings { MostRefusals = 100 });
        await using var bob = await world.JoinAsync(2);
        await bob.EditAsync(section => Suggest(section, LiveHost.Person(2), "Writer 02", "Perhaps. "));
        await using var cleo = await world.JoinAsync(3);
        await cleo.EditAsync(section => Suggest(section, LiveHost.Person(3), "Writer 03", "Soon. ", In(TimeSpan.FromMinutes(5))));
        await cleo.UntilAsync(one => one.Stored == 2);
        var before = await world.StoredTextAsync();

        await RefusedAsync(
            1,
            section => Suggest(section, LiveHost.Person(2), "Writer 02", "Forged. ", In(TimeSpan.FromHours(-1)))
        );
        await RefusedAsync(1, section => Suggest(section, LiveHost.Person(2), "Writer 01", "Misnamed. "));
        await RefusedAsync(1, section => Suggest(section, LiveHost.Person(1), "Writer 02", "Misnamed. "));
        await RefusedAsync(1, section => Suggest(section, null, "Lea Legal", "Of no file. "));
        await RefusedAsync(1, section => Suggest(section, LiveHost.Person(1), "Writer 01", "Late. ", In(TimeSpan.FromHours(1))));
        await RefusedAsync(1, section => Block(section).SetAttribute("suggested", Said("Writer 02", LiveHost.Person(2))));
        await RefusedAsync(
            1,
            section =>
                Block(section)
                    .Add(new YXmlElement("lineBreak"))
                    .SetAttribute("marks", (object?[])[Said("Writer 02", LiveHost.Person(2), "kind", "inserted")])
        );
        // Not even under a number of theirs.
        await RefusedAsync(
            1,
            section => Suggest(section, LiveHost.Person(2), "Writer 02", "Forged. ", In(TimeSpan.FromHours(-2))),
            new YDoc(bob.Doc.ClientId)
        );
        (await world.StoredTextAsync()).ShouldBe(before);

        // What stands there may come again, exactly as it is.
        await using var honest = await world.JoinAsync(1);
        await honest.EditAsync(section => Suggest(section, LiveHost.Person(2), "Writer 02", "Copied. "));
        await honest.EditAsync(section => Block(section).SetAttribute("suggested", Said("Writer 01", LiveHost.Person(1))));
        await bob.UntilAsync(one => one.Text.Contains("Copied. ") && one.Text.Contains("Writer 01"));
        honest.Closed.ShouldBeNull();

        // Also when it was taken out before, and this node read the text anew since.
        await honest.EditAsync(section => TextOf(section).Delete(0, "Copied. Soon. Perhaps. ".Length));
        await honest.UntilAsync(one => one.Stored == 4);
        await world.RestartAsync();
        await using var late = await world.JoinAsync(1, honest.Doc);
        await late.EditAsync(section => Suggest(section, LiveHost.Person(2), "Writer 02", "Back. "));
        await late.UntilAsync(one => one.Stored == 2 || one.Closed is not null);
        late.Closed.ShouldBeNull();
        (await world.StoredTextAsync()).ShouldContain("Back. ");

        async Task RefusedAsync(int person, Action<YXmlElement> edit, YDoc? doc = null)
        {
            await using var client = await world.JoinAsync(person, doc);
            await client.EditAsync(edit);
            await client.UntilAsync(one => one.Closed == 4400);
        }

        static string In(TimeSpan span) =>
            (TimeProvider.System.GetUtcNow() + span).ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'",
                System.Globalization.CultureInfo.InvariantCulture
            );

        static YXmlElement Block(YXmlElement section) =>
            section.Children.OfType<YXmlElement>().First(block => block.NodeName == "paragraph");

        static Dictionary<string, object?> Said(string author, string person, string name = "change", string what = "insert") =>
            new(StringComparer.Ordinal)
            {
                [name] = what,
                ["author"] = author,
                ["date"] = In(TimeSpan.FromHours(-3)),
                ["person"] = person,
            };
    }

    [Fact]
    public async Task A_socket_ends_with_what_somebody_opened_by_a_link()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        var until = TimeProvider.System.GetUtcNow().AddSeconds(4);
        world.Host.Ends[LiveHost.Person(1)] = until;
        await using var bob = await world.JoinAsync(2);
        await using var reader = await world.JoinAsync(1);
        await reader.TypeAsync("Early. ");
        await bob.UntilAsync(one => one.Text.Contains("Early. "));
        await reader.UntilAsync(one => one.Closed == 4401);
        TimeProvider.System.GetUtcNow().ShouldBeGreaterThanOrEqualTo(until);

        // Nor does a ticket open it again; what they show anew does.
        using var http = new HttpClient { BaseAddress = world.Host.Address };
        var ticket = $"/{world.Text.Value}/token?as={LiveHost.Person(1)}";
        (await http.PostAsync(ticket, null, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        world.Host.Ends[LiveHost.Person(1)] = TimeProvider.System.GetUtcNow().AddHours(1);
        await using var again = await world.JoinAsync(1);
        await again.TypeAsync("Late. ");
        await bob.UntilAsync(one => one.Text.Contains("Late. "));
        bob.Closed.ShouldBeNull();
    }

    [Fact]
    public async Task A_locked_section_stays_as_it_is_and_others_do_not()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await using var early = await world.JoinAsync(3);
        await early.EditAsync(section =>
        {
            var other = new YXmlElement("section");
            ((YXmlFragment)section.Parent!).Insert(1, other); // a section stands in the text
            other.SetAttribute("id", "other");
            other.Add(new YXmlElement("paragraph")).Add(new YXmlText()).Insert(0, "Free. ");
        });
        await early.UntilAsync(one => one.Stored == 2);
        world.Host.Gate.Locked.Add("start");
        await world.Host.GrantAsync(LiveHost.Person(3), LiveMode.Edit);

        await RefusedAsync(section => TextOf(section).Insert(0, "No. "));
        await RefusedAsync(section => section.SetAttribute("id", "unlocked"));
        await RefusedAsync(section => ((YXmlFragment)section.Parent!).Delete(0)); // a section stands in the text
        await early.EditAsync(section =>
            ((YXmlText)((YXmlElement)((YXmlElement)((YXmlFragment)section.Parent!).ChildAt(1)).ChildAt(0)).ChildAt(0)).Insert(
                0,
                "Yes. "
            )
        );
        await early.UntilAsync(one => one.Stored == 3);
        (await world.StoredTextAsync()).ShouldContain(
            "It begins.</paragraph></section><section id=\"other\"><paragraph>Yes. Free. "
        );

        async Task RefusedAsync(Action<YXmlElement> edit)
        {
            await using var client = await world.JoinAsync(1);
            await client.EditAsync(edit);
            await client.UntilAsync(one => one.Closed == 4400);
        }
    }

    [Fact]
    public async Task An_update_that_comes_before_what_it_builds_on_waits_for_it()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite);
        await using var alice = await world.JoinAsync(1);
        await using var bob = await world.JoinAsync(2);
        var section = (YXmlElement)alice.Doc.Get<YXmlFragment>("text").ChildAt(0);
        var start = alice.Doc.StateVector();
        TextOf(section).Insert(0, "First. ");
        var (first, middle) = (alice.Doc.Encode(start), alice.Doc.StateVector());
        TextOf(section).Insert(0, "Second. ");
        var second = alice.Doc.Encode(middle);

        await alice.SendUpdateAsync(second);
        // The server asks for what it lacks; the client's answer holds both, and each update is acknowledged once.
        await alice.UntilAsync(one => one.Stored == 3);
        await alice.SendUpdateAsync(first);
        await alice.UntilAsync(one => one.Stored == 4);
        await bob.UntilAsync(one => one.Text.Contains("Second. First. It begins."));
        (await world.StoredTextAsync()).ShouldBe(bob.Text);
    }

    [Fact]
    public async Task A_text_that_is_full_can_be_read_and_says_so()
    {
        await using var world = await LiveWorld.OpenAsync(Engine.Sqlite, new LiveTextSettings { LargestMib = 1 });
        await using var alice = await world.JoinAsync(1);
        await using var bob = await world.JoinAsync(2);
        var words = new string('x', 100_000);
        for (var i = 0; i < 8; i++)
        {
            await alice.TypeAsync(words);
        }

        await bob.UntilAsync(one => one.Told.Exists(json => json.Contains("\"full\"")));
        await alice.UntilAsync(one => one.Stored == 9);
        await alice.TypeAsync(new string('y', 300_000));
        await alice.UntilAsync(one => one.Closed == 4400);
        alice.Told.ShouldContain(json => json.Contains("as large as it may be"));
        bob.Text.ShouldNotContain("y");
    }

    internal static string Past { get; } =
        TimeProvider
            .System.GetUtcNow()
            .AddMinutes(-5)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static YXmlText TextOf(YXmlElement section) =>
        (YXmlText)section.Children.OfType<YXmlElement>().First(block => block.NodeName == "paragraph").ChildAt(0);

    private static void TakeOut(YXmlElement section, string words)
    {
        var text = TextOf(section);
        var at = string.Concat(text.Parts.Select(part => part.Text)).IndexOf(words, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, words);
        text.Delete(at, words.Length);
    }

    internal static void Suggest(YXmlElement section, string? person, string name, string words, string? date = null) =>
        TextOf(section)
            .Insert(
                0,
                words,
                new Dictionary<string, object?>
                {
                    ["inserted"] = new Dictionary<string, object?>
                    {
                        ["author"] = name,
                        ["date"] = date ?? Past,
                        ["person"] = person,
                    },
                }
            );
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Jobs;
using Residency.Foundation.Ledger;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.Ledger;

public sealed class LedgerTests
{
    private readonly HubId _hub = TypedId.New<HubId>();
    private readonly Ears _ears = new();

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_fact_is_kept_with_who_when_what_and_how(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        var person = TypedId.New<PersonId>();
        await WriteAsync(
            database,
            Actor.Of(person, []),
            new BellRung
            {
                Hub = _hub,
                Bell = "bell:1",
                Times = 3,
            }
        );
        await WriteAsync(
            database,
            Actor.Visitor,
            new BellRung
            {
                Hub = _hub,
                Bell = "bell:2",
                Times = 1,
            }
        );

        var entries = await database.DoAsync(
            (services, _) => LedgerOf(services).OfHubAsync(_hub, long.MaxValue, 10, CancellationToken.None)
        );
        entries
            .Select(entry => (entry.Sequence, entry.Subject, entry.ActorKind))
            .ShouldBe([(2, "bell:2", "visitor"), (1, "bell:1", "person")]);
        entries[1].Actor.ShouldBe(person);
        entries[1].At.ShouldBe(database.Clock.Now);
        using var payload = JsonDocument.Parse(entries[1].Payload);
        payload.RootElement.GetProperty("Hub").GetGuid().ShouldBe(_hub.Value);
        var kind = database.Services.GetRequiredService<FactKinds>().Named("test.bell.rung").ShouldNotBeNull();
        kind.Read(entries[1]).InWords.ShouldBe("The bell rang 3 times.");

        var about = await database.DoAsync(
            (services, _) => LedgerOf(services).AboutAsync(_hub, "bell:1", 10, CancellationToken.None)
        );
        about.ShouldHaveSingleItem().Sequence.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Writers_at_once_make_one_chain_without_gaps(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(async writer =>
                {
                    for (var n = 0; n < 5; n++)
                    {
                        await WriteAsync(
                            database,
                            Actor.System,
                            new BellRung
                            {
                                Hub = _hub,
                                Bell = $"bell:{writer}",
                                Times = n,
                            }
                        );
                    }
                })
        );

        var finding = (await VerifyAsync(database)).ShouldHaveSingleItem();
        finding.FirstBad.ShouldBeNull();
        finding.Entries.ShouldBe(60);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task An_act_that_fails_leaves_no_entry(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        _ears.Broken = true;
        await Should.ThrowAsync<InvalidOperationException>(() =>
            WriteAsync(
                database,
                Actor.System,
                new BellRung
                {
                    Hub = _hub,
                    Bell = "bell:1",
                    Times = 1,
                }
            )
        );
        (await VerifyAsync(database)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Listeners_within_may_tell_more_and_listeners_after_hear_each_fact_in_order(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        _ears.Echo = true;
        await WriteAsync(
            database,
            Actor.System,
            new BellRung
            {
                Hub = _hub,
                Bell = "bell:1",
                Times = 1,
            },
            new BellRung
            {
                Hub = _hub,
                Bell = "bell:1",
                Times = 2,
            },
            new BellRung
            {
                Hub = _hub,
                Bell = "bell:2",
                Times = 1,
            }
        );
        _ears.Heard.ShouldBeEmpty();
        (await database.DoAsync((_, db) => db.Set<QueuedJob>().CountAsync())).ShouldBe(
            9,
            "one delivery for each fact and listener"
        );

        _ears.Deaf = true;
        await database.RunJobsAsync();
        _ears.Heard.ShouldBeEmpty();
        _ears.Other.ShouldBe(3, "a listener that fails holds up nobody else");
        _ears.Deaf = false;
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        await database.RunJobsAsync();
        _ears.Heard.Where(heard => heard.StartsWith("bell:1", StringComparison.Ordinal)).ShouldBe(["bell:1 1", "bell:1 2"]);
        _ears.Heard.Count.ShouldBe(3);

        // The listener within answered each ring with an echo, in the same chain.
        var finding = (await VerifyAsync(database)).ShouldHaveSingleItem();
        (finding.Entries, finding.FirstBad).ShouldBe((6, null));
    }

    public static TheoryData<Engine, string> Forgeries
    {
        get
        {
            var all = new TheoryData<Engine, string>();
            foreach (var engine in Enum.GetValues<Engine>())
            {
                foreach (
                    var column in (string[])
                        ["actor", "actor_kind", "at", "name", "subject", "payload", "hash", "hub", "removed", "swapped"]
                )
                {
                    all.Add(engine, column);
                }
            }

            return all;
        }
    }

    [Theory, MemberData(nameof(Forgeries))]
    public async Task Verifying_names_the_first_entry_that_was_touched(Engine engine, string forgery)
    {
        await using var database = await OpenAsync(engine);
        var person = Actor.Of(TypedId.New<PersonId>(), []);
        for (var n = 1; n <= 7; n++)
        {
            await WriteAsync(database, person, new BellTuned { Hub = _hub, Bell = $"bell:{n}" });
        }

        (await VerifyAsync(database)).ShouldHaveSingleItem().FirstBad.ShouldBeNull();
        await ForgeAsync(database, forgery, sequence: 4);
        (await VerifyAsync(database)).Single(finding => finding.Hub == _hub).FirstBad.ShouldBe(4);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_cut_tail_is_found_as_long_as_the_head_row_stands(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        for (var n = 1; n <= 3; n++)
        {
            await WriteAsync(database, Actor.System, new BellTuned { Hub = _hub, Bell = "bell:1" });
        }

        await database.TamperAsync($"delete from ledger_entries where sequence = 3");
        (await VerifyAsync(database)).ShouldHaveSingleItem().FirstBad.ShouldBe(3);
        await database.TamperAsync($"delete from ledger_entries");
        (await VerifyAsync(database)).ShouldHaveSingleItem().FirstBad.ShouldBe(1);
    }

    private static async Task ForgeAsync(TestDatabase database, string forgery, long sequence)
    {
        var someone = TypedId.New<PersonId>().Value;
        var changed = forgery switch
        {
            "actor" => await database.TamperAsync($"update ledger_entries set actor = {someone} where sequence = {sequence}"),
            "actor_kind" => await database.TamperAsync(
                $"update ledger_entries set actor_kind = 'product' where sequence = {sequence}"
            ),
            "at" when database.Engine == Engine.Sqlite => await database.TamperAsync(
                $"update ledger_entries set at = at + 1 where sequence = {sequence}"
            ),
            "at" => await database.TamperAsync(
                $"update ledger_entries set at = at + interval '1 millisecond' where sequence = {sequence}"
            ),
            "name" => await database.TamperAsync(
                $"update ledger_entries set name = 'test.bell.rung' where sequence = {sequence}"
            ),
            "subject" => await database.TamperAsync($"update ledger_entries set subject = 'bell:9' where sequence = {sequence}"),
            "payload" => await database.TamperAsync(
                $"update ledger_entries set payload = replace(payload, 'bell:4', 'bell:5') where sequence = {sequence}"
            ),
            "hash" => await database.TamperAsync(
                $"update ledger_entries set hash = (select hash from ledger_entries where sequence = 3) where sequence = {sequence}"
            ),
            "hub" => await database.TamperAsync($"update ledger_entries set hub = {someone} where sequence = {sequence}"),
            "removed" => await database.TamperAsync($"delete from ledger_entries where sequence = {sequence}"),
            "swapped" => await database.TamperAsync($"update ledger_entries set sequence = 99 where sequence = {sequence}")
                + await database.TamperAsync($"update ledger_entries set sequence = {sequence} where sequence = {sequence + 1}")
                + await database.TamperAsync($"update ledger_entries set sequence = {sequence + 1} where sequence = 99"),
            _ => throw new ArgumentOutOfRangeException(nameof(forgery)),
        };
        changed.ShouldBe(forgery == "swapped" ? 3 : 1);
    }

    private Task<TestDatabase> OpenAsync(Engine engine) =>
        TestDatabase.OpenAsync(
            engine,
            services =>
            {
                services.AddSingleton(_ears);
                services.AddScoped<IWithin<BellRung>, EchoOnBellRung>();
                services.AddScoped<IAfter<BellRung>, HearOnBellRung>();
                services.AddScoped<IAfter<BellRung>, CountOnBellRung>();
                services.AddScoped<IAfter<BellTuned>, IgnoreOnBellTuned>();
            }
        );

    private static Residency.Foundation.Ledger.Ledger LedgerOf(IServiceProvider services) =>
        services.GetRequiredService<Residency.Foundation.Ledger.Ledger>();

    private static Task WriteAsync(TestDatabase database, Actor actor, params Fact[] facts) =>
        database.DoAsync(
            async (services, db) =>
            {
                foreach (var fact in facts)
                {
                    LedgerOf(services).Write(actor, fact);
                }

                (await db.SaveAsync(CancellationToken.None)).IsDone.ShouldBeTrue();
            }
        );

    private static Task<IReadOnlyList<ChainFinding>> VerifyAsync(TestDatabase database) =>
        database.DoAsync((services, _) => services.GetRequiredService<VerifyChain>().AllAsync(CancellationToken.None));

    [FactName("test.bell.rung")]
    private sealed record BellRung : Fact
    {
        public required string Bell { get; init; }
        public required int Times { get; init; }
        public override string Subject => Bell;
        public override string InWords => $"The bell rang {Times} times.";
    }

    [FactName("test.bell.tuned")]
    private sealed record BellTuned : Fact
    {
        public required string Bell { get; init; }
        public override string Subject => Bell;
        public override string InWords => "The bell was tuned.";
    }

    private sealed class Ears
    {
        public List<string> Heard { get; } = [];
        public int Other { get; set; }
        public bool Deaf { get; set; }
        public bool Broken { get; set; }
        public bool Echo { get; set; }
    }

    private sealed class EchoOnBellRung(Residency.Foundation.Ledger.Ledger ledger, Ears ears) : IWithin<BellRung>
    {
        public Task OnAsync(BellRung fact, CancellationToken cancel)
        {
            if (ears.Broken)
            {
                throw new InvalidOperationException("planned");
            }

            if (ears.Echo)
            {
                ledger.Write(Actor.System, new BellTuned { Hub = fact.Hub, Bell = fact.Bell });
            }

            return Task.CompletedTask;
        }
    }

    private sealed class HearOnBellRung(Ears ears) : IAfter<BellRung>
    {
        public Task OnAsync(BellRung fact, CancellationToken cancel)
        {
            if (ears.Deaf)
            {
                throw new InvalidOperationException("planned");
            }

            ears.Heard.Add($"{fact.Bell} {fact.Times}");
            return Task.CompletedTask;
        }
    }

    private sealed class CountOnBellRung(Ears ears) : IAfter<BellRung>
    {
        public Task OnAsync(BellRung fact, CancellationToken cancel)
        {
            ears.Other++;
            return Task.CompletedTask;
        }
    }

    private sealed class IgnoreOnBellTuned : IAfter<BellTuned>
    {
        public Task OnAsync(BellTuned fact, CancellationToken cancel) => Task.CompletedTask;
    }
}

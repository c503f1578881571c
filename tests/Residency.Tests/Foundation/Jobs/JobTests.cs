using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Jobs;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.Jobs;

public sealed class JobTests
{
    private readonly Bench _bench = new();

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_job_lives_and_dies_with_its_transaction(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        await Should.ThrowAsync<InvalidOperationException>(() =>
            database.DoAsync(
                (services, db) =>
                    db.WriteAsync(
                        async cancel =>
                        {
                            services.GetRequiredService<JobQueue>().Enqueue(Actor.System, new Note("never"));
                            await db.SaveChangesAsync(cancel);
                            throw new InvalidOperationException("planned");
                        },
                        CancellationToken.None
                    )
            )
        );
        await EnqueueAsync(database, Actor.System, new Note("once"));

        (await database.RunJobsAsync()).ShouldBe(1);
        (await database.RunJobsAsync()).ShouldBe(0);
        _bench.Seen.ShouldBe(["once"]);
        (await CountAsync(database)).ShouldBe([new(JobState.Done, 1)]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_job_for_later_waits_for_its_hour(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        await EnqueueAsync(database, Actor.System, new Note("tomorrow"), database.Clock.Now.AddDays(1));

        (await database.RunJobsAsync()).ShouldBe(0);
        database.Clock.Advance(TimeSpan.FromDays(1));
        (await database.RunJobsAsync()).ShouldBe(1);
        _bench.Seen.ShouldBe(["tomorrow"]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_poisoned_job_is_given_up_with_back_off_while_others_flow(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        await EnqueueAsync(database, Actor.System, new Note("poison"));
        await EnqueueAsync(database, Actor.System, new Note("well"));
        _bench.Act = note => note == "poison" ? throw new InvalidOperationException("secret words of a person") : Result.Done;

        var tries = await database.RunJobsAsync();
        _bench.Seen.ShouldBe(["poison", "well"]);
        tries.ShouldBe(2);
        for (var again = 1; again < 8; again++)
        {
            database.Clock.Advance(JobSettings.PauseAfter(again) - TimeSpan.FromSeconds(1));
            (await database.RunJobsAsync()).ShouldBe(0, $"too early for try {again + 1}");
            database.Clock.Advance(TimeSpan.FromSeconds(1));
            (await database.RunJobsAsync()).ShouldBe(1, $"try {again + 1} is due");
        }

        database.Clock.Advance(TimeSpan.FromDays(10));
        (await database.RunJobsAsync()).ShouldBe(0);
        var dead = (
            await database.DoAsync(
                (services, _) =>
                    services.GetRequiredService<JobQueries>().ListAsync(null, JobStanding.GivenUp, 1, CancellationToken.None)
            )
        ).Lines.ShouldHaveSingleItem();
        dead.Tries.ShouldBe(8);
        dead.ErrorClass.ShouldBe(nameof(InvalidOperationException));
        dead.Error.ShouldNotContain("secret");

        _bench.Act = _ => Result.Done;
        (
            await database.DoAsync(
                (services, _) => services.GetRequiredService<JobQueue>().TryAgainAsync(dead.Number, CancellationToken.None)
            )
        ).ShouldBeTrue();
        (await database.RunJobsAsync()).ShouldBe(1);
        (await CountAsync(database)).ShouldBe([new(JobState.Done, 2)]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_final_refusal_gives_up_at_once_and_later_is_waited_for(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        await EnqueueAsync(database, Actor.System, new Note("forbidden"));
        await EnqueueAsync(database, Actor.System, new Note("later"));
        _bench.Act = note =>
            note == "forbidden" ? new Refusal.Forbidden() : new Refusal.Later("The other side is busy.", TimeSpan.FromHours(3));

        (await database.RunJobsAsync()).ShouldBe(2);
        (await CountAsync(database)).ShouldBe([new(JobState.Dead, 1), new(JobState.Waiting, 1)], ignoreOrder: true);
        database.Clock.Advance(TimeSpan.FromHours(3) - TimeSpan.FromSeconds(1));
        (await database.RunJobsAsync()).ShouldBe(0);
        database.Clock.Advance(TimeSpan.FromSeconds(1));
        (await database.RunJobsAsync()).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Jobs_of_one_key_never_overtake_each_other(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        foreach (var word in (string[])["a1", "b1", "a2", "b2", "a3"])
        {
            await EnqueueAsync(database, Actor.System, new Note(word, word[..1]));
        }

        var broken = true;
        _bench.Act = note => note == "a1" && broken ? throw new OutsideException("planned") : Result.Done;
        await database.RunJobsAsync();
        _bench.Seen.ShouldBe(["a1", "b1", "b2"]);
        broken = false;
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        await database.RunJobsAsync();
        _bench.Seen.ShouldBe(["a1", "b1", "b2", "a1", "a2", "a3"]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Two_nodes_run_every_job_once_and_one_key_in_order(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        // On SQLite there is only one process: two runners share its turns.
        await using var other =
            engine == Engine.Postgres ? TestDatabase.Over(engine, database.Settings, Plant, database.Clock).Services : null;
        for (var n = 0; n < 30; n++)
        {
            await EnqueueAsync(database, Actor.System, new Note($"{n % 3}-{n:00}", $"{n % 3}"));
        }

        var nodes = new[] { database.Services, other ?? database.Services };
        await Task.WhenAll(
            nodes.Concat(nodes).Select(node => node.GetRequiredService<JobRunner>().RunDueAsync(CancellationToken.None))
        );
        // A runner that finds all keys busy leaves; the others finish the rest.
        await database.RunJobsAsync();

        _bench
            .Seen.Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, 30).Select(n => $"{n % 3}-{n:00}").Order(StringComparer.Ordinal));
        foreach (var key in (string[])["0", "1", "2"])
        {
            _bench.Seen.Where(word => word.StartsWith(key, StringComparison.Ordinal)).ShouldBeInOrder();
        }

        _bench.MostAtOncePerKey.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_job_of_a_dead_node_is_begun_anew_and_the_dead_one_may_no_longer_end_it(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        await EnqueueAsync(database, Actor.System, new Note("orphan", "k"));
        await EnqueueAsync(database, Actor.System, new Note("next", "k"));
        var runner = database.Services.GetRequiredService<JobRunner>();
        var abandoned = (await runner.TakeAsync(CancellationToken.None)).ShouldNotBeNull();

        (await runner.TakeAsync(CancellationToken.None)).ShouldBeNull("the lease of the first still holds");
        database.Clock.Advance(TimeSpan.FromDays(1));
        (await runner.TakeAsync(CancellationToken.None)).ShouldBeNull("leases do not run on this machine's clock");
        await database.TamperAsync($"update jobs_queue set lease_until = 1 where state = 'Running'");
        var heir = (await runner.TakeAsync(CancellationToken.None)).ShouldNotBeNull();
        heir.Number.ShouldBe(abandoned.Number);

        await runner.RunAsync(abandoned, CancellationToken.None);
        (await CountAsync(database)).ShouldBe([new(JobState.Running, 1), new(JobState.Waiting, 1)], ignoreOrder: true);
        await runner.RunAsync(heir, CancellationToken.None);
        await database.RunJobsAsync();
        (await CountAsync(database)).ShouldBe([new(JobState.Done, 2)]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Rights_are_those_of_the_hour_in_which_the_job_runs(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        var hub = TypedId.New<HubId>();
        var person = TypedId.New<PersonId>();
        _bench.People[person] = Actor.Of(person, [new Standing(hub, Role.Writer, null, null)]);
        await EnqueueAsync(database, _bench.People[person], new Note("first"));
        await EnqueueAsync(database, _bench.People[person], new Note("second"), database.Clock.Now.AddHours(1));

        await database.RunJobsAsync();
        _bench.Actors[^1].Plays(hub, Role.Writer).ShouldBeTrue();
        _bench.People[person] = Actor.Visitor;
        database.Clock.Advance(TimeSpan.FromHours(1));
        await database.RunJobsAsync();
        _bench.Actors[^1].IsVisitor.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_job_that_comes_back_waits_exactly_once(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        var runner = database.Services.GetRequiredService<JobRunner>();
        await runner.TidyAsync(CancellationToken.None);
        await runner.TidyAsync(CancellationToken.None);
        (await ChimesDueAsync(database)).ShouldBe(1);

        await database.RunJobsAsync();
        _bench.Chimes.ShouldBe(1);
        (await ChimesDueAsync(database)).ShouldBe(1);
        database.Clock.Advance(TimeSpan.FromHours(24));
        await database.RunJobsAsync();
        _bench.Chimes.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Old_ended_jobs_go_and_those_given_up_stay(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        await EnqueueAsync(database, Actor.System, new Note("good"));
        await EnqueueAsync(database, Actor.System, new Note("bad"));
        _bench.Act = note => note == "bad" ? new Refusal.NotFound() : Result.Done;
        await database.RunJobsAsync();

        database.Clock.Advance(TimeSpan.FromDays(31));
        await database.Services.GetRequiredService<JobRunner>().TidyAsync(CancellationToken.None);
        var left = await database.DoAsync((_, db) => db.Set<QueuedJob>().Where(job => job.Name == "test.note").ToListAsync());
        left.ShouldHaveSingleItem().State.ShouldBe(JobState.Dead);
    }

    private Task<TestDatabase> OpenAsync(Engine engine) => TestDatabase.OpenAsync(engine, Plant);

    private void Plant(IServiceCollection services)
    {
        services.AddSingleton(_bench);
        services.AddSingleton<IActorSource>(_bench);
        services.AddScoped<IJob<Note>, NoteJob>();
        services.AddScoped<IJob<Chime>, ChimeJob>();
    }

    private static Task EnqueueAsync(TestDatabase database, Actor actor, JobPayload payload, DateTimeOffset? due = null) =>
        database.DoAsync(
            async (services, db) =>
            {
                services.GetRequiredService<JobQueue>().Enqueue(actor, payload, due);
                (await db.SaveAsync(CancellationToken.None)).IsDone.ShouldBeTrue();
            }
        );

    private static Task<List<KeyValuePair<JobState, int>>> CountAsync(TestDatabase database) =>
        database.DoAsync(
            async (_, db) =>
                (
                    await db.Set<QueuedJob>()
                        .GroupBy(job => job.State)
                        .Select(group => new { group.Key, Count = group.Count() })
                        .ToListAsync()
                )
                    .Select(group => new KeyValuePair<JobState, int>(group.Key, group.Count))
                    .ToList()
        );

    private static Task<int> ChimesDueAsync(TestDatabase database) =>
        database.DoAsync(
            (_, db) => db.Set<QueuedJob>().CountAsync(job => job.Name == "test.chime" && job.State == JobState.Waiting)
        );

    [JobName("test.note")]
    private sealed record Note(string Word, string? Key = null) : JobPayload
    {
        public override string? OrderKey => Key;
    }

    [JobName("test.chime"), Every(24)]
    private sealed record Chime : JobPayload;

    private sealed class NoteJob(Bench bench) : IJob<Note>
    {
        public async Task<Result> RunAsync(Note payload, Actor actor, CancellationToken cancel)
        {
            using var entered = bench.Enter(payload.Key ?? "");
            // Gives other runners a chance to come between.
            await Task.Yield();
            return bench.Note(payload.Word, actor);
        }
    }

    private sealed class ChimeJob(Bench bench) : IJob<Chime>
    {
        public Task<Result> RunAsync(Chime payload, Actor actor, CancellationToken cancel)
        {
            bench.Chimes++;
            return Task.FromResult(Result.Done);
        }
    }

    private sealed class Bench : IActorSource
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, int> _inside = [];

        public List<string> Seen { get; } = [];
        public List<Actor> Actors { get; } = [];
        public Dictionary<PersonId, Actor> People { get; } = [];
        public Func<string, Result> Act { get; set; } = _ => Result.Done;
        public int Chimes { get; set; }
        public int MostAtOncePerKey { get; private set; }

        public Task<IReadOnlyList<Actor>> InHubAsync(
            HubId hub,
            IReadOnlyCollection<Role> roles,
            IReadOnlyCollection<PersonId> people,
            CancellationToken cancel
        ) => Task.FromResult<IReadOnlyList<Actor>>([]);

        public Result Note(string word, Actor actor)
        {
            lock (_lock)
            {
                Seen.Add(word);
                Actors.Add(actor);
            }

            return Act(word);
        }

        public IDisposable Enter(string key)
        {
            lock (_lock)
            {
                _inside[key] = _inside.GetValueOrDefault(key) + 1;
                MostAtOncePerKey = Math.Max(MostAtOncePerKey, _inside[key]);
            }

            return new Leaving(this, key);
        }

        public Task<Actor> OfPersonAsync(PersonId person, DateTimeOffset? provedAt, CancellationToken cancel) =>
            Task.FromResult(People[person]);

        public Task<PersonId?> FindPersonAsync(string email, CancellationToken cancel) => Task.FromResult<PersonId?>(null);

        private sealed class Leaving(Bench bench, string key) : IDisposable
        {
            public void Dispose()
            {
                lock (bench._lock)
                {
                    bench._inside[key]--;
                }
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Residency.Foundation.Jobs;
using Residency.Foundation.Mail;
using Residency.Make.CaseStudies;
using Residency.Tests.World;

namespace Residency.Tests.Permissions;

/// <summary>What is not public is met nowhere by those who have no right to it: on no page, in no file, letter or line of the log.</summary>
public sealed class CanaryTests(ITestOutputHelper output)
{
    // Nobody, somebody shut out, and the owner of the other hub, who may see most and nothing here.
    private static readonly string[] s_strangers = ["PUB", "SUS suspended", "SUS expired", "island HO", "island PA"];
    private static readonly string[] s_insiders = ["HO", "EX assigned", "OP"];

    [Fact]
    public Task Nothing_unpublished_is_met_by_strangers_on_SQLite() => Nothing_unpublished_is_met_by_strangers(Engine.Sqlite);

    [Fact]
    public Task Nothing_unpublished_is_met_by_strangers_on_PostgreSQL() =>
        Nothing_unpublished_is_met_by_strangers(Engine.Postgres);

    private async Task Nothing_unpublished_is_met_by_strangers(Engine engine)
    {
        var log = new Diary();
        await using var world = await TwoHubs.OpenAsync(engine, more: services => services.AddSingleton<ILoggerProvider>(log));
        var canaries = await world.PlantCanariesAsync();
        await world.Site.Services.GetRequiredService<JobRunner>().RunDueAsync(TestContext.Current.CancellationToken);
        var published = world.Studies.Single(study => study.IsPublic);
        var addresses = await AddressesAsync(world);
        List<string> words = [.. canaries.Select(canary => canary.Word), published.Word, published.TitleWord];
        var leaks = new List<string>();

        async Task<Crawler> WalkAsync(string name, Thoroughness thoroughness)
        {
            var clock = Stopwatch.StartNew();
            var crawler = new Crawler(world.CallerOf(world.The(name)), words, thoroughness);
            await crawler.WalkAsync(addresses);
            output.WriteLine($"{name}: {crawler} in {clock.Elapsed.TotalSeconds:0} s on {engine}");
            crawler.Broken.ShouldBeEmpty(name);
            return crawler;
        }

        void Judge(string name, Crawler crawler)
        {
            leaks.AddRange(
                canaries
                    .Where(canary => crawler.Met.ContainsKey(canary.Word))
                    .Select(canary => $"{name} meets {canary.Where} ({canary.Word}) at {crawler.Met[canary.Word]}")
            );
            // The same walk meets what is public, so that meeting nothing else means something.
            crawler.Met.ShouldContainKey(published.Word, name);
            crawler.Met.ShouldContainKey(published.TitleWord, name);
        }

        var first = await WalkAsync("PUB", Thoroughness.EveryWay);
        Judge("PUB", first);
        s_kinds.ShouldBeSubsetOf(first.Kinds.Keys.Select(kind => kind.Split(';')[0]));
        leaks.AddRange(await SuggestionsAsync(world, first, canaries));

        // And it meets every canary in the hands of those who may see it.
        var insiders = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in s_insiders)
        {
            insiders.UnionWith((await WalkAsync(name, Thoroughness.Once)).Met.Keys);
        }

        canaries
            .Where(canary => !insiders.Contains(canary.Word))
            .Select(canary => canary.Where)
            .ShouldBeEmpty("nobody meets these, so that their absence proves nothing");

        // Once more: nothing of what was drawn for the owner was kept for the next one.
        foreach (var name in s_strangers.Where(name => name is "PUB" or "island HO" || Effort.Asks(engine, name)))
        {
            Judge(name, await WalkAsync(name, Thoroughness.Once));
        }

        leaks.AddRange(LettersWith(world, canaries));
        log.Lines.Count.ShouldBeGreaterThan(20);
        leaks.AddRange(
            log.Lines.SelectMany(line => Said(line, canaries).Select(canary => $"the log has {canary.Where}: {line}"))
        );
        leaks.Take(40).ShouldBeEmpty($"{leaks.Count} canaries were met");
    }

    // Each kind of answer was among those that were read.
    private static readonly string[] s_kinds =
    [
        "200 text/html",
        "404 text/html",
        "410 text/html",
        "302 ",
        "200 application/atom+xml",
        "200 application/feed+json",
        "200 application/xml",
        "200 text/plain",
        "200 application/zip",
        "200 application/vnd.residency.case-study+json",
        "200 application/x-bibtex",
        "200 image/gif",
    ];

    // Every address of every route, what stands outside of routes, and what no route has.
    private static async Task<IReadOnlyList<string>> AddressesAsync(TwoHubs world)
    {
        var targets = await Targets.OfAsync(world);
        return
        [
            .. WayIn
                .All(world.Site.Services)
                .Where(way => way.Method is "GET")
                .SelectMany(way => targets.Of(way.Route))
                .Select(target => target.Path),
            .. ((string[])[".atom", ".json", ".xml", "?format=json"]).Select(ending => "/harbour/library" + ending),
            "/problem",
            "/problem/403",
            "/problem/404",
            "/problem/410",
            "/problem/500",
            "/sitemap.xml?hub=harbour",
            "/harbour/../harbour/case-studies",
            "/HARBOUR/library",
            "/harbour//library",
        ];
    }

    // A search for a canary answers as one for a word that nobody ever wrote: no result, no count, no suggestion.
    private static async Task<IReadOnlyList<string>> SuggestionsAsync(
        TwoHubs world,
        Crawler crawler,
        IReadOnlyList<Canary> canaries
    )
    {
        var different = new List<string>();
        var caller = world.CallerOf(world.The("PUB"));
        crawler.Questions.ShouldNotBeEmpty();
        foreach (var question in crawler.Questions)
        {
            foreach (var canary in canaries)
            {
                var unknown = new string('q', canary.Word.Length);
                var (asked, blank) = (
                    await caller.GetAsync(question.With(canary.Word)),
                    await caller.GetAsync(question.With(unknown))
                );
                if (
                    asked.Alike.Replace(canary.Word, unknown, StringComparison.OrdinalIgnoreCase) != blank.Alike
                    || asked.Status != blank.Status
                )
                {
                    different.Add($"{question.With(canary.Word)} answers otherwise than for an unknown word: {canary.Where}");
                }
            }
        }

        return different;
    }

    private static IEnumerable<string> LettersWith(TwoHubs world, IReadOnlyList<Canary> canaries)
    {
        world.Site.Mails.ShouldNotBeEmpty();
        return world.Site.Mails.SelectMany(letter =>
            Said(
                    string.Join(
                        '\n',
                        letter.Parts.Select(part => part.ToString()).Append(letter.Subject).Append(letter.FromName)
                    ),
                    canaries
                )
                .Select(canary => $"a letter “{letter.Subject}” has {canary.Where}")
        );
    }

    private static IEnumerable<Canary> Said(string text, IReadOnlyList<Canary> canaries) =>
        canaries.Where(canary => text.Contains(canary.Word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Keeps everything that is written to the log.</summary>
    private sealed class Diary : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}

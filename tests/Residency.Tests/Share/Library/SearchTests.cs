using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;
using Residency.Gather.Hubs;
using Residency.Gather.Hubs.Model;
using Residency.Share.Library.Model;
using Residency.Share.Library.Storage;
using Residency.Tests.World;

namespace Residency.Tests.Share.Library;

public sealed class SearchTests
{
    private static readonly string[] Vocabulary =
    [
        "harbour",
        "water",
        "données",
        "Zürich",
        "open",
        "source",
        "leak",
        "pump",
        "archive",
        "ethics",
        "naïve",
        "model",
    ];

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Finds_exactly_what_reading_every_text_would_find(Engine engine)
    {
        const int seed = 20261123;
        await using var database = await OpenAsync(engine);
        var (hub, texts) = await FillAsync(database, new Random(seed), 60);
        foreach (
            var typed in (string[])
                ["water", "WATER pump", "\"open source\"", "donnees", "zurich -leak", "har", "naive model ", "nothing"]
        )
        {
            var words = SearchWords.Of(typed);
            var expected = texts.Where(text => Holds(text.Value, words)).Select(text => text.Key).Order().ToList();
            var found = await SearchAsync(database, new SearchWish(hub, words, [], LibraryOrder.Title, 1));
            found.Total.ShouldBe(expected.Count, $"“{typed}” on {engine}, seed {seed}");
            texts
                .Count(text => words.AreIn(text.Value))
                .ShouldBe(expected.Count, $"“{typed}” read without an index, seed {seed}");
            found
                .Entries.Select(entry => entry.Title)
                .ShouldBe(expected.Take(SearchWish.PageSize), $"“{typed}” on {engine}, seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Facets_count_what_choosing_them_would_show(Engine engine)
    {
        const int seed = 7;
        await using var database = await OpenAsync(engine);
        var (hub, _) = await FillAsync(database, new Random(seed), 40);
        FacetChoice[] chosen = [new(FacetKind.Theme, "open-data")];
        var found = await SearchAsync(database, new SearchWish(hub, SearchWords.Of("water "), chosen, LibraryOrder.Newest, 1));
        found.Facets.ShouldNotBeEmpty($"seed {seed}");
        foreach (var facet in found.Facets.Where(facet => !facet.IsChosen))
        {
            var others = facet.Kind == FacetKind.Theme ? [] : chosen;
            FacetChoice[] with = [.. others, new FacetChoice(facet.Kind, facet.Value)];
            var shown = await SearchAsync(database, new SearchWish(hub, SearchWords.Of("water "), with, LibraryOrder.Newest, 1));
            shown.Total.ShouldBe(facet.Entries, $"{facet.Kind} {facet.Value} on {engine}, seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_better_match_comes_first_and_another_hub_is_never_found(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        var here = await HubAsync(database, "here");
        var there = await HubAsync(database, "there");
        await PutAsync(database, here, "B: pumps in the body", "the pump is old and the pipe is long");
        await PutAsync(database, here, "A: a pump in the title", "nothing else of note");
        await PutAsync(database, there, "Another hub's pump", "pump pump pump");
        var found = await SearchAsync(database, new SearchWish(here, SearchWords.Of("pump "), [], LibraryOrder.Relevance, 1));
        found.Entries.Select(entry => entry.Title).ShouldBe(["A: a pump in the title", "B: pumps in the body"]);
    }

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task No_typed_text_is_ever_a_syntax_error(Engine engine)
    {
        await using var database = await OpenAsync(engine);
        var hub = await HubAsync(database, "here");
        await PutAsync(database, hub, "One", "body");
        foreach (
            var typed in (string[])
                ["'", "\"", "a & b | !c", "(x", ":*", "\\", "AND", "NEAR/2", "*", "-a b", "<->", "%", "''';--", "\u0000x"]
        )
        {
            var found = await SearchAsync(database, new SearchWish(hub, SearchWords.Of(typed), [], LibraryOrder.Relevance, 1));
            found.Total.ShouldBeInRange(0, 1, typed);
        }
    }

    private static async Task<TestDatabase> OpenAsync(Engine engine)
    {
        var database = await TestDatabase.OpenAsync(
            engine,
            services =>
                services
                    .AddScoped<ISearchIndex>(provider =>
                        provider.GetRequiredService<AppDb>() is PostgresAppDb
                            ? new PostgresSearchIndex()
                            : new SqliteSearchIndex()
                    )
                    .AddScoped<LibraryQueries>()
        );
        await database.DoAsync(
            (services, db) =>
                db.WriteAsync(
                    cancel => services.GetRequiredService<ISearchIndex>().PrepareAsync(db, cancel),
                    CancellationToken.None
                )
        );
        return database;
    }

    private static Task<HubId> HubAsync(TestDatabase database, string slug) =>
        database.DoAsync(
            async (_, db) =>
            {
                var hub = Hub.Open(new NewHub(slug, slug, "Host", "", ""), database.Clock.GetUtcNow()).Value;
                db.Add(hub);
                (await db.SaveAsync(CancellationToken.None)).IsDone.ShouldBeTrue();
                return hub.Id;
            }
        );

    private static Task PutAsync(TestDatabase database, HubId hub, string title, string body, params LibraryFacet[] facets) =>
        database.DoAsync(
            (services, db) =>
                db.WriteAsync(
                    async cancel =>
                    {
                        var entry = LibraryEntry.Begin(hub, PublicCode.New(), database.Clock.GetUtcNow());
                        entry.Show(
                            new LibraryText(1, title, "", "", database.Clock.GetUtcNow()) { Body = body, Facets = facets }
                        );
                        db.Add(entry);
                        await db.SaveChangesAsync(cancel);
                        await services.GetRequiredService<ISearchIndex>().PutAsync(db, entry, cancel);
                    },
                    CancellationToken.None
                )
        );

    private static Task<SearchFinding> SearchAsync(TestDatabase database, SearchWish wish) =>
        database.DoAsync(
            (services, _) => services.GetRequiredService<LibraryQueries>().SearchAsync(wish, CancellationToken.None)
        );

    private static async Task<(HubId Hub, Dictionary<string, string> Texts)> FillAsync(
        TestDatabase database,
        Random random,
        int count
    )
    {
        var hub = await HubAsync(database, "filled");
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] themes = ["Open data", "Ethics", "Reproducibility"];
        for (var i = 0; i < count; i++)
        {
            var body = string.Join(' ', Enumerable.Range(0, 8).Select(_ => Vocabulary[random.Next(Vocabulary.Length)]));
            var theme = themes[random.Next(themes.Length)];
            var year = (2024 + random.Next(3)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            texts[$"Text {i:00}"] = body;
            await PutAsync(
                database,
                hub,
                $"Text {i:00}",
                body,
                new LibraryFacet(FacetKind.Theme, Labels.Key(theme), theme),
                new LibraryFacet(FacetKind.Year, year, year)
            );
        }

        return (hub, texts);
    }

    // The plain reading: every part is there as words in a row, the last one perhaps only begun; no excluded part is.
    private static bool Holds(string body, SearchWords words)
    {
        var all = SearchWords.Of(Plain(body) + " ").Parts.SelectMany(part => part.Words).ToList();
        var text = Plain(body).Split(' ');
        all.Count.ShouldBeGreaterThan(0);
        return words.Parts.All(part => InRow(text, part) != part.IsExcluded);
    }

    private static bool InRow(string[] text, SearchPart part) =>
        Enumerable
            .Range(0, text.Length)
            .Any(start =>
                start + part.Words.Count <= text.Length
                && part.Words.Select((word, i) => (Word: Plain(word), Last: i == part.Words.Count - 1, Text: text[start + i]))
                    .All(pair =>
                        part.IsBeginning && pair.Last
                            ? pair.Text.StartsWith(pair.Word, StringComparison.Ordinal)
                            : pair.Text == pair.Word
                    )
            );

    private static string Plain(string text) =>
        string.Concat(
                text.ToLowerInvariant()
                    .Normalize(System.Text.NormalizationForm.FormD)
                    .Where(c =>
                        System.Globalization.CharUnicodeInfo.GetUnicodeCategory(c)
                        != System.Globalization.UnicodeCategory.NonSpacingMark
                    )
            )
            .Normalize(System.Text.NormalizationForm.FormC);
}

using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Share.Library.Model;
using Residency.Share.Library.Storage;

namespace Residency.Bench;

/// <summary>The library's search with all its facets, in turns with hand-written SQL for the same words.</summary>
internal static class SearchBench
{
    private const int Rounds = 7;

    // A word of rank r stands in about 1 - (1 - 1/(10 r))^1500 of all texts.
    private static readonly (string What, string[] Typed)[] s_searches =
    [
        ("a word of nearly every text", [Prose.Word(3), Prose.Word(5), Prose.Word(8), Prose.Word(13)]),
        ("a word of every tenth text", [Prose.Word(1_400), Prose.Word(1_500), Prose.Word(1_600), Prose.Word(1_700)]),
        ("a rare word", [Prose.Word(15_000), Prose.Word(16_000), Prose.Word(17_000), Prose.Word(18_000)]),
        (
            "three words",
            [
                .. Enumerable
                    .Range(0, 4)
                    .Select(i => string.Join(' ', Prose.Word(20 + i), Prose.Word(40 + i), Prose.Word(60 + i)) + " "),
            ]
        ),
        ("the beginning of a word", [.. ((int[])[900, 1_100, 1_300, 1_700]).Select(rank => Prose.Word(rank)[..3])]),
    ];

    public static async Task<object> RunAsync(int editions, int words, CancellationToken cancel)
    {
        using var folder = new TemporaryFolder();
        var sqlite = await OnAsync(new StorageSettings { DataFolder = folder.Path }, editions, words, cancel);
        SqliteConnection.ClearAllPools();
        var server =
            Environment.GetEnvironmentVariable("RESIDENCY_TEST_POSTGRES")
            ?? throw new InvalidOperationException("RESIDENCY_TEST_POSTGRES names no server; bench/search/run starts one.");
        var name = $"residency_bench_{Environment.ProcessId}";
        await CommandAsync(server, $"create database {name}", cancel);
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
            var settings = new StorageSettings { DataFolder = folder.Path, Postgres = connection };
            return new
            {
                editions,
                words,
                sqlite,
                postgres = await OnAsync(settings, editions, words, cancel),
            };
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await CommandAsync(server, $"drop database {name} with (force)", CancellationToken.None);
        }
    }

    private static async Task<object> OnAsync(StorageSettings settings, int editions, int words, CancellationToken cancel)
    {
        var engine = settings.UsesPostgres ? "PostgreSQL" : "SQLite";
        await Console.Error.WriteLineAsync($"bench: putting {editions} editions of {words} words into {engine}");
        await using var services = FilledLibrary.Open(settings);
        var clock = Stopwatch.StartNew();
        var hub = await FilledLibrary.FillAsync(services, editions, words, cancel);
        var filling = clock.Elapsed;
        await using DbConnection connection = settings.UsesPostgres
            ? new NpgsqlConnection(settings.Postgres)
            : new SqliteConnection($"Data Source={settings.SqliteFile};Mode=ReadOnly");
        await connection.OpenAsync(cancel);
        if (settings.UsesPostgres)
        {
            await CommandAsync(settings.Postgres!, "vacuum analyze", cancel); // what the server does by itself in time
        }

        var bare = new BareSearch(connection);
        var (ours, theirs, kinds) = (new List<double>(), new List<double>(), new List<object>());
        foreach (var (what, typed) in s_searches)
        {
            await Console.Error.WriteLineAsync($"bench: {engine}, {what}");
            var (own, other, found) = (new List<double>(), new List<double>(), 0);
            for (var round = -1; round < Rounds; round++)
            {
                foreach (var text in typed)
                {
                    var (one, total) = await TimedAsync(() => SearchAsync(services, hub, text, cancel));
                    var (two, same) = await TimedAsync(() => bare.RunAsync(SearchWords.Of(text), cancel));
                    if (total != same)
                    {
                        throw new InvalidOperationException($"'{text}' found {total} and {same}.");
                    }

                    if (round >= 0)
                    {
                        own.Add(one);
                        other.Add(two);
                        found += total;
                    }
                }
            }

            kinds.Add(
                new
                {
                    what,
                    found = found / own.Count,
                    residencyP50 = own.At(0.5),
                    residencyP95 = own.At(0.95),
                    bareP50 = other.At(0.5),
                    bareP95 = other.At(0.95),
                }
            );
            ours.AddRange(own);
            theirs.AddRange(other);
        }

        return new
        {
            fillingSeconds = Math.Round(filling.TotalSeconds, 1),
            searches = ours.Count,
            residencyP50 = ours.At(0.5),
            residencyP95 = ours.At(0.95),
            bareP50 = theirs.At(0.5),
            bareP95 = theirs.At(0.95),
            p95Ratio = Math.Round(ours.At(0.95) / theirs.At(0.95), 2),
            kinds,
        };
    }

    private static async Task<(double Milliseconds, int Found)> TimedAsync(Func<Task<int>> search)
    {
        var begun = Stopwatch.GetTimestamp();
        var found = await search();
        return (Stopwatch.GetElapsedTime(begun).TotalMilliseconds, found);
    }

    private static async Task<int> SearchAsync(ServiceProvider services, HubId hub, string typed, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var wish = new SearchWish(hub, SearchWords.Of(typed), [], LibraryOrder.Relevance, 1);
        return (await scope.ServiceProvider.GetRequiredService<LibraryQueries>().SearchAsync(wish, cancel)).Total;
    }

    private static async Task CommandAsync(string server, string text, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the name is our own process number
        command.CommandText = text;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancel);
    }
}

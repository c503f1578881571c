using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Storage;

namespace Residency.Tests.Foundation.Storage;

public sealed class WriteTurnTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("residency-turns-").FullName;
    private ServiceProvider _provider = null!; // set before each test

    public async ValueTask InitializeAsync()
    {
        _provider = new ServiceCollection()
            .AddLogging()
            .AddStorage(new StorageSettings { DataFolder = _folder })
            .BuildServiceProvider();
        await using var scope = _provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await db.WriteAsync(
            async cancel =>
            {
                await db.Database.ExecuteSqlRawAsync("create table probe (n integer primary key, who text)", cancel);
            },
            CancellationToken.None
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Outside_a_turn_nothing_can_be_written()
    {
        await using var scope = _provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var refused = await Should.ThrowAsync<SqliteException>(() =>
            db.Database.ExecuteSqlRawAsync("insert into probe (who) values ('x')")
        );
        refused.Message.ShouldContain("readonly");
    }

    [Fact]
    public async Task The_writer_syncs_every_commit_and_keeps_foreign_keys()
    {
        var turns = _provider.GetRequiredService<SqliteWriteTurns>();
        var answers = await turns.AloneAsync(
            async (writer, cancel) =>
            {
                await using var ask = writer.CreateCommand();
                ask.CommandText =
                    "select (select * from pragma_synchronous) || ' ' || (select * from pragma_journal_mode) || ' ' || (select * from pragma_foreign_keys)";
                return (string)(await ask.ExecuteScalarAsync(cancel))!; // the query yields one text
            },
            CancellationToken.None
        );
        answers.ShouldBe("2 wal 1");
    }

    [Fact]
    public async Task Fifty_writers_at_once_lose_nothing_and_a_failed_one_leaves_nothing()
    {
        var writers = Enumerable
            .Range(0, 50)
            .Select(async number =>
            {
                await using var scope = _provider.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<AppDb>();
                try
                {
                    await db.WriteAsync(
                        async cancel =>
                        {
                            await db.Database.ExecuteSqlAsync($"insert into probe (who) values ({number})", cancel);
                            if (number % 10 == 0)
                            {
                                throw new InvalidOperationException("planned");
                            }
                        },
                        CancellationToken.None
                    );
                }
                catch (InvalidOperationException planned) when (planned.Message == "planned") { }
            });
        await Task.WhenAll(writers);

        await using var reading = _provider.CreateAsyncScope();
        var count = await reading
            .ServiceProvider.GetRequiredService<AppDb>()
            .Database.SqlQuery<int>($"select count(*) as Value from probe")
            .SingleAsync();
        count.ShouldBe(45);
    }
}

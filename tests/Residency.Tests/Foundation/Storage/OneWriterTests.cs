using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Safekeeping;
using Residency.Foundation.Storage;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.Storage;

/// <summary>SQLite before 3.51.3 can corrupt its log when two connections write or checkpoint at once: there is one.</summary>
public sealed class OneWriterTests
{
    [Fact]
    public async Task A_second_writer_of_the_same_file_is_refused()
    {
        await using var database = await TestDatabase.OpenAsync(Engine.Sqlite);
        await database.TamperAsync($"delete from jobs_queue");
        await using var second = TestDatabase.Over(Engine.Sqlite, database.Settings).Services;
        await using var scope = second.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var refused = await Should.ThrowAsync<InvalidOperationException>(() =>
            db.WriteAsync(_ => Task.CompletedTask, CancellationToken.None)
        );
        refused.Message.ShouldContain("exactly one");
    }

    [Fact]
    public async Task A_reader_can_neither_write_nor_checkpoint()
    {
        await using var database = await TestDatabase.OpenAsync(Engine.Sqlite);
        await database.DoAsync(
            async (_, db) =>
            {
                (await db.Database.SqlQuery<long>($"select query_only as Value from pragma_query_only").SingleAsync()).ShouldBe(
                    1
                );
                await db.Database.OpenConnectionAsync();
                await using var ask = db.Database.GetDbConnection().CreateCommand();
                ask.CommandText = "PRAGMA wal_autocheckpoint";
                (await ask.ExecuteScalarAsync()).ShouldBe(0L);
                await Should.ThrowAsync<SqliteException>(() => db.Database.ExecuteSqlAsync($"delete from jobs_queue"));
            }
        );
    }

    [Fact]
    public async Task Readers_writers_checkpoints_and_backups_at_once_leave_a_sound_file()
    {
        const int Rounds = 30;
        await using var database = await TestDatabase.OpenAsync(Engine.Sqlite, services => services.AddSafekeeping());
        var turns = database.Services.GetRequiredService<SqliteWriteTurns>();
        var backups = Directory.CreateTempSubdirectory("residency-stress-").FullName;
        var readers = Enumerable
            .Range(0, 8)
            .Select(_ => TimesAsync(Rounds, () => database.DoAsync((_, db) => db.Set<QueuedJob>().CountAsync())));
        var writers = Enumerable.Range(0, 4).Select(writer => TimesAsync(Rounds, () => WriteAsync(database, writer)));
        var checkpoints = TimesAsync(Rounds, () => turns.AloneAsync(CheckpointAsync, CancellationToken.None));
        var copies = TimesAsync(
            3,
            () =>
                database.DoAsync(
                    (services, _) =>
                        services
                            .GetRequiredService<Backup>()
                            .TakeAsync(Path.Combine(backups, $"{Path.GetRandomFileName()}.zip"), CancellationToken.None)
                )
        );
        await Task.WhenAll([.. readers, .. writers, checkpoints, copies]);

        await turns.AloneAsync(
            async (writer, cancel) =>
            {
                await using var ask = writer.CreateCommand();
                ask.CommandText = "select integrity_check from pragma_integrity_check";
                (await ask.ExecuteScalarAsync(cancel)).ShouldBe("ok");
                return true;
            },
            CancellationToken.None
        );
        (await database.DoAsync((_, db) => db.Set<QueuedJob>().CountAsync())).ShouldBe(4 * Rounds);
        Directory.GetFiles(backups).Length.ShouldBe(3);
        Directory.Delete(backups, recursive: true);
    }

    private static async Task TimesAsync(int times, Func<Task> act)
    {
        for (var n = 0; n < times; n++)
        {
            await act();
        }
    }

    private static Task WriteAsync(TestDatabase database, int writer) =>
        database.DoAsync(
            (services, db) =>
            {
                services.GetRequiredService<JobQueue>().Enqueue(Actor.System, new Stress(writer));
                return db.SaveChangesAsync();
            }
        );

    private static async Task<int> CheckpointAsync(SqliteConnection writer, CancellationToken cancel)
    {
        await using var checkpoint = writer.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        return await checkpoint.ExecuteNonQueryAsync(cancel);
    }

    [JobName("test.stress")]
    private sealed record Stress(int Writer) : JobPayload;
}

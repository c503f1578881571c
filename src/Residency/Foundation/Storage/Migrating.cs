using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Results;

namespace Residency.Foundation.Storage;

/// <summary>Acts before the schema of a database with content changes. Registered in the container.</summary>
public interface IBeforeMigration
{
    /// <summary>Keeps what is there.</summary>
    /// <param name="next">The first migration that will be applied.</param>
    /// <param name="cancel">Stops the migration as well.</param>
    Task BeforeMigrationAsync(string next, CancellationToken cancel);
}

/// <summary>The migration takes rows away from a table on purpose. Without it, a start after which rows are missing fails.</summary>
/// <param name="table">The table.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RemovesRowsAttribute(string table) : Attribute
{
    /// <summary>The table.</summary>
    public string Table { get; } = table;
}

/// <summary>Brings databases to the schema of this version without losing a row unnoticed.</summary>
public static class Migrating
{
    private const long StartLock = 0x7265_7369_6D69_6772; // one number of our own among PostgreSQL's advisory locks

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(60);

    /// <summary>Brings the database to the present schema, on the writing connection, after keeping what is there.</summary>
    /// <exception cref="OutsideException">The database is newer than the program, or rows are missing afterwards.</exception>
    public static async Task MigrateAsync(this AppDb db, CancellationToken cancel)
    {
        if (db is PostgresAppDb)
        {
            await CreateIfMissingAsync(db, cancel);
            // Two nodes that start together: the second one waits here and finds nothing to do.
            db.Database.SetCommandTimeout(s_longest);
            await db.Database.OpenConnectionAsync(cancel);
            await db.Database.ExecuteSqlAsync($"select pg_advisory_lock({StartLock})", cancel);
        }

        try
        {
            var (applied, pending) = await StandAsync(db, cancel);
            RefuseNewer(db, applied);
            if (pending.Count > 0 && applied.Count > 0)
            {
                foreach (var hook in db.Hooks<IBeforeMigration>())
                {
                    await hook.BeforeMigrationAsync(pending[0], cancel);
                }
            }

            if (pending.Count > 0)
            {
                await using (await db.GetWriteTurns().TakeAsync(db, cancel))
                {
                    await RunGuardedAsync(db, cancel);
                }

                SqliteConnection.ClearAllPools();
            }
        }
        finally
        {
            if (db is PostgresAppDb)
            {
                await db.Database.ExecuteSqlAsync($"select pg_advisory_unlock({StartLock})", CancellationToken.None);
                await db.Database.CloseConnectionAsync();
            }
        }
    }

    /// <summary>Applies all pending migrations and compares the tables before and after.</summary>
    /// <exception cref="OutsideException">Rows or parents are missing afterwards.</exception>
    public static async Task RunGuardedAsync(DbContext db, CancellationToken cancel)
    {
        var connection = db.Database.GetDbConnection();
        var mayShrink = await MayShrinkAsync(db, cancel);
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            var before = await TableCensus.CountAsync(connection, null, cancel);
            if (connection is SqliteConnection)
            {
                // Rebuilding a table drops it, and dropping a parent with the keys on deletes its children. Inside a
                // transaction this pragma does nothing, so it cannot be left to the migration. The lock is that of a
                // process that died: only one process has this folder.
                await db.Database.ExecuteSqlRawAsync(
                    """PRAGMA foreign_keys = OFF; DROP TABLE IF EXISTS "__EFMigrationsLock";""",
                    cancel
                );
            }

            await db.Database.MigrateAsync(cancel);
            if (connection is SqliteConnection)
            {
                var orphans = await TableCensus.TextsAsync(
                    connection,
                    null,
                    "select \"table\" || ' without its ' || parent from pragma_foreign_key_check limit 20",
                    cancel
                );
                Refuse(orphans);
            }

            var after = await TableCensus.CountAsync(connection, null, cancel);
            Refuse([
                .. before
                    .Where(pair => !mayShrink.Contains(pair.Key) && after.GetValueOrDefault(pair.Key) < pair.Value)
                    .Select(pair => $"{pair.Key} had {pair.Value} rows and has {after.GetValueOrDefault(pair.Key)}"),
            ]);
        }
        finally
        {
            if (connection is SqliteConnection)
            {
                await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = ON", CancellationToken.None);
            }

            await db.Database.CloseConnectionAsync();
        }
    }

    private static void Refuse(IReadOnlyList<string> losses)
    {
        if (losses.Count > 0)
        {
            throw new OutsideException(
                $"changing the schema: {string.Join("; ", losses)}. Restore the backup that was made before, and do not use this database"
            );
        }
    }

    private static void RefuseNewer(AppDb db, IReadOnlyList<string> applied)
    {
        var unknown = applied.Except(db.Database.GetMigrations(), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new OutsideException(
                $"opening a database that a newer version has changed ({unknown[^1]}). Use that version or a later one"
            );
        }
    }

    private static async Task<(List<string> Applied, List<string> Pending)> StandAsync(AppDb db, CancellationToken cancel)
    {
        // In a turn, because a SQLite file that does not exist yet can only be opened by the writer.
        await using (await db.GetWriteTurns().TakeAsync(db, cancel))
        {
            var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
            return (applied, [.. db.Database.GetMigrations().Except(applied, StringComparer.Ordinal)]);
        }
    }

    private static async Task<HashSet<string>> MayShrinkAsync(DbContext db, CancellationToken cancel)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var assembly = db.GetMigrationsAssembly();
        return
        [
            .. assembly
                .Migrations.Where(pair => pending.Contains(pair.Key))
                .SelectMany(pair => pair.Value.GetCustomAttributes(typeof(RemovesRowsAttribute), inherit: false))
                .Select(removes => ((RemovesRowsAttribute)removes).Table),
            TableCensus.History,
        ];
    }

    // EF would create it too, but the lock must be taken inside it first.
    private static async Task CreateIfMissingAsync(AppDb db, CancellationToken cancel)
    {
        var creator = db.GetDatabaseCreator();
        if (!await creator.ExistsAsync(cancel))
        {
            await creator.CreateAsync(cancel);
        }
    }
}

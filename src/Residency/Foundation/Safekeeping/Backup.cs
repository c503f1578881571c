using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Safekeeping;

/// <summary>Copies the whole installation into one file while people go on working.</summary>
/// <remarks>
/// Database and stored files, but no secrets: settings (<c>residency.json</c>) and the key file, under which the
/// secrets in the database are sealed, are kept elsewhere by the operator. Contents in an S3 store are not in it.
/// </remarks>
public sealed class Backup(StorageSettings settings, TimeProvider clock, IServiceProvider services)
{
    /// <summary>The folder for automatic backups, inside the data folder; never part of a backup.</summary>
    public const string Folder = "backups";

    /// <summary>Makes a backup of one instant.</summary>
    /// <param name="target">Must not exist. Appears only when it is complete and on the disk.</param>
    /// <param name="cancel">Stops and leaves nothing.</param>
    /// <exception cref="OutsideException">The file exists, or cannot be written.</exception>
    public async Task<BackupManifest> TakeAsync(string target, CancellationToken cancel)
    {
        if (File.Exists(target))
        {
            throw new OutsideException($"writing the backup: {target} exists already. Choose another name");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!); // a file stands in a folder
        var unfinished = $"{target}.unfinished";
        try
        {
            var manifest = await WriteAsync(unfinished, cancel);
            File.Move(unfinished, target);
            return manifest;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private async Task<BackupManifest> WriteAsync(string file, CancellationToken cancel)
    {
        var at = clock.GetUtcNow();
        await using var backup = await BackupWriter.CreateAsync(file, at, cancel);
        // Database first: a content is stored before the row that names it, so every row's content is in the files.
        var snapshot = settings.UsesPostgres
            ? await PostgresTables.CopyOutAsync(settings.Postgres!, backup, cancel) // it uses PostgreSQL
            : await CopySqliteAsync($"{file}.db", backup, cancel);
        await CopyFilesAsync(backup, cancel);
        var manifest = new BackupManifest(
            BackupManifest.PresentFormat,
            typeof(Backup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
                ?? "unknown",
            settings.UsesPostgres ? "postgres" : "sqlite",
            at,
            snapshot.Migrations,
            snapshot.Rows,
            snapshot.Chains,
            backup.Parts
        );
        await backup.CompleteAsync(manifest, cancel);
        return manifest;
    }

    private async Task<Snapshot> CopySqliteAsync(string copy, BackupWriter backup, CancellationToken cancel)
    {
        try
        {
            // Through the writer, so that nothing is written or checkpointed meanwhile.
            await services
                .GetRequiredService<SqliteWriteTurns>()
                .AloneAsync(
                    async (writer, inner) =>
                    {
                        await using var vacuum = writer.CreateCommand();
                        vacuum.CommandText = "VACUUM INTO $file";
                        vacuum.Parameters.AddWithValue("$file", copy);
                        return await vacuum.ExecuteNonQueryAsync(inner);
                    },
                    cancel
                );
            Snapshot snapshot;
            await using (var connection = await SqliteFile.OpenAsync(copy, cancel))
            {
                await SqliteFile.CheckAsync(connection, cancel);
                snapshot = await Snapshot.ReadAsync(connection, null, cancel);
            }

            await backup.AddAsync(
                BackupManifest.SqlitePart,
                async part =>
                {
                    await using var content = File.OpenRead(copy);
                    await content.CopyToAsync(part, cancel);
                },
                cancel
            );
            return snapshot;
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private async Task CopyFilesAsync(BackupWriter backup, CancellationToken cancel)
    {
        foreach (
            var file in Directory
                .EnumerateFiles(settings.DataFolder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            var path = Path.GetRelativePath(settings.DataFolder, file).Replace(Path.DirectorySeparatorChar, '/');
            if (!IsKept(path) || !File.Exists(file))
            {
                continue;
            }

            await backup.AddAsync(
                BackupManifest.FilesFolder + path,
                async part =>
                {
                    await using var content = File.OpenRead(file);
                    await content.CopyToAsync(part, cancel);
                },
                cancel
            );
        }
    }

    // Whatever begins with our name at the top of the folder is database, lock, setting or key.
    private static bool IsKept(string path) =>
        !path.StartsWith("residency.", StringComparison.Ordinal)
        && !path.StartsWith($"{Folder}/", StringComparison.Ordinal)
        && !path.EndsWith(".unfinished", StringComparison.Ordinal);
}

/// <summary>What a manifest says of the database.</summary>
internal sealed record Snapshot(
    IReadOnlyDictionary<string, long> Rows,
    IReadOnlyList<string> Migrations,
    IReadOnlyList<BackupChain> Chains
)
{
    public static async Task<Snapshot> ReadAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancel)
    {
        var rows = await TableCensus.CountAsync(connection, transaction, cancel);
        var migrations = rows.ContainsKey(TableCensus.History)
            ? await TableCensus.TextsAsync(
                connection,
                transaction,
                "select \"MigrationId\" from storage_migrations order by 1",
                cancel
            )
            : [];
        var chains = new List<BackupChain>();
        if (rows.ContainsKey("ledger_heads"))
        {
            var texts = await TableCensus.TextsAsync(
                connection,
                transaction,
                "select cast(hub as text) || ' ' || cast(sequence as text) || ' ' || hash from ledger_heads order by hub",
                cancel
            );
            chains.AddRange(
                texts
                    .Select(text => text.Split(' '))
                    .Select(words => new BackupChain(Guid.Parse(words[0]), long.Parse(words[1]), words[2]))
            );
        }

        return new Snapshot(rows, migrations, chains);
    }
}

/// <summary>A SQLite file that no process uses yet.</summary>
internal static class SqliteFile
{
    public static async Task<SqliteConnection> OpenAsync(string file, CancellationToken cancel)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        await connection.OpenAsync(cancel);
        return connection;
    }

    /// <summary>Reads every page and every key.</summary>
    public static async Task CheckAsync(SqliteConnection connection, CancellationToken cancel)
    {
        var answer = await TableCensus.TextsAsync(
            connection,
            null,
            "select integrity_check from pragma_integrity_check limit 5",
            cancel
        );
        var orphans = await TableCensus.TextsAsync(
            connection,
            null,
            "select \"table\" from pragma_foreign_key_check limit 5",
            cancel
        );
        if (answer is not ["ok"] || orphans.Count > 0)
        {
            throw new OutsideException($"checking the database: {string.Join("; ", answer.Concat(orphans))}");
        }
    }
}

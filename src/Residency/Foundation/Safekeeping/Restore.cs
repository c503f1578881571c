using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Safekeeping;

/// <summary>Brings a backup back to life in an empty place.</summary>
public sealed class Restore(StorageSettings settings, AppDb db, VerifyChain chain)
{
    /// <summary>Checks the whole backup, then unpacks it, then compares what came out with what went in.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="cancel">Stops; what was unpacked so far is not fit for use.</param>
    /// <returns>
    /// What was restored; <c>Invalid</c> for a backup that is damaged, empty, of another engine or newer than this
    /// version; <c>Conflict</c> when the target is not empty.
    /// </returns>
    /// <exception cref="OutsideException">The disk or the database failed, or the result is not what was backed up.</exception>
    public async Task<Result<BackupManifest>> RunAsync(string file, CancellationToken cancel)
    {
        var opened = await BackupReader.OpenAsync(file, cancel);
        if (!opened.IsDone)
        {
            return opened.Refusal;
        }

        await using var backup = opened.Value;
        if (MayNot(backup.Manifest) is { } refusal)
        {
            return refusal;
        }

        if (await IsTakenAsync(cancel))
        {
            return new Refusal.Conflict(
                "There is something at the target already. Restore into a new folder and an empty database."
            );
        }

        Directory.CreateDirectory(settings.DataFolder);
        if (settings.UsesPostgres)
        {
            await RestorePostgresAsync(backup, cancel);
        }
        else
        {
            await UnpackAsync(backup, BackupManifest.SqlitePart, settings.SqliteFile, cancel);
        }

        foreach (
            var part in backup.Manifest.Parts.Where(part =>
                part.Path.StartsWith(BackupManifest.FilesFolder, StringComparison.Ordinal)
            )
        )
        {
            await UnpackAsync(
                backup,
                part.Path,
                Path.Combine(settings.DataFolder, part.Path[BackupManifest.FilesFolder.Length..]),
                cancel
            );
        }

        await CompareAsync(backup.Manifest, cancel);
        return backup.Manifest;
    }

    private Refusal.Invalid? MayNot(BackupManifest manifest)
    {
        var engine = settings.UsesPostgres ? "postgres" : "sqlite";
        if (manifest.Engine != engine)
        {
            return new Refusal.Invalid("file", $"This backup was made on {manifest.Engine} and the target is {engine}.");
        }

        return manifest.Migrations.Except(db.Database.GetMigrations(), StringComparer.Ordinal).Any()
            ? new Refusal.Invalid("file", "A newer version of the product made this backup. Use that version or a later one.")
            : null;
    }

    private async Task<bool> IsTakenAsync(CancellationToken cancel)
    {
        if (Directory.Exists(settings.DataFolder) && Directory.EnumerateFileSystemEntries(settings.DataFolder).Any(IsInTheWay))
        {
            return true;
        }

        if (!settings.UsesPostgres)
        {
            return false;
        }

        await using var connection = new NpgsqlConnection(settings.Postgres);
        await connection.OpenAsync(cancel);
        return (await TableCensus.TablesAsync(connection, null, cancel)).Count > 0;
    }

    // Settings, key and lock may be there before the backup: it does not hold them.
    private static bool IsInTheWay(string path) =>
        Path.GetFileName(path) is var name
        && (
            !name.StartsWith("residency.", StringComparison.Ordinal) || name.StartsWith("residency.db", StringComparison.Ordinal)
        );

    private async Task RestorePostgresAsync(BackupReader backup, CancellationToken cancel)
    {
        // The schema of the time of the backup; the next start brings it to the present one.
        await db.GetService<IMigrator>().MigrateAsync(backup.Manifest.Migrations[^1], cancel);
        await PostgresTables.CopyInAsync(
            settings.Postgres!, // it uses PostgreSQL
            table => backup.OpenPartAsync(BackupManifest.TablesFolder + table, cancel),
            [.. backup.Manifest.Rows.Keys],
            cancel
        );
    }

    private static async Task UnpackAsync(BackupReader backup, string part, string target, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!); // a file stands in a folder
        await using var content = await backup.OpenPartAsync(part, cancel);
        await using var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        await content.CopyToAsync(file, cancel);
        file.Flush(flushToDisk: true);
    }

    private async Task CompareAsync(BackupManifest manifest, CancellationToken cancel)
    {
        await using DbConnection connection = settings.UsesPostgres
            ? new NpgsqlConnection(settings.Postgres)
            : await SqliteFile.OpenAsync(settings.SqliteFile, cancel);
        if (connection is SqliteConnection sqlite)
        {
            await SqliteFile.CheckAsync(sqlite, cancel);
        }
        else
        {
            await connection.OpenAsync(cancel);
        }

        var rows = await TableCensus.CountAsync(connection, null, cancel);
        var wrong = manifest
            .Rows.Where(pair => rows.GetValueOrDefault(pair.Key, -1) != pair.Value)
            .Select(pair => pair.Key)
            .ToList();
        if (wrong.Count > 0)
        {
            throw new OutsideException($"restoring: {string.Join(", ", wrong)} came out with another number of rows");
        }

        var findings = await chain.AllAsync(cancel);
        foreach (var promised in manifest.Chains)
        {
            var found = findings.SingleOrDefault(finding => finding.Hub.Value == promised.Hub);
            if (found is not { FirstBad: null } || found.Head != promised.Hash)
            {
                throw new OutsideException(
                    $"restoring: the ledger of hub {promised.Hub} does not end where it ended in the backup"
                );
            }
        }
    }
}

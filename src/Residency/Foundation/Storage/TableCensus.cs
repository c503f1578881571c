using System.Data.Common;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Residency.Foundation.Storage;

/// <summary>What stood in one table.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Columns">For each column a hash over all its values with their keys, in any order; empty when only counted.</param>
public sealed record TableContent(long Rows, IReadOnlyDictionary<string, string> Columns);

/// <summary>Counts and hashes all tables, to see what a migration, a backup or a restore has lost.</summary>
public static class TableCensus
{
    /// <summary>Where the applied migrations are written.</summary>
    internal const string History = "storage_migrations";

    /// <summary>The rows of every table but those of the database itself, by name.</summary>
    public static async Task<SortedDictionary<string, long>> CountAsync(
        DbConnection connection,
        DbTransaction? transaction,
        CancellationToken cancel
    )
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await TablesAsync(connection, transaction, cancel))
        {
            await using var command = Command(connection, transaction, $"select count(*) from {Quote(table)}");
            counts[table] = (long)(await command.ExecuteScalarAsync(cancel))!; // a count is never null
        }

        return counts;
    }

    /// <summary>The rows of every table and a hash of each column.</summary>
    public static async Task<SortedDictionary<string, TableContent>> ReadAsync(DbConnection connection, CancellationToken cancel)
    {
        var contents = new SortedDictionary<string, TableContent>(StringComparer.Ordinal);
        foreach (var table in await TablesAsync(connection, null, cancel))
        {
            if (table != History)
            {
                contents[table] = await ReadTableAsync(connection, table, cancel);
            }
        }

        return contents;
    }

    /// <summary>What was there before and is not there now; one sentence each.</summary>
    /// <remarks>New tables, new columns and new rows are no loss, a changed value is. A removed column shows as such.</remarks>
    public static IReadOnlyList<string> Losses(
        IReadOnlyDictionary<string, TableContent> before,
        IReadOnlyDictionary<string, TableContent> after
    )
    {
        var losses = new List<string>();
        foreach (var (table, was) in before)
        {
            if (!after.TryGetValue(table, out var now))
            {
                losses.Add($"{table} is gone with {was.Rows} rows");
                continue;
            }

            if (now.Rows != was.Rows)
            {
                losses.Add($"{table} had {was.Rows} rows and has {now.Rows}");
                continue;
            }

            foreach (var (column, hash) in was.Columns)
            {
                if (!now.Columns.TryGetValue(column, out var present))
                {
                    losses.Add($"{table}.{column} is gone");
                }
                else if (present != hash)
                {
                    losses.Add($"{table}.{column} has other values");
                }
            }
        }

        return losses;
    }

    /// <summary>Names of all tables but those of the database itself.</summary>
    public static Task<List<string>> TablesAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancel) =>
        TextsAsync(
            connection,
            transaction,
            connection is SqliteConnection
                ? @"select name from sqlite_master where type = 'table' and name not like 'sqlite\_%' escape '\' and name not like '\_\_%' escape '\' order by name"
                : @"select tablename::text from pg_tables where schemaname = current_schema() and tablename not like '\_\_%' order by tablename",
            cancel
        );

    /// <summary>Names of the columns of a table, in the order in which they stand in it.</summary>
    public static Task<List<string>> ColumnsAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string table,
        CancellationToken cancel
    ) =>
        TextsAsync(
            connection,
            transaction,
            connection is SqliteConnection
                ? $"select name from pragma_table_info({Literal(table)})"
                : $"select column_name::text from information_schema.columns where table_schema = current_schema() and table_name = {Literal(table)} and is_generated = 'NEVER' order by ordinal_position",
            cancel
        );

    internal static async Task<List<string>> TextsAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string sql,
        CancellationToken cancel
    )
    {
        await using var command = Command(connection, transaction, sql);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    /// <summary>A name as it stands in SQL.</summary>
    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // names of tables and columns come from the database's own catalogue and are quoted
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        return command;
    }

    private static async Task<TableContent> ReadTableAsync(DbConnection connection, string table, CancellationToken cancel)
    {
        var columns = await ColumnsAsync(connection, null, table, cancel);
        var keys = await TextsAsync(
            connection,
            null,
            connection is SqliteConnection
                ? $"select name from pragma_table_info({Literal(table)}) where pk > 0 order by name"
                : $"select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where i.indisprimary and i.indrelid = {Literal(Quote(table))}::regclass order by a.attname",
            cancel
        );
        // The database writes the values as text, so that no driver can round them.
        var shown = columns.Select(column =>
            connection is SqliteConnection ? $"quote({Quote(column)})" : $"coalesce({Quote(column)}::text, 'NULL')"
        );
        await using var command = Command(connection, null, $"select {string.Join(", ", shown)} from {Quote(table)}");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var (rows, sums) = (0L, new BigInteger[columns.Count]);
        while (await reader.ReadAsync(cancel))
        {
            rows++;
            var key = string.Join('|', keys.Select(name => reader.GetString(columns.IndexOf(name))));
            for (var i = 0; i < columns.Count; i++)
            {
                // A sum does not depend on the order of the rows.
                sums[i] += new BigInteger(
                    SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Length}:{key}{reader.GetString(i)}")),
                    isUnsigned: true
                );
            }
        }

        return new TableContent(
            rows,
            columns
                .Select((name, i) => (name, sums[i]))
                .ToDictionary(pair => pair.name, pair => pair.Item2.ToString("x"), StringComparer.Ordinal)
        );
    }
}

using System.Data;
using System.Text;
using Npgsql;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Safekeeping;

/// <summary>The tables of PostgreSQL as texts, independent of the server's version.</summary>
internal static class PostgresTables
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Copies all tables as they were at one instant.</summary>
    public static async Task<Snapshot> CopyOutAsync(string connectionString, BackupWriter backup, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await ExecuteAsync(connection, "SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = 0", cancel);
        foreach (var table in await TableCensus.TablesAsync(connection, transaction, cancel))
        {
            var columns = await TableCensus.ColumnsAsync(connection, transaction, table, cancel);
            await backup.AddAsync(
                $"{BackupManifest.TablesFolder}{table}",
                async part =>
                {
                    // The first line names the columns, so that a later schema may order them otherwise.
                    await using var text = new StreamWriter(part, s_utf8, leaveOpen: true) { NewLine = "\n" };
                    await text.WriteLineAsync(string.Join(',', columns.Select(TableCensus.Quote)));
                    using var rows = await connection.BeginTextExportAsync($"COPY {Target(table, columns)} TO STDOUT", cancel);
                    await PumpAsync(rows, text, cancel);
                },
                cancel
            );
        }

        return await Snapshot.ReadAsync(connection, transaction, cancel);
    }

    /// <summary>Fills the tables of an empty database of the same schema, all or none.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="open">Opens the part of a table.</param>
    /// <param name="tables">The tables to fill.</param>
    /// <param name="cancel">Stops and leaves the tables empty.</param>
    public static async Task CopyInAsync(
        string connectionString,
        Func<string, Task<Stream>> open,
        IReadOnlyList<string> tables,
        CancellationToken cancel
    )
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Without the keys the order of the tables does not matter; putting them back checks every row.
        var keys = await TableCensus.TextsAsync(
            connection,
            transaction,
            "select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace",
            cancel
        );
        await ExecuteAllAsync(
            connection,
            await TableCensus.TextsAsync(
                connection,
                transaction,
                "select format('alter table %s drop constraint %I', conrelid::regclass, conname) from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace",
                cancel
            ),
            cancel
        );
        foreach (var table in tables.Where(name => name != TableCensus.History))
        {
            await ExecuteAsync(connection, $"DELETE FROM {TableCensus.Quote(table)}", cancel);
            await using var part = await open(table);
            using var text = new StreamReader(part, s_utf8);
            var columns = await text.ReadLineAsync(cancel) ?? throw new InvalidDataException($"The part of {table} is empty.");
            await using var rows = await connection.BeginTextImportAsync(
                $"COPY {TableCensus.Quote(table)} ({columns}) FROM STDIN",
                cancel
            );
            await PumpAsync(text, rows, cancel);
        }

        await ExecuteAllAsync(connection, keys, cancel);
        // Numbers that the database gives go on after the largest one.
        await ExecuteAllAsync(
            connection,
            await TableCensus.TextsAsync(
                connection,
                transaction,
                "select format('select setval(pg_get_serial_sequence(%L, %L), coalesce((select max(%I) from %I), 0) + 1, false)', quote_ident(table_name), column_name, column_name, table_name) from information_schema.columns where table_schema = current_schema() and is_identity = 'YES'",
                cancel
            ),
            cancel
        );
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static string Target(string table, IReadOnlyList<string> columns) =>
        $"{TableCensus.Quote(table)} ({string.Join(',', columns.Select(TableCensus.Quote))})";

    private static async Task PumpAsync(TextReader from, TextWriter to, CancellationToken cancel)
    {
        var buffer = new char[1 << 15];
        int read;
        while ((read = await from.ReadAsync(buffer.AsMemory(), cancel)) > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
    }

    private static async Task ExecuteAllAsync(
        NpgsqlConnection connection,
        IReadOnlyList<string> statements,
        CancellationToken cancel
    )
    {
        foreach (var statement in statements)
        {
            await ExecuteAsync(connection, statement, cancel);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
#pragma warning disable CA2100 // names of tables and columns come from the database's own catalogue and are quoted
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancel);
    }
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText.Storage;

/// <summary>Adds changes to the log within the transaction of a context. Without EF, because it happens hundreds of times a second.</summary>
internal static class LogWriting
{
    // The text is asked for in the same statement: under another lineage nothing is written. On PostgreSQL it is locked
    // against being given another one until the commit.
    private const string Insert = """
        insert into livetext_updates (text, lineage, bytes, "check", writer, at, added, removed, words)
        select t.id, t.lineage, @bytes, @check, @writer, @at, @added, @removed, @words
        from livetext_texts t where t.id = @text and t.lineage = @lineage
        """;
    internal const string InsertSqlite = Insert + " returning number";
    private const string InsertPostgres = Insert + " for share returning number";
    internal const string Author = """
        insert into livetext_authors (text, client, from_clock, writer, brought_by)
        values (@text, @client, @from, @writer, @by) on conflict do nothing
        """;

    /// <summary>The parameters of a change.</summary>
    internal static readonly string[] Names =
    [
        "@text",
        "@lineage",
        "@bytes",
        "@check",
        "@writer",
        "@at",
        "@added",
        "@removed",
        "@words",
    ];

    /// <summary>Writes them in their order.</summary>
    /// <returns>The number of each; null for those whose text has another lineage.</returns>
    public static Task<long?[]> AppendAsync(this AppDb db, IReadOnlyList<LogEntry> entries, CancellationToken cancel) =>
        db is PostgresAppDb ? ToPostgresAsync(db, entries, cancel) : ToSqliteAsync(db, entries, cancel);

    private static async Task<long?[]> ToSqliteAsync(AppDb db, IReadOnlyList<LogEntry> entries, CancellationToken cancel)
    {
        var numbers = new long?[entries.Count];
        await using var insert = (SqliteCommand)db.Database.GetDbConnection().CreateCommand();
        insert.CommandText = InsertSqlite;
        insert.Transaction = (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            insert.Parameters.Clear();
            Fill(entry, entry.Moment.At.ToUnixTimeMilliseconds(), (name, value) => insert.Parameters.AddWithValue(name, value));
            numbers[i] = (long?)await insert.ExecuteScalarAsync(cancel);
            if (numbers[i] is not null)
            {
                await AddAuthorsAsync(db, entry, cancel);
            }
        }

        return numbers;
    }

    private static async Task AddAuthorsAsync(AppDb db, LogEntry entry, CancellationToken cancel)
    {
        foreach (var author in entry.Authors)
        {
            await using var command = (SqliteCommand)db.Database.GetDbConnection().CreateCommand();
            command.CommandText = Author;
            command.Transaction = (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
            Fill(author, (name, value) => command.Parameters.AddWithValue(name, value));
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static async Task<long?[]> ToPostgresAsync(AppDb db, IReadOnlyList<LogEntry> entries, CancellationToken cancel)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var batch = new NpgsqlBatch(
            connection,
            (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction()
        );
        foreach (var entry in entries)
        {
            var insert = new NpgsqlBatchCommand(InsertPostgres);
            Fill(entry, entry.Moment.At.ToUniversalTime(), (name, value) => insert.Parameters.AddWithValue(name, value));
            batch.BatchCommands.Add(insert);
        }

        // After all changes, so that the results of the changes come first. A lost one leaves a claim that nobody uses.
        foreach (var author in entries.SelectMany(entry => entry.Authors))
        {
            var claim = new NpgsqlBatchCommand(Author);
            Fill(author, (name, value) => claim.Parameters.AddWithValue(name, value));
            batch.BatchCommands.Add(claim);
        }

        var numbers = new long?[entries.Count];
        await using var answers = await batch.ExecuteReaderAsync(cancel);
        for (var i = 0; i < entries.Count; i++)
        {
            numbers[i] = await answers.ReadAsync(cancel) ? answers.GetInt64(0) : null;
            await answers.NextResultAsync(cancel);
        }

        return numbers;
    }

    internal static void Fill(LogEntry entry, object at, Action<string, object> add)
    {
        add("@text", entry.Text.Value);
        add("@lineage", entry.Lineage);
        add("@bytes", entry.Bytes);
        add("@check", Checksum.Of(entry.Text, entry.Lineage, entry.Bytes));
        add("@writer", entry.Moment.Writer);
        add("@at", at);
        add("@added", entry.Moment.Added);
        add("@removed", entry.Moment.Removed);
        add("@words", entry.Moment.Words);
    }

    internal static void Fill(StoredAuthor author, Action<string, object> add)
    {
        add("@text", author.Text.Value);
        add("@client", author.Client);
        add("@from", author.FromClock);
        add("@writer", author.Writer);
        add("@by", author.BroughtBy);
    }
}

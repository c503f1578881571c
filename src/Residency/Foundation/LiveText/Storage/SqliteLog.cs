using Microsoft.Data.Sqlite;

namespace Residency.Foundation.LiveText.Storage;

/// <summary>Adds changes to the log on the one connection that writes, with statements that are made once.</summary>
/// <remarks>Does what <see cref="LogWriting"/> does within a unit of work, at a third of its cost. Used by one thread at a time.</remarks>
internal sealed class SqliteLog
{
    private SqliteConnection? _writer;
    private SqliteCommand? _insert;

    /// <summary>Writes changes in one transaction, which is on the disk when this returns.</summary>
    /// <returns>The number of each; null for those whose text has another lineage.</returns>
    public long?[] Commit(SqliteConnection writer, IReadOnlyList<LogEntry> entries)
    {
        var insert = InsertOn(writer);
        var numbers = new long?[entries.Count];
        using var transaction = writer.BeginTransaction(deferred: false);
        insert.Transaction = transaction;
        for (var i = 0; i < entries.Count; i++)
        {
            LogWriting.Fill(
                entries[i],
                entries[i].Moment.At.ToUnixTimeMilliseconds(),
                (name, value) => insert.Parameters[name].Value = value
            );
            numbers[i] = (long?)insert.ExecuteScalar();
            if (numbers[i] is not null)
            {
                AddAuthors(writer, transaction, entries[i]);
            }
        }

        Failpoints.Hit("livetext.in-commit");
        transaction.Commit();
        return numbers;
    }

    private SqliteCommand InsertOn(SqliteConnection writer)
    {
        if (_insert is null || _writer != writer)
        {
            _insert?.Dispose();
            (_writer, _insert) = (writer, writer.CreateCommand());
            _insert.CommandText = LogWriting.InsertSqlite;
            foreach (var name in LogWriting.Names)
            {
                _insert.Parameters.Add(new SqliteParameter { ParameterName = name, Value = DBNull.Value });
            }
        }

        return _insert;
    }

    private static void AddAuthors(SqliteConnection writer, SqliteTransaction transaction, LogEntry entry)
    {
        foreach (var author in entry.Authors)
        {
            using var command = writer.CreateCommand();
            command.CommandText = LogWriting.Author;
            command.Transaction = transaction;
            LogWriting.Fill(author, (name, value) => command.Parameters.AddWithValue(name, value));
            command.ExecuteNonQuery();
        }
    }
}

using Npgsql;
using Residency.Foundation.LiveText.Nodes;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText.Storage;

/// <summary>Adds changes to the log of PostgreSQL on a connection of its own, with one statement that is prepared once.</summary>
/// <remarks>Does what <see cref="LogWriting"/> does within a unit of work, at a part of its cost. Used by one thread at a time.</remarks>
internal sealed class PostgresLog(StorageSettings settings, INodes nodes) : IAsyncDisposable
{
    // As LogWriting.Insert, for many at once: under another lineage nothing is written, and a text is locked against being
    // given another one until the commit. Numbers are given in the order of the places.
    private const string Insert = """
        with stored as (
          insert into livetext_updates (text, lineage, bytes, "check", writer, at, added, removed, words)
          select t.id, t.lineage, c.bytes, c."check", c.writer, c.at, c.added, c.removed, c.words
          from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) with ordinality
            as c(text, lineage, bytes, "check", writer, at, added, removed, words, place)
          join livetext_texts t on t.id = c.text and t.lineage = c.lineage
          order by c.place for share of t
          returning number, text, lineage)
        select text, lineage, array_agg(number order by number) from stored group by text, lineage
        """;

    private NpgsqlConnection? _line;
    private NpgsqlCommand? _insert;

    /// <summary>Writes changes in one transaction, which is on the disk when this returns, and tells other nodes.</summary>
    /// <returns>The number of each; null for those whose text has another lineage.</returns>
    public async Task<long?[]> CommitAsync(IReadOnlyList<LogEntry> entries)
    {
        var insert = await InsertAsync();
        var line = insert.Connection!; // just opened
        await using var transaction = await line.BeginTransactionAsync();
        Fill(insert.Parameters, entries);
        var stored = new Dictionary<(LiveTextId, string), Queue<long>>();
        await using (var rows = await insert.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                stored[(new LiveTextId(rows.GetGuid(0)), rows.GetString(1))] = new Queue<long>(rows.GetFieldValue<long[]>(2));
            }
        }

        // A text has one lineage, so of those that name the same one all are stored or none is.
        var numbers = entries
            .Select(entry =>
                stored.TryGetValue((entry.Text, entry.Lineage), out var given) && given.TryDequeue(out var number)
                    ? number
                    : (long?)null
            )
            .ToArray();
        await AddAuthorsAsync(line, entries);
        await nodes.TellStoredAsync(
            line,
            [
                .. entries
                    .Zip(numbers)
                    .Where(pair => pair.Second is not null)
                    .Select(pair => (pair.First.Text, pair.Second!.Value)),
            ], // filtered
            CancellationToken.None
        );
        Failpoints.Hit("livetext.in-commit");
        await transaction.CommitAsync();
        return numbers;
    }

    /// <summary>Gives the connection up, such as after it broke; the next commit opens another one.</summary>
    public async ValueTask DropAsync()
    {
        var (line, insert) = (_line, _insert);
        (_line, _insert) = (null, null);
        if (insert is not null)
        {
            await insert.DisposeAsync();
        }

        if (line is not null)
        {
            await line.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => DropAsync();

    private async Task<NpgsqlCommand> InsertAsync()
    {
        if (_insert is not null)
        {
            return _insert;
        }

        _line = PostgresLine.Of(settings);
        await _line.OpenAsync();
        var insert = new NpgsqlCommand(Insert, _line);
        insert.Parameters.Add(new NpgsqlParameter<Guid[]>());
        insert.Parameters.Add(new NpgsqlParameter<string[]>());
        insert.Parameters.Add(new NpgsqlParameter<byte[][]>());
        insert.Parameters.Add(new NpgsqlParameter<long[]>());
        insert.Parameters.Add(new NpgsqlParameter<string[]>());
        insert.Parameters.Add(new NpgsqlParameter<DateTimeOffset[]>());
        insert.Parameters.Add(new NpgsqlParameter<int[]>());
        insert.Parameters.Add(new NpgsqlParameter<int[]>());
        insert.Parameters.Add(new NpgsqlParameter<int[]>());
        Fill(insert.Parameters, []);
        await insert.PrepareAsync();
        return _insert = insert;
    }

    private static void Fill(NpgsqlParameterCollection columns, IReadOnlyList<LogEntry> entries)
    {
        Set(0, entry => entry.Text.Value);
        Set(1, entry => entry.Lineage);
        Set(2, entry => entry.Bytes);
        Set(3, entry => Checksum.Of(entry.Text, entry.Lineage, entry.Bytes));
        Set(4, entry => entry.Moment.Writer);
        Set(5, entry => entry.Moment.At.ToUniversalTime());
        Set(6, entry => entry.Moment.Added);
        Set(7, entry => entry.Moment.Removed);
        Set(8, entry => entry.Moment.Words);

        void Set<T>(int column, Func<LogEntry, T> of)
        {
            var values = new T[entries.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = of(entries[i]);
            }

            ((NpgsqlParameter<T[]>)columns[column]).TypedValue = values;
        }
    }

    private static async Task AddAuthorsAsync(NpgsqlConnection line, IReadOnlyList<LogEntry> entries)
    {
        // A change that was not stored leaves a claim that nobody uses.
        await using var batch = new NpgsqlBatch(line);
        foreach (var author in entries.SelectMany(entry => entry.Authors))
        {
            var claim = new NpgsqlBatchCommand(LogWriting.Author);
            LogWriting.Fill(author, (name, value) => claim.Parameters.AddWithValue(name, value));
            batch.BatchCommands.Add(claim);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync();
        }
    }
}

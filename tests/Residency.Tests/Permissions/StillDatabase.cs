using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Residency.Foundation.Storage;

namespace Residency.Tests.Permissions;

/// <summary>Watches a database beside the product: says what changed between two looks, and puts it back.</summary>
/// <remarks>
/// The first question is cheap: SQLite counts commits of other connections, PostgreSQL numbers transactions that write.
/// That number is one for all databases of a server, so that it is followed by the count and newest writer of each table.
/// Only when these moved are all tables read.
/// </remarks>
internal sealed partial class StillDatabase : IAsyncDisposable
{
    private const char Between = '\u001f';

    private readonly DbConnection _connection;
    private readonly SqliteConnection? _kept;
    private IReadOnlyDictionary<string, string> _content = new Dictionary<string, string>(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> _rest = new Dictionary<string, string>(StringComparer.Ordinal);
    private string _mark = "";
    private string _writers = "";
    private List<string>? _rowsAtRest;
    private IReadOnlyList<string> _tables = [];
    private DbCommand? _asksMark;
    private DbCommand? _asksWriters;
    private DbCommand? _asksContent;

    private StillDatabase(DbConnection connection) =>
        (_connection, _kept) = (connection, connection is SqliteConnection ? new SqliteConnection("Data Source=:memory:") : null);

    public static async Task<StillDatabase> OpenAsync(StorageSettings settings)
    {
        DbConnection connection = settings.UsesPostgres
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.Postgres) { Pooling = false }.ConnectionString)
            : new SqliteConnection($"Data Source={settings.SqliteFile};Pooling=false");
        await connection.OpenAsync();
        var still = new StillDatabase(connection);
        await still.PrepareAsync();
        return still;
    }

    /// <summary>Takes what is there now as the state to which everything is compared and put back.</summary>
    public async Task RestAsync()
    {
        if (_connection is SqliteConnection sqlite)
        {
            await _kept!.OpenAsync(); // there is one with SQLite
            sqlite.BackupDatabase(_kept);
        }
        else
        {
            await RunAsync("drop schema if exists kept cascade; create schema kept");
            foreach (var table in _tables)
            {
                await RunAsync($"create table kept.\"{table}\" as select * from public.\"{table}\"");
            }
        }

        await LookAsync();
        _rest = _content;
    }

    /// <summary>The tables whose content differs from what it was at the last look; the next look begins here.</summary>
    public async Task<IReadOnlyList<string>> ChangesAsync()
    {
        var mark = await MarkAsync();
        if (mark == _mark)
        {
            return [];
        }

        if (await WritersAsync() == _writers)
        {
            _mark = mark;
            return [];
        }

        var before = _content;
        await LookAsync();
        return [.. _content.Where(table => before[table.Key] != table.Value).Select(table => table.Key)];
    }

    /// <summary>Puts back what was there at rest.</summary>
    public async Task RestoreAsync()
    {
        if (_connection is SqliteConnection sqlite)
        {
            _kept!.BackupDatabase(sqlite); // there is one with SQLite
        }
        else
        {
            await PutBackAsync(await ReadAsync());
        }

        await LookAsync();
        _content.ShouldBe(_rest, "not everything could be put back");
    }

    /// <summary>How many rows name an id now.</summary>
    public async Task<int> CountAsync(string id) =>
        (await MentionsAsync()).Count(row => row.Contains(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>How many rows named it at rest.</summary>
    public async Task<int> CountAtRestAsync(string id)
    {
        _rowsAtRest ??= await RowsAtRestAsync();
        return _rowsAtRest.Count(row => row.Contains(id, StringComparison.OrdinalIgnoreCase));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in new[] { _asksMark, _asksWriters, _asksContent }.OfType<DbCommand>())
        {
            await command.DisposeAsync();
        }

        await _connection.DisposeAsync();
        if (_kept is not null)
        {
            await _kept.DisposeAsync();
        }
    }

    private async Task PutBackAsync(IReadOnlyDictionary<string, string> now)
    {
        var script = new StringBuilder("begin; set local session_replication_role = replica;");
        var tables = now.Where(table => _rest[table.Key] != table.Value).Select(table => table.Key).ToList();
        script.AppendJoin(' ', tables.Select(table => $"delete from public.\"{table}\";"));
        foreach (var table in tables)
        {
            var columns = string.Join(
                ", ",
                (await TableCensus.ColumnsAsync(_connection, null, table, CancellationToken.None)).Select(column =>
                    $"\"{column}\""
                )
            );
            script.Append(
                CultureInfo.InvariantCulture,
                $"insert into public.\"{table}\" ({columns}) select {columns} from kept.\"{table}\";"
            );
        }

        await RunAsync(script.Append("commit").ToString());
    }

    // Asked thousands of times, so that the server plans each question once.
    private async Task PrepareAsync()
    {
        _tables = await TableCensus.TablesAsync(_connection, null, CancellationToken.None);
        if (_connection is SqliteConnection)
        {
            _asksMark = await CommandAsync("pragma data_version");
            return;
        }

        _asksMark = await CommandAsync("select pg_snapshot_xmax(pg_current_snapshot())::text");
        _asksWriters = await OfEachTableAsync("count(*), coalesce(max(xmin::text::bigint), 0)::text");
        _asksContent = await OfEachTableAsync("count(*), coalesce(sum(hashtextextended(row::text, 0)), 0)::text");
    }

    private Task<DbCommand> OfEachTableAsync(string what) =>
        CommandAsync(
            string.Join(" union all ", _tables.Select(table => $"select '{table}', {what} from public.\"{table}\" row"))
        );

    private async Task<DbCommand> CommandAsync(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        await command.PrepareAsync();
        return command;
    }

    // The marks first: what is written meanwhile is seen at the next look.
    private async Task LookAsync()
    {
        (_mark, _writers) = (await MarkAsync(), await WritersAsync());
        _content = await ReadAsync();
    }

    // SQLite has said all there is to say already.
    private async Task<string> WritersAsync() =>
        _asksWriters is null ? await MarkAsync() : string.Join(' ', await RowsAsync(_asksWriters));

    private async Task<string> MarkAsync() =>
        Convert.ToString(await _asksMark!.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!; // prepared; both give one value

    private async Task<IReadOnlyDictionary<string, string>> ReadAsync()
    {
        var content = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (_asksContent is not null)
        {
            foreach (var row in await RowsAsync(_asksContent))
            {
                content[row.Split(Between)[0]] = row;
            }

            return content;
        }

        foreach (var table in _tables)
        {
            content[table] = await HashAsync(table);
        }

        return content;
    }

    private Task<List<string>> MentionsAsync() => RowsOfAllAsync(_connection, "");

    private Task<List<string>> RowsAtRestAsync() =>
        _kept is null ? RowsOfAllAsync(_connection, "kept.") : RowsOfAllAsync(_kept, "");

    private async Task<List<string>> RowsOfAllAsync(DbConnection connection, string schema)
    {
        var rows = new List<string>();
        foreach (var table in _tables)
        {
            var name = schema.Length > 0 ? $"{schema}\"{table}\"" : $"\"{table}\"";
            rows.AddRange(
                await RowsAsync(
                    connection,
                    connection is SqliteConnection ? $"select * from {name}" : $"select row::text from {name} row"
                )
            );
        }

        return rows;
    }

    private async Task<string> HashAsync(string table)
    {
        var rows = await RowsAsync(_connection, $"select * from \"{table}\"");
        rows.Sort(StringComparer.Ordinal);
        return $"{rows.Count} rows {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))))}";
    }

    private static async Task<List<string>> RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await RowsAsync(command);
    }

    private static async Task<List<string>> RowsAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(
                string.Join(
                    Between,
                    Enumerable
                        .Range(0, reader.FieldCount)
                        .Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(i)}")
                )
            );
        }

        return rows;
    }

    private async Task RunAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

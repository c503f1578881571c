using System.Data.Common;
using Microsoft.Data.Sqlite;
using Residency.Foundation.Storage;

namespace Residency.Tests.Permissions;

/// <summary>One row that came (+), went (-) or changed (~).</summary>
/// <param name="Values">The values of a row that came or went, the new values of the columns that changed.</param>
internal sealed record RowChange(string Table, char Sign, IReadOnlyDictionary<string, string> Values);

internal sealed partial class StillDatabase
{
    private readonly Dictionary<string, (IReadOnlyList<string> Columns, IReadOnlyList<string> Keys)> _shapes = new(
        StringComparer.Ordinal
    );

    /// <summary>What differs from the state at rest in some tables, row by row.</summary>
    public async Task<IReadOnlyList<RowChange>> RowsChangedAsync(IEnumerable<string> tables)
    {
        var changes = new List<RowChange>();
        foreach (var table in tables)
        {
            var before = _kept is null ? await KeyedAsync(_connection, "kept.", table) : await KeyedAsync(_kept, "", table);
            var after = await KeyedAsync(_connection, "", table);
            changes.AddRange(
                after.Where(row => !before.ContainsKey(row.Key)).Select(row => new RowChange(table, '+', row.Value))
            );
            changes.AddRange(
                before.Where(row => !after.ContainsKey(row.Key)).Select(row => new RowChange(table, '-', row.Value))
            );
            changes.AddRange(
                from row in after
                where before.ContainsKey(row.Key)
                let changed = row.Value.Where(value => before[row.Key][value.Key] != value.Value).ToDictionary()
                where changed.Count > 0
                select new RowChange(table, '~', changed)
            );
        }

        return changes;
    }

    private async Task<Dictionary<string, IReadOnlyDictionary<string, string>>> KeyedAsync(
        DbConnection connection,
        string schema,
        string table
    )
    {
        var (columns, keys) = await ShapeAsync(table);
        var shown = columns.Select(column =>
            connection is SqliteConnection ? $"quote(\"{column}\")" : $"coalesce(\"{column}\"::text, 'NULL')"
        );
        var rows = await RowsAsync(connection, $"select {string.Join(", ", shown)} from {schema}\"{table}\"");
        return rows.Select(row =>
                (IReadOnlyDictionary<string, string>)
                    columns.Zip(row.Split(Between)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
            )
            .ToDictionary(row => string.Join(Between, keys.Select(key => row[key])), StringComparer.Ordinal);
    }

    private async Task<(IReadOnlyList<string> Columns, IReadOnlyList<string> Keys)> ShapeAsync(string table)
    {
        if (!_shapes.TryGetValue(table, out var shape))
        {
            var columns = await TableCensus.ColumnsAsync(_connection, null, table, CancellationToken.None);
            var keys = await RowsAsync(
                _connection,
                _connection is SqliteConnection
                    ? $"select name from pragma_table_info('{table}') where pk > 0 order by name"
                    : $"select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where i.indisprimary and i.indrelid = 'public.\"{table}\"'::regclass order by 1"
            );
            _shapes[table] = shape = (columns, keys.Count > 0 ? keys : columns);
        }

        return shape;
    }
}

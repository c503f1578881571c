using System.Data.Common;
using Microsoft.Data.Sqlite;
using Residency.Share.Library.Model;

namespace Residency.Bench;

/// <summary>The same search written by hand: rank first, one count for each facet, the words in their place for twenty rows.</summary>
internal sealed class BareSearch(DbConnection connection)
{
    private bool IsSqlite => connection is SqliteConnection;

    /// <summary>Runs all statements of one page of results.</summary>
    /// <returns>How many editions hold the words.</returns>
    public async Task<int> RunAsync(SearchWords words, CancellationToken cancel)
    {
        var query = IsSqlite ? words.ForFts5() : words.ForTsQuery();
        var total = await CountAsync(
            IsSqlite
                ? "select count(*) from library_search where library_search match @query"
                : "select count(*) from library_search where words @@ to_tsquery('residency', @query)",
            query,
            cancel
        );
        var ranked = await IdsAsync(
            IsSqlite
                ? "select rowid from library_search where library_search match @query order by bm25(library_search, 10.0, 6.0, 4.0, 1.0) limit 20"
                : "select entry_id from library_search, to_tsquery('residency', @query) q where words @@ q order by ts_rank_cd(array[0.1, 0.4, 0.6, 1.0]::real[], words, q) desc limit 20",
            query,
            cancel
        );
        if (ranked.Count > 0)
        {
            var list = string.Join(',', ranked);
            await RowsAsync($"select * from library_entries where id in ({list})", query, cancel);
            await RowsAsync($"select * from library_facets where entry_id in ({list})", query, cancel);
            await RowsAsync(
                IsSqlite
                    ? $"select rowid, snippet(library_search, 3, '[', ']', '…', 24) from library_search where library_search match @query and rowid in ({list})"
                    : $"select id, ts_headline('residency', body, to_tsquery('residency', @query)) from library_entries where id in ({list})",
                query,
                cancel
            );
        }

        foreach (var kind in Enum.GetNames<FacetKind>())
        {
            await RowsAsync(
                IsSqlite
                    ? $"select f.value, max(f.label), count(*) from library_facets f where f.kind = '{kind}' and f.entry_id in (select rowid from library_search where library_search match @query) group by f.value order by 3 desc limit 40"
                    : $"select f.value, max(f.label), count(*) from library_facets f join library_search s on s.entry_id = f.entry_id where f.kind = '{kind}' and s.words @@ to_tsquery('residency', @query) group by f.value order by 3 desc limit 40",
                query,
                cancel
            );
        }

        return total;
    }

    private async Task<int> CountAsync(string sql, string query, CancellationToken cancel)
    {
        await using var command = Command(sql, query);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<List<long>> IdsAsync(string sql, string query, CancellationToken cancel)
    {
        await using var command = Command(sql, query);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var ids = new List<long>();
        while (await reader.ReadAsync(cancel))
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }

    // Every value is read, as a page would.
    private async Task RowsAsync(string sql, string query, CancellationToken cancel)
    {
        await using var command = Command(sql, query);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                reader.GetValue(i);
            }
        }
    }

    private DbCommand Command(string sql, string query)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // built from numbers and names of the code
        command.CommandText = sql;
#pragma warning restore CA2100
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("query", query);
        command.Parameters.Add(parameter);
        return command;
    }
}

using Microsoft.Data.Sqlite;
using Residency.Foundation.Ids;

namespace Residency.Journeys;

/// <summary>What no person can bring about in a test: hours that pass, and thousands of rows.</summary>
public static class Hours
{
    /// <summary>Lets all sessions of a person have been idle, so that they end after this many seconds.</summary>
    /// <param name="product">The running product.</param>
    /// <param name="email">Whose sessions.</param>
    /// <param name="left">Seconds until they end; negative when they have ended.</param>
    public static Task LeaveSessionAsync(this Product product, string email, int left) =>
        product.ChangeAsync(
            """
            update people_sessions set last_seen_at = $then
            where revoked_at is null and person = (select id from people_persons where email_key = $email)
            """,
            ("$then", TimeProvider.System.GetUtcNow().AddHours(-2).AddSeconds(left).ToUnixTimeMilliseconds()),
            ("$email", email)
        );

    /// <summary>Puts the last proof of who a person is so far into the past.</summary>
    public static Task ProveAsync(this Product product, string email, TimeSpan ago) =>
        product.ChangeAsync(
            """
            update people_sessions set proved_at = $then
            where revoked_at is null and person = (select id from people_persons where email_key = $email)
            """,
            ("$then", (TimeProvider.System.GetUtcNow() - ago).ToUnixTimeMilliseconds()),
            ("$email", email)
        );

    /// <summary>Copies one row of a table many times.</summary>
    /// <param name="product">The running product.</param>
    /// <param name="table">The table.</param>
    /// <param name="changed">What differs, as <c>column=expression</c>; <c>$n</c> is a number and <c>$id</c> an id of each copy.</param>
    /// <param name="times">How many copies.</param>
    public static async Task MultiplyAsync(this Product product, string table, string changed, int times)
    {
        var different = changed
            .Split(", ")
            .Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        await using var connection = await OpenAsync(product);
        await using var ask = connection.CreateCommand();
        ask.CommandText = $"select name from pragma_table_info('{table}')";
        var columns = new List<string>();
        await using (var reader = await ask.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                columns.Add(reader.GetString(0));
            }
        }

        var values = columns.Select(column =>
            different
                .GetValueOrDefault(column, $"one.\"{column}\"")
                .Replace("$id", "printf('%08X-0000-7000-8000-%012X', n.n, n.n)", StringComparison.Ordinal)
                .Replace("$n", "n.n", StringComparison.Ordinal)
        );
        connection.CreateFunction("new_code", () => PublicCode.New().Value);
        await using var copy = connection.CreateCommand();
        copy.CommandText = $"""
            with recursive n(n) as (select 100001 union all select n + 1 from n where n < {100_000 + times})
            insert into "{table}" ({string.Join(", ", columns.Select(column => $"\"{column}\""))})
            select {string.Join(", ", values)} from n, (select * from "{table}" limit 1) one
            """;
        (await copy.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(times);
    }

    /// <summary>Runs one statement in the product's database.</summary>
    public static async Task<int> ChangeAsync(this Product product, string statement, params (string Name, object Value)[] values)
    {
        await using var connection = await OpenAsync(product);
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<SqliteConnection> OpenAsync(Product product)
    {
        var connection = new SqliteConnection($"Data Source={product.Database};Default Timeout=30");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}

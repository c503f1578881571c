using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Residency.Foundation.Storage;
using Residency.Tests.Servers;
using Residency.Tests.World;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Residency.Tests.Servers;

/// <summary>The PostgreSQL that <c>tools/dev test</c> started. Every call gives a database of its own.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static int s_count;
    private static readonly SemaphoreSlim s_one = new(1);
    private static string? s_template;

    /// <summary>An empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateEmptyAsync(CancellationToken cancel)
    {
        var name = NewName();
        await RunAsync($"CREATE DATABASE \"{name}\"", cancel);
        return ConnectionTo(name);
    }

    /// <summary>A database with the present schema; the schema is built once per run and copied.</summary>
    /// <inheritdoc cref="CreateEmptyAsync"/>
    public async Task<string> CreateMigratedAsync(CancellationToken cancel)
    {
        var name = NewName();
        // PostgreSQL refuses to copy a database while another copy of it runs.
        await s_one.WaitAsync(cancel);
        try
        {
            s_template ??= await BuildTemplateAsync(cancel);
            await RunAsync($"CREATE DATABASE \"{name}\" TEMPLATE \"{s_template}\"", cancel);
        }
        finally
        {
            s_one.Release();
        }

        return ConnectionTo(name);
    }

    /// <summary>Ends all connections to a database and removes it.</summary>
    public static async Task DropAsync(string connection, CancellationToken cancel)
    {
        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        await using (var pooled = new NpgsqlConnection(connection))
        {
            NpgsqlConnection.ClearPool(pooled);
        }

        await RunAsync($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)", cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (s_template is not null)
        {
            await DropAsync(ConnectionTo(s_template), CancellationToken.None);
        }
    }

    private static async Task<string> BuildTemplateAsync(CancellationToken cancel)
    {
        var name = NewName();
        await RunAsync($"CREATE DATABASE \"{name}\"", cancel);
        // A pooled connection would stay open and forbid copying.
        var connection = new NpgsqlConnectionStringBuilder(ConnectionTo(name)) { Pooling = false }.ConnectionString;
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        services.AddStorage(new StorageSettings { DataFolder = Path.GetTempPath(), Postgres = connection });
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        await TestDatabase.CreateTablesAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), cancel);
        return name;
    }

    private static async Task RunAsync(string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Server()) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(Server()) { Database = database }.ConnectionString;

    private static string NewName() =>
        string.Create(CultureInfo.InvariantCulture, $"residency_{Environment.ProcessId}_{Interlocked.Increment(ref s_count)}");

    private static string Server() =>
        Environment.GetEnvironmentVariable("RESIDENCY_TEST_POSTGRES") is { Length: > 0 } connection
            ? connection
            : throw new InvalidOperationException(
                "This test needs PostgreSQL. Run 'tools/dev test', which starts one, or set RESIDENCY_TEST_POSTGRES."
            );
}

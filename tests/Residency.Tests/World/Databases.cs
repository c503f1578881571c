using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Residency.Foundation.Jobs;
using Residency.Foundation.Ledger;
using Residency.Foundation.Storage;
using Residency.Tests.Servers;

namespace Residency.Tests.World;

/// <summary>The databases on which the product runs.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>For <c>[Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]</c>.</summary>
public static class Engines
{
    public static TheoryData<Engine> Both => [Engine.Sqlite, Engine.Postgres];
}

/// <summary>A fresh database with the tables of the present code, and the services of storage, jobs and ledger over it.</summary>
/// <remarks>The tables are built once per run and copied.</remarks>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> s_sqliteTemplate = new(BuildSqliteTemplateAsync);
    private static readonly PostgresServer s_postgres = new();

    private TestDatabase(Engine engine, StorageSettings settings, TestClock clock, ServiceProvider services) =>
        (Engine, Settings, Clock, Services) = (engine, settings, clock, services);

    public Engine Engine { get; }

    public StorageSettings Settings { get; }

    public TestClock Clock { get; }

    public ServiceProvider Services { get; }

    /// <summary>A database of its own.</summary>
    /// <param name="engine">On which engine.</param>
    /// <param name="more">Registers what the test plants.</param>
    public static async Task<TestDatabase> OpenAsync(Engine engine, Action<IServiceCollection>? more = null)
    {
        var settings = await EmptyAsync(engine, withTables: true);
        return Over(engine, settings, more);
    }

    /// <summary>Where a database would be, without a single table unless wished for.</summary>
    public static async Task<StorageSettings> EmptyAsync(Engine engine, bool withTables = false)
    {
        var settings = new StorageSettings { DataFolder = Directory.CreateTempSubdirectory("residency-test-").FullName };
        if (engine == Engine.Postgres)
        {
            var connection = withTables
                ? await s_postgres.CreateMigratedAsync(CancellationToken.None)
                : await s_postgres.CreateEmptyAsync(CancellationToken.None);
            return settings with
            {
                Postgres = new NpgsqlConnectionStringBuilder(connection) { MaxPoolSize = 20 }.ConnectionString,
            };
        }

        if (withTables)
        {
            File.Copy(await s_sqliteTemplate.Value, settings.SqliteFile);
        }

        return settings;
    }

    /// <summary>The services over an existing database, as a second node or a second start would have them.</summary>
    public static TestDatabase Over(
        Engine engine,
        StorageSettings settings,
        Action<IServiceCollection>? more = null,
        TestClock? clock = null
    )
    {
        var present = clock ?? new TestClock();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(present);
        services.AddStorage(settings).AddJobs(new JobSettings()).AddLedger();
        more?.Invoke(services);
        return new TestDatabase(engine, settings, present, services.BuildServiceProvider());
    }

    /// <summary>Does something in a scope of its own, as a request would.</summary>
    public async Task<T> DoAsync<T>(Func<IServiceProvider, AppDb, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    /// <inheritdoc cref="DoAsync{T}"/>
    public Task DoAsync(Func<IServiceProvider, AppDb, Task> work) =>
        DoAsync(
            async (services, db) =>
            {
                await work(services, db);
                return true;
            }
        );

    /// <summary>Runs SQL behind the product's back.</summary>
    public Task<int> TamperAsync(FormattableString sql) =>
        DoAsync((_, db) => db.WriteAsync(cancel => db.Database.ExecuteSqlAsync(sql, cancel), CancellationToken.None));

    /// <summary>Runs all jobs that are due.</summary>
    public Task<int> RunJobsAsync() => Services.GetRequiredService<JobRunner>().RunDueAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await RemoveAsync(Settings);
    }

    /// <summary>Removes database and folder.</summary>
    public static async Task RemoveAsync(StorageSettings settings)
    {
        if (settings.UsesPostgres)
        {
            await PostgresServer.DropAsync(settings.Postgres!, CancellationToken.None); // it uses PostgreSQL
        }

        using (var pooled = new SqliteConnection(SqliteWriteTurns.ReaderString(settings)))
        {
            SqliteConnection.ClearPool(pooled);
        }

        // Two nodes over one database share the folder too.
        if (Directory.Exists(settings.DataFolder))
        {
            Directory.Delete(settings.DataFolder, recursive: true);
        }
    }

    /// <summary>Creates the tables of the present code.</summary>
    internal static Task CreateTablesAsync(AppDb db, CancellationToken cancel) =>
        db.WriteAsync(inner => db.Database.ExecuteSqlRawAsync(db.Database.GenerateCreateScript(), inner), cancel);

    private static async Task<string> BuildSqliteTemplateAsync()
    {
        var settings = await EmptyAsync(Engine.Sqlite);
        var template = settings.SqliteFile + ".template";
        await using (var services = new ServiceCollection().AddLogging().AddStorage(settings).BuildServiceProvider())
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await CreateTablesAsync(db, CancellationToken.None);
            await services
                .GetRequiredService<SqliteWriteTurns>()
                .AloneAsync(
                    async (writer, cancel) =>
                    {
                        await using var copy = writer.CreateCommand();
                        copy.CommandText = "VACUUM INTO $file";
                        copy.Parameters.AddWithValue("$file", template);
                        return await copy.ExecuteNonQueryAsync(cancel);
                    },
                    CancellationToken.None
                );
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(settings.DataFolder, recursive: true);
        return template;
    }
}

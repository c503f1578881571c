using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Storage;

namespace Residency.Migrations;

/// <summary>Lets <c>dotnet ef</c> open the SQLite context exactly as the product registers it.</summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteAppDb>
{
    public SqliteAppDb CreateDbContext(string[] args) => DesignTime.Open<SqliteAppDb>(postgres: null);
}

/// <summary>Lets <c>dotnet ef</c> open the PostgreSQL context exactly as the product registers it.</summary>
public sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresAppDb>
{
    public PostgresAppDb CreateDbContext(string[] args) =>
        DesignTime.Open<PostgresAppDb>(Environment.GetEnvironmentVariable("RESIDENCY_TEST_POSTGRES") ?? "Host=127.0.0.1");
}

internal static class DesignTime
{
    /// <summary>Only the model is read: nothing connects to a database.</summary>
    public static TContext Open<TContext>(string? postgres)
        where TContext : AppDb
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddStorage(new StorageSettings { DataFolder = Path.GetTempPath(), Postgres = postgres });
        return services.BuildServiceProvider().GetRequiredService<TContext>();
    }
}

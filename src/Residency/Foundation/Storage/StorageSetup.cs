using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Residency.Foundation.Storage;

/// <summary>Registers the database.</summary>
public static class StorageSetup
{
    private static readonly NoNulls s_noNulls = new();

    /// <summary>Adds <see cref="AppDb"/> on the database that the settings name.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(new ModelAhead(settings));
        if (settings.UsesPostgres)
        {
            services.AddSingleton<IWriteTurns, PostgresWriteTurns>();
            services.AddDbContext<PostgresAppDb>(
                (provider, options) => OnPostgres(options, settings).UseApplicationServiceProvider(provider)
            );
            services.AddScoped<AppDb>(provider => provider.GetRequiredService<PostgresAppDb>());
        }
        else
        {
            services.AddSingleton<SqliteWriteTurns>();
            services.AddSingleton<IWriteTurns>(provider => provider.GetRequiredService<SqliteWriteTurns>());
            services.AddDbContext<SqliteAppDb>(
                (provider, options) => OnSqlite(options, settings).UseApplicationServiceProvider(provider)
            );
            services.AddScoped<AppDb>(provider => provider.GetRequiredService<SqliteAppDb>());
        }

        return services;
    }

    internal static DbContextOptionsBuilder OnSqlite(DbContextOptionsBuilder options, StorageSettings settings) =>
        Shared(options)
            .AddInterceptors(new ReaderPragmas())
            .UseSqlite(SqliteWriteTurns.ReaderString(settings), sqlite => sqlite.MigrationsHistoryTable("storage_migrations"));

    internal static DbContextOptionsBuilder OnPostgres(DbContextOptionsBuilder options, StorageSettings settings) =>
        Shared(options).UseNpgsql(settings.Postgres, npgsql => npgsql.MigrationsHistoryTable("storage_migrations"));

    private static DbContextOptionsBuilder Shared(DbContextOptionsBuilder options) =>
        options
            .AddInterceptors(s_noNulls)
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning));
}

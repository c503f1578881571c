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
        if (settings.UsesPostgres)
        {
            services.AddSingleton<IWriteTurns, PostgresWriteTurns>();
            services.AddDbContext<PostgresAppDb>(
                (provider, options) =>
                    Shared(provider, options)
                        .UseNpgsql(settings.Postgres, npgsql => npgsql.MigrationsHistoryTable("storage_migrations"))
            );
            services.AddScoped<AppDb>(provider => provider.GetRequiredService<PostgresAppDb>());
        }
        else
        {
            services.AddSingleton<SqliteWriteTurns>();
            services.AddSingleton<IWriteTurns>(provider => provider.GetRequiredService<SqliteWriteTurns>());
            services.AddDbContext<SqliteAppDb>(
                (provider, options) =>
                    Shared(provider, options)
                        .AddInterceptors(new ReaderPragmas())
                        .UseSqlite(
                            SqliteWriteTurns.ReaderString(settings),
                            sqlite => sqlite.MigrationsHistoryTable("storage_migrations")
                        )
            );
            services.AddScoped<AppDb>(provider => provider.GetRequiredService<SqliteAppDb>());
        }

        return services;
    }

    private static DbContextOptionsBuilder Shared(IServiceProvider provider, DbContextOptionsBuilder options) =>
        options
            .UseApplicationServiceProvider(provider)
            .AddInterceptors(s_noNulls)
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning));
}

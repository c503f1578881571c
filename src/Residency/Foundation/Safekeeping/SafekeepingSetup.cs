using Residency.Foundation.Storage;

namespace Residency.Foundation.Safekeeping;

/// <summary>Registers backup and restore.</summary>
public static class SafekeepingSetup
{
    /// <summary>Adds backup, restore, and the backup before each change of the schema.</summary>
    public static IServiceCollection AddSafekeeping(this IServiceCollection services)
    {
        services.AddScoped<Backup>();
        services.AddScoped<Restore>();
        services.AddScoped<IBeforeMigration, BackupBeforeMigration>();
        return services;
    }
}

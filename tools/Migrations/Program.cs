using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Storage;
using Residency.Migrations;

// Residency.Migrations <folder> <name> [--reset]
// One process writes both lines; `dotnet ef migrations add` needs one start and one build for each.
var (folder, name, reset) = (Path.GetFullPath(args[0]), args[1], args.Contains("--reset", StringComparer.Ordinal));
await using var sqlite = new SqliteDesign().CreateDbContext([]);
await using var postgres = new PostgresDesign().CreateDbContext([]);

// Both are written in memory first, so that a mistake in the model never leaves one line ahead of the other.
var save = new[] { Draft(sqlite, "Sqlite"), Draft(postgres, "Postgres") };
foreach (var step in save)
{
    step();
}

Action Draft(AppDb db, string line)
{
    // The first registration wins: those of the context stand before those of provider and tool.
    var services = new ServiceCollection();
    if (reset)
    {
        services.AddSingleton<IMigrationsAssembly>(new NoMigrationsYet());
    }

    services.AddDbContextDesignTimeServices(db);
    ProviderServices(db).ConfigureDesignTimeServices(services);
    services.AddEntityFrameworkDesignTimeServices();
    var scaffolder = services.BuildServiceProvider().CreateScope().ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
    var migration = scaffolder.ScaffoldMigration(name, "Residency.Foundation.Storage.Migrations", line, "C#", dryRun: true);
    var place = Path.Combine(folder, line);
    return () =>
    {
        if (reset && Directory.Exists(place))
        {
            Directory.Delete(place, recursive: true);
        }

        Console.WriteLine(scaffolder.Save(folder, migration, place, dryRun: false).MigrationFile);
    };
}

static IDesignTimeServices ProviderServices(AppDb db)
{
    var provider = Assembly.Load(new AssemblyName(db.Database.ProviderName!)); // never null: a relational provider is registered
    var named = provider.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!.TypeName; // required of every provider
    return (IDesignTimeServices)Activator.CreateInstance(provider.GetType(named, throwOnError: true)!)!; // thrown otherwise
}

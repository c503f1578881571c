using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
#pragma warning disable EF1001 // one migration more than the product has is planted where EF looks for them
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Jobs;
using Residency.Foundation.Results;
using Residency.Foundation.Safekeeping;
using Residency.Foundation.Storage;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.Storage;

/// <summary>From one version of the product to the next one and back.</summary>
public sealed class UpgradeTests
{
    private const string Next = "99990101000000_Next";

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_migrations_say_what_the_code_says(Engine engine)
    {
        await using var database = TestDatabase.Over(engine, await TestDatabase.EmptyAsync(engine));
        var isBehind = await database.DoAsync((_, db) => Task.FromResult(db.Database.HasPendingModelChanges()));
        isBehind.ShouldBeFalse("write a migration: tools/dev migration <NAME>");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Migrating_makes_the_same_tables_as_the_code(Engine engine)
    {
        await using var migrated = TestDatabase.Over(engine, await TestDatabase.EmptyAsync(engine));
        await migrated.DoAsync((_, db) => db.MigrateAsync(CancellationToken.None));
        await using var created = await TestDatabase.OpenAsync(engine);
        var tables = await ColumnsAsync(migrated);
        tables.Remove("storage_migrations");
        tables.ShouldBe(await ColumnsAsync(created));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task An_upgrade_first_makes_a_backup_that_can_be_restored_and_the_old_version_refuses_afterwards(Engine engine)
    {
        var settings = await TestDatabase.EmptyAsync(engine);
        var old = TestDatabase.Over(engine, settings, services => services.AddSafekeeping());
        await using (old.Services)
        {
            await old.DoAsync((_, db) => db.MigrateAsync(CancellationToken.None));
            await old.DoAsync(
                (services, db) =>
                {
                    services.GetRequiredService<JobQueue>().Enqueue(Actor.System, new Kept(TypedId.New<HubId>()));
                    return db.SaveChangesAsync();
                }
            );
        }

        Directory.Exists(Path.Combine(settings.DataFolder, Backup.Folder)).ShouldBeFalse("an empty database needs no backup");
        var next = TestDatabase.Over(engine, settings, PlantNext);
        await using (next.Services)
        {
            await next.DoAsync((_, db) => db.MigrateAsync(CancellationToken.None));
            await next.TamperAsync($"insert into storage_planted (id) values (1)");
            await next.DoAsync((_, db) => db.MigrateAsync(CancellationToken.None));
        }

        var backup = Directory.EnumerateFiles(Path.Combine(settings.DataFolder, Backup.Folder)).ShouldHaveSingleItem();
        Path.GetFileName(backup).ShouldContain(Next);
        var target = await TestDatabase.EmptyAsync(engine);
        await using (var restored = TestDatabase.Over(engine, target, services => services.AddSafekeeping()))
        {
            var result = await restored.DoAsync(
                (services, _) => services.GetRequiredService<Restore>().RunAsync(backup, CancellationToken.None)
            );
            result.Refusal.ShouldBeNull();
            (await restored.DoAsync((_, db) => db.Set<QueuedJob>().CountAsync())).ShouldBe(1);
        }

        await using var back = TestDatabase.Over(engine, settings);
        var refused = await Should.ThrowAsync<OutsideException>(() =>
            back.DoAsync((_, db) => db.MigrateAsync(CancellationToken.None))
        );
        refused.Message.ShouldContain(Next);
    }

    [Fact]
    public async Task Two_nodes_may_start_together_on_PostgreSQL()
    {
        var settings = await TestDatabase.EmptyAsync(Engine.Postgres);
        await using var one = TestDatabase.Over(Engine.Postgres, settings, PlantNext);
        await using var two = TestDatabase.Over(Engine.Postgres, settings, PlantNext);
        await Task.WhenAll(
            one.DoAsync((_, db) => db.MigrateAsync(CancellationToken.None)),
            two.DoAsync((_, db) => db.MigrateAsync(CancellationToken.None))
        );
        var applied = await one.DoAsync(async (_, db) => (await db.Database.GetAppliedMigrationsAsync()).ToList());
        applied.ShouldBeUnique();
        applied[^1].ShouldBe(Next);
    }

    private static void PlantNext(IServiceCollection services)
    {
        services.AddSafekeeping();
        services.ConfigureDbContext<SqliteAppDb>(WithNext);
        services.ConfigureDbContext<PostgresAppDb>(WithNext);
    }

    private static void WithNext(DbContextOptionsBuilder options) =>
        options
            .ReplaceService<IMigrationsAssembly, OneMore>()
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    private static Task<SortedDictionary<string, string>> ColumnsAsync(TestDatabase database) =>
        database.DoAsync(
            async (_, db) =>
            {
                await db.Database.OpenConnectionAsync();
                var connection = db.Database.GetDbConnection();
                var columns = new SortedDictionary<string, string>(StringComparer.Ordinal);
                foreach (var table in await TableCensus.TablesAsync(connection, null, CancellationToken.None))
                {
                    var names = await TableCensus.ColumnsAsync(connection, null, table, CancellationToken.None);
                    columns[table] = string.Join(", ", names.Order(StringComparer.Ordinal));
                }

                return columns;
            }
        );

    [JobName("test.kept")]
    private sealed record Kept(HubId Hub) : JobPayload;

    private sealed class OneMore(
        ICurrentDbContext current,
        IDbContextOptions options,
        IMigrationsIdGenerator ids,
        IDiagnosticsLogger<DbLoggerCategory.Migrations> logger
    ) : MigrationsAssembly(current, options, ids, logger)
    {
        public override IReadOnlyDictionary<string, TypeInfo> Migrations =>
            new SortedDictionary<string, TypeInfo>(base.Migrations.ToDictionary(), StringComparer.Ordinal)
            {
                [Next] = typeof(NextMigration).GetTypeInfo(),
            };
    }

    [Migration(Next)]
    private sealed class NextMigration : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.CreateTable(
                "storage_planted",
                table => new { id = table.Column<int>(nullable: false) },
                constraints: table => table.PrimaryKey("PK_storage_planted", row => row.id)
            );
    }
}

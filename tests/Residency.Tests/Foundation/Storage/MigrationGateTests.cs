using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.Storage;

/// <summary>Planted migrations over parents and children whose key cascades, to prove that a loss is prevented or seen.</summary>
public sealed class MigrationGateTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_table_with_children_is_rebuilt_without_losing_a_value(Engine engine)
    {
        await using var planted = await Planted<ByHand>.AtFirstAsync(engine);
        var before = await planted.CensusAsync();
        before["children"].Rows.ShouldBe(5);
        await planted.MigrateGuardedAsync();
        TableCensus.Losses(before, await planted.CensusAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_column_is_altered_by_EF_without_losing_a_value(Engine engine)
    {
        await using var planted = await Planted<ByEf>.AtFirstAsync(engine);
        var before = await planted.CensusAsync();
        await planted.MigrateGuardedAsync();
        TableCensus.Losses(before, await planted.CensusAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_census_sees_what_a_cascade_takes_away(Engine engine)
    {
        await using var planted = await Planted<Cascading>.AtFirstAsync(engine);
        var before = await planted.CensusAsync();
        await planted.MigrateBareAsync();
        TableCensus.Losses(before, await planted.CensusAsync()).ShouldBe(["children had 5 rows and has 0"]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_start_after_which_rows_are_missing_fails_unless_the_migration_says_so(Engine engine)
    {
        await using (var planted = await Planted<Losing>.AtFirstAsync(engine))
        {
            var refused = await Should.ThrowAsync<OutsideException>(planted.MigrateGuardedAsync);
            refused.Message.ShouldContain("children had 5 rows and has 4");
        }

        await using var declared = await Planted<Declared>.AtFirstAsync(engine);
        await declared.MigrateGuardedAsync();
        (await declared.CensusAsync())["children"].Rows.ShouldBe(4);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_census_sees_a_changed_value_and_a_removed_column(Engine engine)
    {
        await using var planted = await Planted<Changing>.AtFirstAsync(engine);
        var before = await planted.CensusAsync();
        await planted.MigrateGuardedAsync();
        TableCensus
            .Losses(before, await planted.CensusAsync())
            .ShouldBe(["children.note is gone", "parents.name has other values"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_lock_of_a_migration_that_died_does_not_stop_the_next_start()
    {
        await using var planted = await Planted<ByHand>.AtFirstAsync(Engine.Sqlite);
        await planted.ExecuteAsync("""insert into "__EFMigrationsLock" ("Id", "Timestamp") values (1, '2026-01-01')""");
        await planted.MigrateGuardedAsync();
        (await planted.CensusAsync())["children"].Rows.ShouldBe(5);
    }

    private sealed class Planted<TDb>(TDb db, StorageSettings settings) : IAsyncDisposable
        where TDb : PlantedDb
    {
        public static async Task<Planted<TDb>> AtFirstAsync(Engine engine)
        {
            var settings = await TestDatabase.EmptyAsync(engine);
            var options = new DbContextOptionsBuilder<TDb>().ConfigureWarnings(warnings =>
                warnings.Ignore(RelationalEventId.PendingModelChangesWarning)
            );
            options =
                engine == Engine.Sqlite
                    ? options.UseSqlite($"Data Source={settings.SqliteFile};Foreign Keys=True;Pooling=False")
                    : options.UseNpgsql(settings.Postgres);
            var db = (TDb)Activator.CreateInstance(typeof(TDb), options.Options)!; // a class with this one constructor
            await db.Database.OpenConnectionAsync();
            await db.GetService<IMigrator>().MigrateAsync("20260101000000_First");
            var planted = new Planted<TDb>(db, settings);
            await planted.ExecuteAsync(
                """
                insert into parents (id, name) values (1, 'one'), (2, 'two'), (3, 'three');
                insert into children (id, parent_id, note) values (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c'), (4, 3, null), (5, 3, 'é');
                """
            );
            return planted;
        }

        public Task ExecuteAsync(string sql) => db.Database.ExecuteSqlRawAsync(sql);

        public Task MigrateGuardedAsync() => Migrating.RunGuardedAsync(db, CancellationToken.None);

        public Task MigrateBareAsync() => db.Database.MigrateAsync();

        public Task<SortedDictionary<string, TableContent>> CensusAsync() =>
            TableCensus.ReadAsync(db.Database.GetDbConnection(), CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await db.DisposeAsync();
            await TestDatabase.RemoveAsync(settings);
        }
    }
}

public abstract class PlantedDb(DbContextOptions options) : DbContext(options);

public sealed class ByHand(DbContextOptions<ByHand> options) : PlantedDb(options);

public sealed class ByEf(DbContextOptions<ByEf> options) : PlantedDb(options);

public sealed class Cascading(DbContextOptions<Cascading> options) : PlantedDb(options);

public sealed class Losing(DbContextOptions<Losing> options) : PlantedDb(options);

public sealed class Declared(DbContextOptions<Declared> options) : PlantedDb(options);

public sealed class Changing(DbContextOptions<Changing> options) : PlantedDb(options);

public abstract class FirstMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "parents",
            table => new { id = table.Column<int>(nullable: false), name = table.Column<string>(nullable: false) },
            constraints: table => table.PrimaryKey("PK_parents", row => row.id)
        );
        migrationBuilder.CreateTable(
            "children",
            table => new
            {
                id = table.Column<int>(nullable: false),
                parent_id = table.Column<int>(nullable: false),
                note = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_children", row => row.id);
                table.ForeignKey(
                    "FK_children_parents",
                    row => row.parent_id,
                    "parents",
                    "id",
                    onDelete: ReferentialAction.Cascade
                );
            }
        );
    }

    protected override void BuildTargetModel(ModelBuilder modelBuilder) => Map(modelBuilder, nameRequired: true);

    internal static void Map(ModelBuilder model, bool nameRequired)
    {
        model.Entity(
            "Parent",
            parent =>
            {
                parent.ToTable("parents");
                parent.Property<int>("Id").HasColumnName("id").ValueGeneratedNever();
                parent.HasKey("Id");
                parent.Property<string>("Name").HasColumnName("name").IsRequired(nameRequired);
            }
        );
        model.Entity(
            "Child",
            child =>
            {
                child.ToTable("children");
                child.Property<int>("Id").HasColumnName("id").ValueGeneratedNever();
                child.HasKey("Id");
                child.Property<int>("ParentId").HasColumnName("parent_id");
                child.Property<string>("Note").HasColumnName("note");
                child.HasOne("Parent").WithMany().HasForeignKey("ParentId").OnDelete(DeleteBehavior.Cascade);
            }
        );
    }
}

public abstract class SecondMigration : Migration
{
    protected override void BuildTargetModel(ModelBuilder modelBuilder) => FirstMigration.Map(modelBuilder, nameRequired: false);

    // What a rebuild of a SQLite table does: new table, copy, drop, rename.
    protected static void Rebuild(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(
            """
            create table parents_new (id integer not null primary key, name text null);
            insert into parents_new select id, name from parents;
            drop table parents;
            alter table parents_new rename to parents;
            """
        );

    protected static bool IsSqlite(MigrationBuilder migrationBuilder) =>
        migrationBuilder.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal); // set while a migration runs
}

[DbContext(typeof(ByHand)), Migration("20260101000000_First")]
public sealed class ByHandFirst : FirstMigration;

[DbContext(typeof(ByHand)), Migration("20260102000000_Second")]
public sealed class ByHandSecond : SecondMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (IsSqlite(migrationBuilder))
        {
            Rebuild(migrationBuilder);
        }
        else
        {
            migrationBuilder.Sql("alter table parents alter column name drop not null");
        }
    }
}

[DbContext(typeof(ByEf)), Migration("20260101000000_First")]
public sealed class ByEfFirst : FirstMigration;

[DbContext(typeof(ByEf)), Migration("20260102000000_Second")]
public sealed class ByEfSecond : SecondMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AlterColumn<string>("name", "parents", nullable: true, oldNullable: false);
}

[DbContext(typeof(Cascading)), Migration("20260101000000_First")]
public sealed class CascadingFirst : FirstMigration;

[DbContext(typeof(Cascading)), Migration("20260102000000_Second")]
public sealed class CascadingSecond : SecondMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (IsSqlite(migrationBuilder))
        {
            Rebuild(migrationBuilder);
        }
        else
        {
            migrationBuilder.Sql(
                "create temp table kept as select * from parents; delete from parents; insert into parents select * from kept"
            );
        }
    }
}

[DbContext(typeof(Losing)), Migration("20260101000000_First")]
public sealed class LosingFirst : FirstMigration;

[DbContext(typeof(Losing)), Migration("20260102000000_Second")]
public sealed class LosingSecond : SecondMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("delete from children where id = 2");
}

[DbContext(typeof(Declared)), Migration("20260101000000_First")]
public sealed class DeclaredFirst : FirstMigration;

[DbContext(typeof(Declared)), Migration("20260102000000_Second"), RemovesRows("children")]
public sealed class DeclaredSecond : SecondMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("delete from children where id = 2");
}

[DbContext(typeof(Changing)), Migration("20260101000000_First")]
public sealed class ChangingFirst : FirstMigration;

[DbContext(typeof(Changing)), Migration("20260102000000_Second")]
public sealed class ChangingSecond : SecondMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("update parents set name = 'zwei' where id = 2; alter table children drop column note");
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Residency.Foundation.Storage;

namespace Residency.Tests.Floorplan;

/// <summary>Tables belong to rooms; foreign keys point upwards and never cascade.</summary>
public sealed class TablesTests
{
    public static TheoryData<string> Engines => ["sqlite", "postgres"];

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_table_begins_with_its_room(string engine)
    {
        using var db = Open(engine);
        var wrong = Tables(db)
            .Where(entity =>
                !entity.GetTableName()!.StartsWith(RoomOf(entity).ToLowerInvariant() + "_", StringComparison.Ordinal)
            ) // tables only
            .Select(entity => $"{entity.GetTableName()} of {entity.ClrType}")
            .ToList();
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_foreign_key_points_upwards_and_never_cascades(string engine)
    {
        using var db = Open(engine);
        var wrong = new List<string>();
        foreach (var key in Tables(db).SelectMany(entity => entity.GetForeignKeys()))
        {
            var from = Place.Of(key.DeclaringEntityType.ClrType.Namespace ?? "");
            var to = Place.Of(key.PrincipalEntityType.ClrType.Namespace ?? "");
            if (!key.IsOwnership && key.DeleteBehavior is not (DeleteBehavior.Restrict or DeleteBehavior.NoAction))
            {
                wrong.Add($"{key} deletes its children");
            }

            if (from is not null && to is not null && to.Rank > from.Rank)
            {
                wrong.Add($"{key} points down");
            }
        }

        wrong.ShouldBeEmpty();
    }

    private static IEnumerable<IEntityType> Tables(AppDb db) =>
        db.Model.GetEntityTypes().Where(entity => entity.GetTableName() is not null && !entity.IsMappedToJson());

    private static string RoomOf(IEntityType entity)
    {
        var noun = entity.IsOwned() ? entity.FindOwnership()!.PrincipalEntityType.ClrType : entity.ClrType; // owned has an owner
        return Place.Of(noun.Namespace ?? "")?.Part.Split('.')[^1] ?? "storage";
    }

    private static AppDb Open(string engine) =>
        engine == "sqlite"
            ? new SqliteAppDb(new DbContextOptionsBuilder<SqliteAppDb>().UseSqlite("Data Source=:memory:").Options)
            : new PostgresAppDb(new DbContextOptionsBuilder<PostgresAppDb>().UseNpgsql("Host=127.0.0.1").Options);
}

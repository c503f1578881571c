using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Residency.Foundation.Storage;

/// <summary>Foreign keys between rooms, by typed id alone, so that no room needs another room's nouns.</summary>
public static class ForeignKeysByTypedId
{
    private const string Mark = "Residency:PointsTo";

    /// <summary>The property is a foreign key to the table whose key is of this id type. Never cascades.</summary>
    public static EntityTypeBuilder<TNoun> PointsTo<TNoun, TId>(
        this EntityTypeBuilder<TNoun> entity,
        Expression<Func<TNoun, TId>> id
    )
        where TNoun : class
    {
        entity.Property(id).HasAnnotation(Mark, value: true);
        return entity;
    }

    internal static void Resolve(ModelBuilder model)
    {
        var byKey = model
            .Model.GetEntityTypes()
            .Where(entity => !entity.IsOwned() && entity.FindPrimaryKey()?.Properties is [{ Name: "Id" }])
            .ToLookup(entity => entity.FindPrimaryKey()!.Properties[0].ClrType); // filtered above
        foreach (var entity in model.Model.GetEntityTypes().ToList())
        {
            foreach (var property in entity.GetProperties().Where(p => p.FindAnnotation(Mark) is not null).ToList())
            {
                property.RemoveAnnotation(Mark);
                var principal = byKey[Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType].Single();
                entity.AddForeignKey(property, principal.FindPrimaryKey()!, principal).DeleteBehavior = DeleteBehavior.Restrict; // has one, see above
                if (entity.FindIndex(property) is null)
                {
                    entity.AddIndex(property);
                }
            }
        }
    }
}

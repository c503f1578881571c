using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Residency.Foundation.Ids;

namespace Residency.Foundation.Storage;

/// <summary>What holds for every table: names, ids, times, keys.</summary>
internal static class StorageConventions
{
    public static void Apply(ModelConfigurationBuilder configuration, bool isSqlite)
    {
        foreach (var id in TypedIds())
        {
            configuration.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));
        }

        configuration.Properties<PublicCode>().HaveConversion<CodeConverter>().HaveMaxLength(9);
        configuration.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        if (isSqlite)
        {
            // SQLite compares times as numbers only when they are stored as numbers.
            configuration.Properties<DateTimeOffset>().HaveConversion<MillisecondsConverter>();
        }
        else
        {
            configuration.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        }
    }

    public static void Complete(ModelBuilder model)
    {
        ForeignKeysByTypedId.Resolve(model);
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.ClrType.IsAssignableTo(typeof(IVersioned)))
            {
                entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true; // mapped by convention
            }

            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.GetColumnName()));
            }

            foreach (var key in entity.GetForeignKeys().Where(key => !key.IsOwnership))
            {
                // Rebuilding a SQLite table with cascading children deletes the children.
                ((IConventionForeignKey)key).SetDeleteBehavior(DeleteBehavior.Restrict, fromDataAnnotation: true);
            }
        }
    }

    private static IEnumerable<Type> TypedIds() =>
        ProductTypes.All.Where(type =>
            type.IsValueType
            && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ITypedId<>))
        );

    private static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && !char.IsUpper(name[i - 1]))
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }

    private sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Wrap<TId>(value))
        where TId : struct, ITypedId<TId>;

    // An expression tree may not call a static abstract member itself.
    private static TId Wrap<TId>(Guid value)
        where TId : struct, ITypedId<TId> => TId.From(value);

    private sealed class CodeConverter()
        : ValueConverter<PublicCode, string>(code => code.Value, text => PublicCode.Parse(text)!.Value); // stored codes are valid

    private sealed class MillisecondsConverter()
        : ValueConverter<DateTimeOffset, long>(
            time => time.ToUnixTimeMilliseconds(),
            value => DateTimeOffset.FromUnixTimeMilliseconds(value)
        );

    private sealed class UtcConverter()
        : ValueConverter<DateTimeOffset, DateTimeOffset>(time => time.ToUniversalTime(), time => time.ToUniversalTime());
}

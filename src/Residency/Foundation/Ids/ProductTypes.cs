using System.Reflection;

namespace Residency.Foundation.Ids;

/// <summary>The types of the product that stand in its sources, for all that is registered by its type.</summary>
/// <remarks>
/// Found once: reflection over everything that the compiler adds (two types of three) takes a tenth of a second at each start.
/// </remarks>
public static class ProductTypes
{
    /// <summary>All, in the order of the assembly; nested ones too.</summary>
    public static IReadOnlyList<Type> All { get; } =
    [.. typeof(ProductTypes).Assembly.GetTypes().Where(type => !IsOfTheCompiler(type))];

    /// <summary>The classes of which there can be instances.</summary>
    public static IReadOnlyList<Type> Classes { get; } = [.. All.Where(type => type is { IsClass: true, IsAbstract: false })];

    /// <summary>The classes that are or implement something.</summary>
    public static IEnumerable<Type> Of<T>() => Classes.Where(type => type.IsAssignableTo(typeof(T)));

    // Closures, state machines and their like bear names that no source can hold.
    private static bool IsOfTheCompiler(MemberInfo type) =>
        type.Name.Contains('<', StringComparison.Ordinal) || (type.DeclaringType is { } outer && IsOfTheCompiler(outer));
}

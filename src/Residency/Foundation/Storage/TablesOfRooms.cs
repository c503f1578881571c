using Residency.Foundation.Ids;

namespace Residency.Foundation.Storage;

/// <summary>All tables of all rooms, found once.</summary>
public static class TablesOfRooms
{
    /// <summary>One instance of every <see cref="ITables"/>, in the order of their full names.</summary>
    public static IReadOnlyList<ITables> All { get; } =
    [
        .. ProductTypes
            .Of<ITables>()
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (ITables)Activator.CreateInstance(type)!), // a class without constructor arguments
    ];
}

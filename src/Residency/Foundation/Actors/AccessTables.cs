using System.Reflection;
using Residency.Foundation.Ids;

namespace Residency.Foundation.Actors;

/// <summary>The access tables of all rooms, found once: every static field of that type.</summary>
public static class AccessTables
{
    /// <summary>All tables, by the full name of the class that holds them.</summary>
    public static IReadOnlyList<AccessTable> All { get; } =
    [
        // They stand in static classes.
        .. ProductTypes
            .All.Where(type => type is { IsAbstract: true, IsSealed: true })
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Where(field => field.FieldType == typeof(AccessTable))
            .Select(field => (AccessTable)field.GetValue(null)!), // a static readonly field of a room is set
    ];

    private static readonly HashSet<string> Known = [.. All.SelectMany(table => table.Actions)];

    private static readonly HashSet<string> Public =
    [
        .. All.SelectMany(table => table.Cells)
            .Where(cell => cell is { Role: null, ForOperator: false, ForLink: null } && cell.Reach != Reach.Own)
            .Select(cell => cell.Action),
    ];

    private static readonly HashSet<(string Action, PrivateLinkKind Kind)> ForLinks =
    [
        .. All.SelectMany(table => table.Cells)
            .Where(cell => cell.ForLink is not null)
            .Select(cell => (cell.Action, cell.ForLink!.Value)), // filtered above
    ];

    /// <summary>Whether some table has a row for the action.</summary>
    public static bool Has(string action) => Known.Contains(action);

    /// <summary>Whether people who are not signed in may do it to something at all.</summary>
    public static bool IsPublic(string action) => Public.Contains(action);

    /// <summary>Whether holders of that kind of private link may do it to what the link opens.</summary>
    public static bool IsForLinks(string action, PrivateLinkKind kind) => ForLinks.Contains((action, kind));
}

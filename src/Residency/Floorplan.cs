using Residency.Foundation.Ids;
using Residency.Foundation.Ui;

namespace Residency;

/// <summary>The law of the building: what stands above what. Code may use only what stands above it.</summary>
public static class Floorplan
{
    /// <summary>All parts from top to bottom. The program registers the rooms in this order; a test keeps it true.</summary>
    public static IReadOnlyList<string> Order { get; } =
    [
        "Foundation.Ids",
        "Foundation.Results",
        "Foundation.Settings",
        "Foundation.Actors",
        "Foundation.Text",
        "Foundation.Storage",
        "Foundation.Files",
        "Foundation.Outside",
        "Foundation.Jobs",
        "Foundation.Mail",
        "Foundation.Ledger",
        "Foundation.LiveText",
        "Foundation.Ui",
        "Foundation.Cli",
        "Foundation.Safekeeping",
        "Gather.Hubs",
        "Gather.People",
        "Gather.Cohorts",
        "Make.CaseStudies",
        "Make.Publishing",
        "Share.Library",
        "Welcome",
    ];

    /// <summary>The rooms that register more than their names tell, in the order of the floor plan.</summary>
    public static IReadOnlyList<IRoom> Rooms { get; } =
    [
        .. ProductTypes
            .Of<IRoom>()
            .OrderBy(type => PlaceOf(type.Namespace ?? ""))
            .Select(type => (IRoom)Activator.CreateInstance(type)!), // a room has no constructor arguments
    ];

    private static int PlaceOf(string ns) => Order.TakeWhile(part => !ns.EndsWith("." + part, StringComparison.Ordinal)).Count();
}

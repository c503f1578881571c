using Residency.Foundation.Ids;

namespace Residency.Foundation.Ui;

/// <summary>One room of the building, as the composition of the program sees it.</summary>
/// <remarks>
/// Doors, queries and handlers are registered by their names, see <see cref="RoomSetup"/>; a room says here only what
/// cannot be told from a name.
/// </remarks>
public interface IRoom
{
    /// <summary>Registers what the room needs beyond its handlers and doors.</summary>
    void AddServices(IServiceCollection services) { }

    /// <summary>Maps the room's endpoints that are not pages: files, feeds, downloads.</summary>
    void MapEndpoints(IEndpointRouteBuilder endpoints) { }

    /// <summary>Runs once when the database is ready, before the first request: derived tables, caches.</summary>
    Task StartAsync(IServiceProvider services, CancellationToken cancel) => Task.CompletedTask;
}

/// <summary>Registers rooms.</summary>
public static class RoomSetup
{
    private static readonly string[] Endings = ["Handler", "Queries"];

    /// <summary>
    /// Adds every handler and query class as itself and every <c>XDoor</c> under the interfaces of its room, all
    /// scoped; then what each room adds itself.
    /// </summary>
    public static IServiceCollection AddRooms(this IServiceCollection services, IReadOnlyList<IRoom> rooms)
    {
        foreach (var type in ProductTypes.Classes)
        {
            if (Endings.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal)))
            {
                services.AddScoped(type);
            }
            else if (type.Name.EndsWith("Door", StringComparison.Ordinal))
            {
                services.AddScoped(type);
                foreach (
                    var face in type.GetInterfaces()
                        .Where(face => face.Namespace?.StartsWith("Residency.", StringComparison.Ordinal) == true)
                )
                {
                    services.AddScoped(face, provider => provider.GetRequiredService(type));
                }
            }
        }

        foreach (var room in rooms)
        {
            room.AddServices(services);
        }

        return services;
    }
}

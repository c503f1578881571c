using Residency.Foundation.Ids;
using Residency.Foundation.LiveText.Nodes;
using Residency.Foundation.LiveText.Rooms;
using Residency.Foundation.LiveText.Sockets;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText;

/// <summary>Registers live texts.</summary>
public static class LiveTextSetup
{
    /// <summary>Adds live texts; gates are found by type. Needs the ledger and data protection.</summary>
    public static IServiceCollection AddLiveTexts(this IServiceCollection services, LiveTextSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<ThisNode>();
        services.AddSingleton<OneNode>();
        services.AddSingleton<PostgresNodes>();
        services.AddSingleton<NodeReading>();
        services.AddSingleton<INodes>(provider =>
            provider.GetRequiredService<StorageSettings>().UsesPostgres
                ? provider.GetRequiredService<PostgresNodes>()
                : provider.GetRequiredService<OneNode>()
        );
        services.AddSingleton<LiveLog>();
        services.AddSingleton<Departures>();
        services.AddSingleton<OpenTexts>();
        services.AddSingleton<Rights>();
        services.AddSingleton<LiveTokens>();
        services.AddSingleton<ILiveSockets, LiveSockets>();
        services.AddScoped<Folding>();
        services.AddScoped<LiveTexts>();
        services.AddScoped<IMendTexts, Mending>();
        services.AddScoped<ILiveTexts>(provider => provider.GetRequiredService<LiveTexts>());
        services.AddScoped<IAfterCommit>(provider => provider.GetRequiredService<LiveTexts>());
        services.AddScoped<RightsOnCommit>();
        services.AddScoped<ILiveRights>(provider => provider.GetRequiredService<RightsOnCommit>());
        services.AddScoped<IAfterCommit>(provider => provider.GetRequiredService<RightsOnCommit>());
        services.AddHostedService<NodeEars>();
        services.AddSingleton<Upkeep>();
        services.AddHostedService(provider => provider.GetRequiredService<Upkeep>());
        foreach (var gate in ProductTypes.Of<ILiveGate>())
        {
            services.AddScoped(typeof(ILiveGate), gate);
        }

        return services;
    }
}

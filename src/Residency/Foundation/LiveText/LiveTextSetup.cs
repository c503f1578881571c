using Residency.Foundation.Ids;

namespace Residency.Foundation.LiveText;

/// <summary>Registers live texts.</summary>
public static class LiveTextSetup
{
    /// <summary>Adds live texts; gates are found by type. Needs the ledger.</summary>
    public static IServiceCollection AddLiveTexts(this IServiceCollection services, LiveTextSettings settings)
    {
        services.AddSingleton(settings);
        services.AddScoped<ILiveTexts, NoLiveTexts>();
        services.AddScoped<ILiveRights, NoLiveTexts>();
        services.AddSingleton<ILiveSockets, NoLiveSockets>();
        foreach (var gate in ProductTypes.Of<ILiveGate>())
        {
            services.AddScoped(typeof(ILiveGate), gate);
        }

        return services;
    }
}

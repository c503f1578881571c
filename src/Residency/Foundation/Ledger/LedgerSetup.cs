using Residency.Foundation.Ids;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Ledger;

/// <summary>Registers the ledger and all listeners.</summary>
public static class LedgerSetup
{
    /// <summary>Adds the ledger; listeners are found by type. Needs the queue of jobs.</summary>
    public static IServiceCollection AddLedger(this IServiceCollection services)
    {
        services.AddSingleton(new FactKinds(services));
        services.AddScoped<Ledger>();
        services.AddScoped<VerifyChain>();
        services.AddSingleton<LedgerPulse>();
        services.AddSingleton<PulseMemory>();
        services.AddHostedService<PulseAmongNodes>();
        services.AddScoped<ChainOnSave>();
        services.AddScoped<IBeforeSave>(provider => provider.GetRequiredService<ChainOnSave>());
        services.AddScoped<IAfterCommit>(provider => provider.GetRequiredService<ChainOnSave>());
        foreach (var type in ProductTypes.Classes)
        {
            foreach (var face in type.GetInterfaces().Where(FactKinds.IsListener))
            {
                services.AddScoped(face, type);
            }
        }

        return services;
    }
}

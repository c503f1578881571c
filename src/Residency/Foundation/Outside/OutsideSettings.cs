using Residency.Foundation.Settings;

namespace Residency.Foundation.Outside;

/// <summary>What the operator allows beyond the public internet.</summary>
[Section("Outside")]
public sealed record OutsideSettings
{
    /// <summary>Hosts of the operator's own network that may be called, by plain HTTP too.</summary>
    [Setting(
        "Hosts of your own network that the product may call, by plain HTTP too; all others must be public and speak HTTPS.",
        Unit = "host:port, such as repository.internal:8080"
    )]
    public IReadOnlyList<string> PrivateHosts { get; init; } = [];

    internal bool IsPrivateHost(string host, int port) =>
        PrivateHosts.Contains(FormattableString.Invariant($"{host}:{port}"), StringComparer.OrdinalIgnoreCase);
}

/// <summary>Registers calls outside.</summary>
public static class OutsideSetup
{
    /// <summary>Adds the clients.</summary>
    public static IServiceCollection AddOutside(this IServiceCollection services)
    {
        services.AddSingleton<IHostAddresses, SystemHostAddresses>();
        services.AddSingleton<OutsideClients>();
        return services;
    }
}

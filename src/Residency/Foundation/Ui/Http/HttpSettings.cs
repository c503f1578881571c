using Residency.Foundation.Settings;

namespace Residency.Foundation.Ui.Http;

/// <summary>How the product is reached over the network.</summary>
[Section("Http")]
public sealed record HttpSettings
{
    /// <summary>The address at which people reach the site, without a path; needed for links in mails.</summary>
    [Setting("The address at which people reach the site; mails carry links to it.", Unit = "such as https://hub.example.org")]
    public string PublicAddress { get; init; } = "http://localhost:5080";

    /// <summary>The proxies whose forwarding headers are believed. Nobody else's are.</summary>
    [Setting(
        "Proxies in front of the product; only their X-Forwarded headers are believed.",
        Unit = "IP addresses or networks such as 10.0.0.0/8"
    )]
    public IReadOnlyList<string> KnownProxies { get; init; } = [];

    /// <summary>Largest request in mebibytes, 1–1024. Default 64.</summary>
    [Setting("The largest request that is read; uploads may not be larger.", Unit = "MiB", Min = 1, Max = 1024)]
    public int LargestRequest { get; init; } = 64;

    /// <summary>Multiplies every rate limit, 1–100,000. Default 1.</summary>
    [Setting("Multiplies every rate limit: raise it when many people share one network.", Min = 1, Max = 100_000)]
    public int LimitFactor { get; init; } = 1;

    /// <summary>Whether production may answer plain HTTP from other machines. Default no.</summary>
    [Setting("Answers plain HTTP from other machines although passwords and cookies can then be read on the way.")]
    public bool AllowPlainHttp { get; init; }

    /// <summary>Seconds of serving after the order to stop, 0–20, while <c>/health</c> says no. Default 0.</summary>
    /// <remarks>Running requests and jobs have what is left of thirty seconds afterwards.</remarks>
    [Setting(
        "How long a node goes on serving after the order to stop while /health says no; longer than a load balancer asks.",
        Unit = "seconds",
        Min = 0,
        Max = 20
    )]
    public int DrainSeconds { get; init; }
}

using System.Net;
using System.Net.Sockets;

namespace Residency.Foundation.Outside;

/// <summary>Which addresses belong to the public internet. Everything else is ours, our neighbours' or nobody's.</summary>
/// <remarks>Source: IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its updates).</remarks>
public static class AddressRules
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    // Of IPv6 only 2000::/3 is handed out; from it these are taken out again.
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotGlobal =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20" }.Select(text =>
            IPNetwork.Parse(text)
        ),
    ];

    /// <summary>Whether the address may be called.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Special.Any(network => network.Contains(plain)),
            AddressFamily.InterNetworkV6 => plain.ScopeId == 0
                && Global.Contains(plain)
                && !NotGlobal.Any(network => network.Contains(plain)),
            _ => false,
        };
    }
}

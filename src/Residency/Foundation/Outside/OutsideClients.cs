using System.Net;
using System.Net.Sockets;
using Residency.Foundation.Results;

namespace Residency.Foundation.Outside;

/// <summary>Finds the addresses of a host.</summary>
public interface IHostAddresses
{
    /// <summary>All addresses; empty when there are none.</summary>
    Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancel);
}

/// <summary>Asks the system.</summary>
internal sealed class SystemHostAddresses : IHostAddresses
{
    public async Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancel)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancel);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}

/// <summary>The one way to call somebody outside.</summary>
/// <remarks>
/// HTTPS only, hosts and ports of the purpose only, public addresses only; the address that was checked is the one that
/// is connected to, so that a name cannot change its mind between. Redirects, cookies and proxies are off: a redirect is
/// an answer, and whoever follows it asks again through here. Hosts that the operator lists in <c>Outside:PrivateHosts</c>
/// may be anywhere, and may be called by plain HTTP.
/// </remarks>
public sealed class OutsideClients(IHostAddresses addresses, OutsideSettings settings) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    /// <summary>The client for a purpose; shared, never disposed by its users.</summary>
    /// <exception cref="OutsideException">Thrown by the client when a call is not allowed, fails, or answers too much or too late.</exception>
    public HttpClient For(OutsidePurpose purpose)
    {
        lock (_gate)
        {
            if (!_clients.TryGetValue(purpose.Name, out var client))
            {
                client = Make(purpose);
                _clients[purpose.Name] = client;
            }

            return client;
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private HttpClient Make(OutsidePurpose purpose)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 64,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = ConnectAsync,
        };
        return new HttpClient(new OutsideGate(purpose, settings, sockets)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var target = context.DnsEndPoint;
        IReadOnlyList<IPAddress> found = IPAddress.TryParse(target.Host, out var literal)
            ? [literal]
            : await addresses.FindAsync(target.Host, cancel);
        if (found.Count == 0)
        {
            throw new OutsideException($"looking up {target.Host}: there is no such host");
        }

        // One bad address among good ones is a trick, not a mistake.
        if (!settings.IsPrivateHost(target.Host, target.Port) && !found.All(AddressRules.IsPublic))
        {
            throw new OutsideException($"calling {target.Host}: its address is not public");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. found], target.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

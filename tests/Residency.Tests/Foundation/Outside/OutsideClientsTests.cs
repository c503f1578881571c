using System.Net;
using System.Net.Sockets;
using Residency.Foundation.Outside;
using Residency.Foundation.Results;

namespace Residency.Tests.Foundation.Outside;

/// <summary>No address that a person can type makes us call ourselves, our neighbours or the machine that hosts us.</summary>
public sealed class OutsideClientsTests : IAsyncLifetime
{
    private readonly TcpListener _listener = new(IPAddress.IPv6Any, 0);
    private readonly CancellationTokenSource _end = new();
    private Task _accepting = Task.CompletedTask;
    private int _visits;

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    // {0} is the port of the listener. Names end up at whatever the stub below answers.
    public static TheoryData<string> Forms =>
        [
            "https://127.0.0.1:{0}/",
            "https://127.1:{0}/",
            "https://127.0.1:{0}/",
            "https://127.255.255.254:{0}/",
            "https://2130706433:{0}/",
            "https://0x7f000001:{0}/",
            "https://0x7f.0.0.1:{0}/",
            "https://0x7f.1:{0}/",
            "https://0177.0.0.1:{0}/",
            "https://017700000001:{0}/",
            "https://0177.0x0.0.1:{0}/",
            "https://0:{0}/",
            "https://0.0.0.0:{0}/",
            "https://localhost:{0}/",
            "https://LOCALHOST:{0}/",
            "https://localhost.:{0}/",
            "https://sub.localhost:{0}/",
            "https://[::1]:{0}/",
            "https://[::]:{0}/",
            "https://[0:0:0:0:0:0:0:1]:{0}/",
            "https://[0000::1]:{0}/",
            "https://[::ffff:127.0.0.1]:{0}/",
            "https://[::ffff:7f00:1]:{0}/",
            "https://[::127.0.0.1]:{0}/",
            "https://[64:ff9b::127.0.0.1]:{0}/",
            "https://[64:ff9b:1::7f00:1]:{0}/",
            "https://[2002:7f00:1::]:{0}/",
            "https://[2001::7f00:1]:{0}/",
            "https://[fe80::1]:{0}/",
            "https://[fc00::1]:{0}/",
            "https://[fd12:3456::1]:{0}/",
            "https://[fec0::1]:{0}/",
            "https://[ff02::1]:{0}/",
            "https://[2001:db8::1]:{0}/",
            "https://[100::1]:{0}/",
            "https://[3fff::1]:{0}/",
            "https://10.0.0.1:{0}/",
            "https://10.255.255.255:{0}/",
            "https://172.16.0.1:{0}/",
            "https://172.31.255.255:{0}/",
            "https://192.168.0.1:{0}/",
            "https://169.254.169.254:{0}/latest/meta-data/",
            "https://169.254.170.2:{0}/",
            "https://[::ffff:169.254.169.254]:{0}/",
            "https://0xa9fea9fe:{0}/",
            "https://2852039166:{0}/",
            "https://100.64.0.1:{0}/",
            "https://192.0.0.192:{0}/",
            "https://192.0.2.1:{0}/",
            "https://198.18.0.1:{0}/",
            "https://198.51.100.1:{0}/",
            "https://203.0.113.1:{0}/",
            "https://224.0.0.1:{0}/",
            "https://240.0.0.1:{0}/",
            "https://255.255.255.255:{0}/",
            "https://example.org@127.0.0.1:{0}/",
            "https://user:pass@localhost:{0}/",
            "https://127.0.0.1:{0}@example.org/",
            "https://①②⑦.⓪.⓪.①:{0}/",
            "https://127。0。0。1:{0}/",
            "https://ⓛocalhost:{0}/",
            "https://flip.example:{0}/",
            "https://mixed.example:{0}/",
            "https://private.example:{0}/",
            "https://metadata.google.internal:{0}/",
            "http://127.0.0.1:{0}/",
            "http://example.org:{0}/",
            "ftp://127.0.0.1:{0}/",
            "file:///etc/passwd",
            "gopher://127.0.0.1:{0}/_x",
            "ws://127.0.0.1:{0}/",
            "wss://127.0.0.1:{0}/",
            "https:///127.0.0.1:{0}/",
            "https://public.example:22/",
            "https://nowhere.example:{0}/",
        ];

    public ValueTask InitializeAsync()
    {
        _listener.Server.DualMode = true;
        _listener.Start();
        _accepting = CountAsync();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    [Fact]
    public void There_are_sixty_forms_at_least() => Forms.Count.ShouldBeGreaterThanOrEqualTo(60);

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_call_to_what_is_not_public_is_refused_before_it_is_made(string form)
    {
        using var clients = new OutsideClients(new Names(), new OutsideSettings());
        var client = clients.For(new OutsidePurpose("test", ["*"]) { Ports = [443, Port], Seconds = 20 });
        var address = form.Replace(
            "{0}",
            Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            StringComparison.Ordinal
        );

        if (Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            await Should.ThrowAsync<OutsideException>(() => client.GetAsync(uri, TestContext.Current.CancellationToken));
        }

        _visits.ShouldBe(0);
    }

    [Fact]
    public async Task A_name_that_changes_its_mind_is_connected_to_what_was_checked()
    {
        var names = new Names();
        using var clients = new OutsideClients(names, new OutsideSettings());
        var client = clients.For(new OutsidePurpose("test", ["*"]) { Ports = [Port], Seconds = 2 });

        // The first answer is public and goes nowhere; a second question would be answered with the loopback.
        await Should.ThrowAsync<OutsideException>(() =>
            client.GetAsync(new Uri($"https://rebind.example:{Port}/"), TestContext.Current.CancellationToken)
        );

        names.Asked.ShouldBe(1);
        _visits.ShouldBe(0);
    }

    [Fact]
    public async Task The_listener_would_have_seen_a_call_that_the_operator_allows()
    {
        using var clients = new OutsideClients(new Names(), new OutsideSettings { PrivateHosts = [$"127.0.0.1:{Port}"] });
        var client = clients.For(new OutsidePurpose("test", ["127.0.0.1"]));

        var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{Port}/"), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location.ShouldBe(new Uri($"http://127.0.0.1:{Port}/again"));
        _visits.ShouldBe(1); // the redirect was not followed
    }

    [Fact]
    public async Task Only_hosts_of_the_purpose_are_called()
    {
        using var clients = new OutsideClients(new Names(), new OutsideSettings { PrivateHosts = [$"127.0.0.1:{Port}"] });
        var client = clients.For(new OutsidePurpose("test", ["doi.org", "*.example.org"]));

        await Should.ThrowAsync<OutsideException>(() =>
            client.GetAsync(new Uri($"http://127.0.0.1:{Port}/"), TestContext.Current.CancellationToken)
        );

        _visits.ShouldBe(0);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_not_read()
    {
        using var clients = new OutsideClients(new Names(), new OutsideSettings { PrivateHosts = [$"127.0.0.1:{Port}"] });
        var client = clients.For(new OutsidePurpose("test", ["127.0.0.1"]) { MostBytes = 4 });

        var broken = await Should.ThrowAsync<OutsideException>(() =>
            client.GetAsync(new Uri($"http://127.0.0.1:{Port}/"), TestContext.Current.CancellationToken)
        );

        broken.Message.ShouldContain("larger than 4 bytes");
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("1.1.1.1", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("192.88.99.1", false)]
    public void Public_is_what_the_registries_hand_out(string address, bool isPublic) =>
        AddressRules.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    private async Task CountAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            Interlocked.Increment(ref _visits);
            await using var stream = client.GetStream();
            var buffer = new byte[4096];
            _ = await stream.ReadAsync(buffer, _end.Token);
            await stream.WriteAsync(
                System.Text.Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{Port}/again\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
                ),
                _end.Token
            );
        }
    }

    private sealed class Names : IHostAddresses
    {
        private static readonly IPAddress Documentation = IPAddress.Parse("198.41.0.4");

        public int Asked { get; private set; }

        public Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancel)
        {
            Asked++;
            IReadOnlyList<IPAddress> found = host switch
            {
                "flip.example" or "metadata.google.internal" => [IPAddress.Loopback],
                "rebind.example" => Asked == 1 ? [Documentation] : [IPAddress.Loopback],
                "mixed.example" => [Documentation, IPAddress.Loopback],
                "private.example" => [IPAddress.Parse("10.1.2.3")],
                "public.example" => [Documentation],
                _ when host.Contains("localhost", StringComparison.OrdinalIgnoreCase) =>
                [
                    IPAddress.Loopback,
                    IPAddress.IPv6Loopback,
                ],
                _ => [],
            };
            return Task.FromResult(found);
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Residency.Tests.Servers;

/// <summary>The built program serving on loopback in a process of its own, which a test may end without warning.</summary>
internal sealed partial class RunningNode : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly Queue<string> _said = new();
    private readonly HttpClient _http;
    private bool _isGone;

    private RunningNode(Process process, Uri address, CookieContainer cookies)
    {
        (_process, Address, Cookies) = (process, address, cookies);
        _http = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = true })
        {
            BaseAddress = address,
        };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Of the person who is signed in; good on every node of the same data.</summary>
    public CookieContainer Cookies { get; }

    /// <summary>Whether the process still runs.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Starts it and waits until it is healthy.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="settings">Settings as variables of the environment.</param>
    /// <param name="cookies">Of somebody who signed in before.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public static async Task<RunningNode> StartAsync(
        string folder,
        IReadOnlyDictionary<string, string> settings,
        CookieContainer cookies,
        CancellationToken cancel
    )
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        var start = new ProcessStartInfo(Program(), ["--data", folder, "--urls", address.GetLeftPart(UriPartial.Authority)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Set(start, settings);
        var node = new RunningNode(
            Process.Start(start) ?? throw new InvalidOperationException("The program did not start."),
            address,
            cookies
        );
        await node.BecomeHealthyAsync(cancel);
        return node;
    }

    /// <summary>Runs a verb of the command line to its end.</summary>
    /// <returns>What it said.</returns>
    public static async Task<string> RunAsync(
        IReadOnlyList<string> words,
        IReadOnlyDictionary<string, string> settings,
        CancellationToken cancel
    )
    {
        var start = new ProcessStartInfo(Program(), words) { UseShellExecute = false, RedirectStandardOutput = true };
        Set(start, settings);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        var said = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        process.ExitCode.ShouldBe(0, $"{string.Join(' ', words)} said {said}");
        return said;
    }

    /// <summary>Signs somebody in with the link that the command line printed.</summary>
    public async Task SignInAsync(string link, CancellationToken cancel)
    {
        var page = await _http.GetStringAsync(new Uri(link).AbsolutePath, cancel);
        var fields = HiddenField()
            .Matches(page)
            .Select(field => KeyValuePair.Create(field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)));
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await _http.PostAsync("/sign-in/link?return=/account", form, cancel);
        answer.IsSuccessStatusCode.ShouldBeTrue($"signing in answered {answer.StatusCode}");
        Cookies.GetCookies(Address)["residency"].ShouldNotBeNull();
    }

    /// <summary>What the signed-in person gets at an address.</summary>
    public Task<string> GetAsync(string path, CancellationToken cancel) => _http.GetStringAsync(path, cancel);

    /// <summary>Opens the socket of a live text and gets its name and token.</summary>
    /// <param name="path">Such as <c>/harbour/case-studies/{id}</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<(WebSocket Socket, string Name, string Token)> OpenTextAsync(string path, CancellationToken cancel)
    {
        var page = await _http.GetStringAsync("/account", cancel);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{path}/live/token");
        request.Headers.Add("RequestVerificationToken", FormToken().Match(page).Groups[1].Value);
        request.Headers.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
        using var answer = await _http.SendAsync(request, cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(cancel));
        var ticket = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
        var socket = new ClientWebSocket();
        socket.Options.Cookies = Cookies;
        socket.Options.SetRequestHeader("Origin", Address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(new Uri(Address, $"{path}/live")) { Scheme = "ws" }.Uri, cancel);
        return (socket, ticket.GetProperty("name").GetString() ?? "", ticket.GetProperty("token").GetString() ?? "");
    }

    /// <summary>Ends it as a power cut would: no handler of it runs.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Waits until it ended by itself.</summary>
    public Task EndedAsync(CancellationToken cancel) => _process.WaitForExitAsync(cancel).WaitAsync(s_patience, cancel);

    public async ValueTask DisposeAsync()
    {
        if (_isGone)
        {
            return;
        }

        _isGone = true;
        await KillAsync();
        _http.Dispose();
        _process.Dispose();
    }

    /// <summary>The last lines that it printed.</summary>
    public string Said()
    {
        lock (_said)
        {
            return string.Join('\n', _said);
        }
    }

    private async Task BecomeHealthyAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(s_patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await again.WaitForNextTickAsync(limit.Token))
        {
            _process.HasExited.ShouldBeFalse($"the program ended:\n{Said()}");
            try
            {
                using var answer = await _http.GetAsync("/health", limit.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    private static void Set(ProcessStartInfo start, IReadOnlyDictionary<string, string> settings)
    {
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["Drawing__Node"] = "";
        start.Environment["Http__LimitFactor"] = "1000";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
    }

    // The tests stand in artifacts/bin/Residency.Tests/<configuration>, the program beside them.
    private static string Program()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, "Residency", here.Name, "residency"); // always three deep
        return File.Exists(program) ? program : throw new FileNotFoundException("Build the product first.", program);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        lock (_said)
        {
            _said.Enqueue(line ?? "");
            while (_said.Count > 60)
            {
                _said.Dequeue();
            }
        }
    }

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*name=\"(?<name>[^\"]*)\"[^>]*value=\"(?<value>[^\"]*)\"[^>]*>")]
    private static partial Regex HiddenField();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}

using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Residency.Journeys;

/// <summary>One person at one screen. Whatever the browser complains about fails the journey.</summary>
public sealed class Visit : IAsyncDisposable
{
    private static readonly RouteFulfillOptions NoScript = new() { ContentType = "text/javascript", Body = "" };

    private readonly IBrowserContext _context;
    private readonly Uri _site;
    private readonly Func<string> _said;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentDictionary<string, bool> _refusals = new(StringComparer.Ordinal);

    private Visit(IBrowserContext context, IPage page, Look look, Uri site, Func<string> said)
    {
        (_context, Page, Look, _site, _said) = (context, page, look, site, said);
        context.Request += (_, request) => KeepHome(request.Url);
        page.WebSocket += (_, socket) => KeepHome(socket.Url);
        context.Console += (_, message) => Listen(message);
        context.WebError += (_, error) => _complaints.Enqueue($"script failed: {error.Error}");
    }

    /// <summary>The browser's page, for clicking, filling in and looking.</summary>
    public IPage Page { get; }

    public Look Look { get; }

    /// <summary>The browser profile that the page belongs to.</summary>
    public IBrowserContext Context => _context;

    internal static async Task<Visit> BeginAsync(IBrowserContext context, Look look, Uri site, Func<string> said) =>
        new(context, await context.NewPageAsync(), look, site, said);

    /// <summary>Opens an address of the site and expects it to be found.</summary>
    public Task GoAsync(string path) => GoAsync(path, status: 200);

    /// <summary>Opens an address of the site and expects this HTTP status.</summary>
    public async Task GoAsync(string path, int status)
    {
        if (status >= 400)
        {
            ExpectRefusal(path);
        }

        var answer =
            await Page.GotoAsync(path) ?? throw new InvalidOperationException($"{path} is the page that was open already.");
        if (answer.Status != status)
        {
            Forgive();
            throw new ShouldAssertException($"{path} answered {answer.Status} instead of {status}. The server said:\n{_said()}");
        }

        ShouldBeQuiet();
    }

    /// <summary>No error on the console, no breach of the content security policy, no request to another origin.</summary>
    public void ShouldBeQuiet()
    {
        var complaints = new List<string>();
        while (_complaints.TryDequeue(out var complaint))
        {
            complaints.Add(complaint);
        }

        if (complaints.Count > 0)
        {
            throw new ShouldAssertException(
                $"The browser complains on {Page.Url}, look {Look}:\n{string.Join('\n', complaints)}"
            );
        }
    }

    /// <summary>Says that the server may refuse what is asked at this address, which the browser logs as an error.</summary>
    public void ExpectRefusal(string path) => _refusals[new Uri(_site, path).ToString()] = true;

    /// <summary>Forgets the complaints that a journey provoked on purpose.</summary>
    public void Forgive() => _complaints.Clear();

    /// <summary>Lets a tool of ours, which is a script, look at the page.</summary>
    /// <remarks>
    /// Where the person's browser runs no script, the tool sees a copy: the same document in a browser that could run
    /// script, with the page's own scripts emptied and what stands in noscript shown.
    /// </remarks>
    internal async Task<T> WithToolsAsync<T>(Func<IPage, Task<T>> tool)
    {
        if (Look != Look.WithoutScript)
        {
            return await tool(Page);
        }

        var options = Look.Light.Options(_site);
        options.StorageState = await _context.StorageStateAsync();
        await using var scriptable = await _context.Browser!.NewContextAsync(options); // a context made by a browser has it
        await scriptable.RouteAsync(
            "**/*",
            route => route.Request.ResourceType == "script" ? route.FulfillAsync(NoScript) : route.ContinueAsync()
        );
        var copy = await scriptable.NewPageAsync();
        await copy.GotoAsync(Page.Url);
        var document = await Page.ContentAsync();
        await copy.SetContentAsync(document.Replace("noscript>", "div>", StringComparison.OrdinalIgnoreCase));
        return await tool(copy);
    }

    /// <summary>Gives the browser a device that makes passkeys and says yes to every question.</summary>
    public async Task AddPasskeyDeviceAsync()
    {
        var devTools = await _context.NewCDPSessionAsync(Page);
        await devTools.SendAsync("WebAuthn.enable");
        var device = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["protocol"] = "ctap2",
            ["transport"] = "internal",
            ["hasResidentKey"] = true,
            ["hasUserVerification"] = true,
            ["isUserVerified"] = true,
            ["automaticPresenceSimulation"] = true,
        };
        await devTools.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>(StringComparer.Ordinal) { ["options"] = device }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        ShouldBeQuiet();
    }

    private void KeepHome(string address)
    {
        var to = new Uri(address);
        var isPage = to.Scheme is "http" or "https" or "ws" or "wss";
        if (isPage && !string.Equals(to.Authority, _site.Authority, StringComparison.OrdinalIgnoreCase))
        {
            _complaints.Enqueue($"request to another origin: {address}");
        }
    }

    private void Listen(IConsoleMessage message)
    {
        if (message.Type == "error" && !IsExpectedRefusal(message))
        {
            _complaints.Enqueue($"console: {message.Text} ({message.Location})");
        }
    }

    // Chromium logs the status of a page even where the journey expects to be refused.
    private bool IsExpectedRefusal(IConsoleMessage message) =>
        message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
        && _refusals.Keys.Any(address => message.Location.StartsWith(address, StringComparison.Ordinal));
}

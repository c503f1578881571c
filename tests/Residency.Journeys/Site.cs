using System.Collections.Concurrent;
using Microsoft.Playwright;
using Residency.Journeys;

[assembly: AssemblyFixture(typeof(Site))]

namespace Residency.Journeys;

/// <summary>One running product and one browser for all journeys of a run, started by the first visit.</summary>
/// <remarks>Take it as a constructor argument of the test class.</remarks>
public sealed class Site : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", // the machine of CI runs as root, where Chromium's sandbox does not start
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _signedIn = new(StringComparer.Ordinal);
    private Task<Product>? _product;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens the product in a clean browser profile: no cookies, nothing remembered.</summary>
    public async Task<Visit> VisitAsync(Look look)
    {
        var product = await ProductAsync(TestContext.Current.CancellationToken);
        return await VisitAsync(look, product.Address, product.Said);
    }

    /// <summary>Opens the product as somebody of the demonstration who is signed in.</summary>
    /// <param name="look">How the person looks at it.</param>
    /// <param name="email">With which address they sign in; empty for a visitor.</param>
    public async Task<Visit> VisitAsync(Look look, string email)
    {
        if (email.Length == 0)
        {
            return await VisitAsync(look);
        }

        // Each person signs in once a run: what a signed-in browser holds is handed to every later visit.
        var state = await _signedIn.GetOrAdd(email, who => new Lazy<Task<string>>(() => SignInAsync(who))).Value;
        var product = await ProductAsync(TestContext.Current.CancellationToken);
        var options = look.Options(product.Address);
        options.StorageState = state;
        return await VisitAsync(options, look, product.Address, product.Said);
    }

    /// <summary>The running product.</summary>
    public Task<Product> ProductAsync() => ProductAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_product is { IsCompletedSuccessfully: true })
        {
            await (await _product).DisposeAsync();
        }

        _one.Dispose();
    }

    /// <summary>Opens any site in a clean browser profile.</summary>
    /// <param name="look">How the person looks at it.</param>
    /// <param name="address">Where the site is.</param>
    /// <param name="said">What to show of the server when a page fails.</param>
    internal Task<Visit> VisitAsync(Look look, Uri address, Func<string> said) =>
        VisitAsync(look.Options(address), look, address, said);

    internal async Task<Visit> VisitAsync(BrowserNewContextOptions options, Look look, Uri address, Func<string> said)
    {
        var browser = await BrowserAsync(TestContext.Current.CancellationToken);
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(15_000);
        return await Visit.BeginAsync(context, look, address, said);
    }

    private async Task<string> SignInAsync(string email)
    {
        await using var visit = await VisitAsync(Look.Light);
        await visit.SignInAsync(email);
        return await visit.Context.StorageStateAsync();
    }

    private async Task<Product> ProductAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            // A product that did not start once is not tried again by every other journey.
            return await (_product ??= Product.StartAsync(cancel));
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<IBrowser> BrowserAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions
                {
                    ExecutablePath = Chromium(),
                    Args = Flags,
                    ChromiumSandbox = false,
                }
            );
        }
        finally
        {
            _one.Release();
        }
    }

    private static string Chromium() =>
        Environment.GetEnvironmentVariable("RESIDENCY_CHROMIUM") is { Length: > 0 } chosen ? chosen
        : File.Exists("/usr/bin/chromium") ? "/usr/bin/chromium"
        : throw new InvalidOperationException("Chromium is missing: run 'tools/dev setup', or set RESIDENCY_CHROMIUM.");
}

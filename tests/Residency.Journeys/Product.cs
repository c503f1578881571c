using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Residency.Journeys;

/// <summary>The built product in a process of its own, with a data folder that ends with it.</summary>
public sealed class Product : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly string _folder;
    private readonly Queue<string> _said = new();

    private Product(Process process, string folder, Uri address)
    {
        (_process, _folder, Address) = (process, folder, address);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its database, for what no person can bring about: the passing of hours, ten thousand rows.</summary>
    public string Database => Path.Combine(_folder, "residency.db");

    /// <summary>Where it listens. The name is <c>localhost</c>: passkeys do not work on a bare address.</summary>
    public Uri Address { get; }

    /// <summary>Starts the product with invented content and waits until it says that it is healthy.</summary>
    public static Task<Product> StartAsync(CancellationToken cancel) => StartAsync(["--demo"], cancel);

    /// <summary>Starts the product as an operator finds it on the first day: with nothing in it.</summary>
    public static Task<Product> StartEmptyAsync(CancellationToken cancel) => StartAsync([], cancel);

    private static async Task<Product> StartAsync(string[] words, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("residency-journeys-").FullName;
        var address = new Uri($"http://localhost:{FreePort()}");
        var start = new ProcessStartInfo(
            Program(),
            ["--data", folder, .. words, "--urls", address.GetLeftPart(UriPartial.Authority)]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["Http__LimitFactor"] = "1000"; // one browser walks here for hundreds of people
        start.Environment["LiveText__MostRefusals"] = "100000"; // and one of them sends what may not be
        var process = Process.Start(start) ?? throw new InvalidOperationException("The product did not start.");
        var product = new Product(process, folder, address);
        try
        {
            await product.BecomeHealthyAsync(cancel);
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a verb of the command line on the data of this product, to its end.</summary>
    /// <returns>What it said.</returns>
    public async Task<string> RunAsync(IReadOnlyList<string> words, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Program(), [.. words, "--data", _folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = _folder,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The product did not start.");
        var said = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return said;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task BecomeHealthyAsync(CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(StartLimit);
        using var again = new PeriodicTimer(Pause);
        var last = "nothing answered";
        try
        {
            while (await again.WaitForNextTickAsync(limit.Token))
            {
                if (_process.HasExited)
                {
                    throw new InvalidOperationException($"The product ended with {_process.ExitCode}:\n{Said()}");
                }

                try
                {
                    using var answer = await client.GetAsync("/health", limit.Token);
                    if (answer.StatusCode == HttpStatusCode.OK)
                    {
                        return;
                    }

                    last = $"/health answered {(int)answer.StatusCode}";
                }
                catch (HttpRequestException)
                {
                    // Not listening yet.
                }
            }
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"The product is not healthy after {StartLimit}: {last}\n{Said()}", late);
        }
    }

    // The tests stand in artifacts/bin/Residency.Journeys/<configuration>, the product beside them.
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
            while (_said.Count > 100)
            {
                _said.Dequeue();
            }
        }
    }

    /// <summary>Waits until the product has printed something that matches.</summary>
    /// <exception cref="TimeoutException">It has not within the time that a start may take.</exception>
    public async Task<string> SaidAsync(string pattern, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(StartLimit);
        using var again = new PeriodicTimer(Pause);
        do
        {
            if (Regex.Match(Said(), pattern) is { Success: true } found)
            {
                return found.Value;
            }
        } while (await again.WaitForNextTickAsync(limit.Token));

        throw new TimeoutException($"The product did not say {pattern}:\n{Said()}");
    }

    /// <summary>The last hundred lines that the product logged.</summary>
    public string Said()
    {
        lock (_said)
        {
            return string.Join('\n', _said);
        }
    }
}

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Residency.Foundation.Ui.Http;

namespace Residency.Gather.People.SetUp;

/// <summary>Prints the link of the first start on the console, while nobody operates the installation.</summary>
/// <remarks>On the console and not in the log: logs are collected and kept, and the link is a secret.</remarks>
internal sealed class PrintSetUpLink(
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime,
    IServer server,
    HttpSettings settings
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var waiting = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<SetUpHandler>().PrepareAsync(stoppingToken) is { } secret)
        {
            await Console.Out.WriteLineAsync(
                $"""

                This installation has no operator yet. Set it up within 24 hours at

                    {Address()}/set-up/{secret.Text}

                The link works once. Starting again prints a new one.

                """
            );
        }
    }

    // Until somebody says at which address people reach the site, the machine's own address is the best guess.
    private string Address()
    {
        var own = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        var address =
            settings.PublicAddress == new HttpSettings().PublicAddress && own is not null ? own : settings.PublicAddress;
        return address
            .Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .TrimEnd('/');
    }
}

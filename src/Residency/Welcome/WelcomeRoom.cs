using Residency.Foundation.Cli;
using Residency.Foundation.Ui;
using Residency.Welcome.Demo;
using Residency.Welcome.Home;

namespace Residency.Welcome;

/// <summary>The front: home, my work, navigation, help, and the demonstration world.</summary>
public sealed class WelcomeRoom : IRoom
{
    public void AddServices(IServiceCollection services) => services.AddScoped<IPageFrames, SiteFrames>();

    public async Task StartAsync(IServiceProvider services, CancellationToken cancel)
    {
        if (services.GetRequiredService<StartOptions>() is { IsDemo: true, IsCommand: false })
        {
            await services.GetRequiredService<SeedDemoHandler>().SeedAsync(Console.WriteLine, cancel);
        }
    }
}

using Residency.Foundation.Ui;

namespace Residency.Welcome;

/// <summary>The front: home, my work, navigation, help.</summary>
public sealed class WelcomeRoom : IRoom
{
    public void AddServices(IServiceCollection services) => services.AddScoped<IPageFrames, SiteFrames>();
}

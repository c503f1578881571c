using Residency.Foundation.Ui;
using Residency.Make.Publishing.Release;

namespace Residency.Make.Publishing;

/// <summary>Editions: prepare, release, withdraw.</summary>
public sealed class PublishingRoom : IRoom
{
    public void AddServices(IServiceCollection services) => services.AddScoped<EditionSources>();
}

using Residency.Foundation.Ui;
using Residency.Make.Publishing.Draw;
using Residency.Make.Publishing.Release;
using Residency.Make.Publishing.Storage;

namespace Residency.Make.Publishing;

/// <summary>Editions: prepare, release, withdraw.</summary>
public sealed class PublishingRoom : IRoom
{
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<EditionSources>().AddScoped<EditionFiles>();
        services.AddSingleton<IPainter, ResvgPainter>();
        services.AddSingleton(_ => PreviewPicture.FromShippedFonts());
    }
}

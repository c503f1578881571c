using Residency.Foundation.Ui;
using Residency.Make.Publishing.Draw;
using Residency.Make.Publishing.Export;
using Residency.Make.Publishing.Storage;

namespace Residency.Make.Publishing;

/// <summary>Editions: prepare, release, withdraw.</summary>
public sealed class PublishingRoom : IRoom
{
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<EditionSources>().AddScoped<EditionFiles>().AddScoped<ExportedFigures>();
        services.AddSingleton<IPainter, ResvgPainter>();
        services.AddSingleton(_ => PreviewPicture.FromShippedFonts());
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => DraftExportGate.Map(endpoints);
}

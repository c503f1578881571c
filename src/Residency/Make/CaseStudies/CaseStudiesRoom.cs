using Residency.Foundation.Ui;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.Overview;

namespace Residency.Make.CaseStudies;

/// <summary>Registers what names alone do not tell.</summary>
internal sealed class CaseStudiesRoom : IRoom
{
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<OverviewQueries.Doors>();
        services.AddScoped<ImportRecord>();
        services.AddScoped<ImportRecord.Tools>();
    }
}

using Residency.Foundation.Ui;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.Overview;
using Residency.Make.CaseStudies.Parts;

namespace Residency.Make.CaseStudies;

/// <summary>Registers what names alone do not tell.</summary>
internal sealed class CaseStudiesRoom : IRoom
{
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<OverviewQueries.Doors>();
        services.AddScoped<ImportRecord>();
        services.AddScoped<ImportRecord.Tools>();
        services.AddScoped<Visit>();
        foreach (var panel in typeof(CaseStudiesRoom).Assembly.GetTypes().Where(IsPanel))
        {
            services.AddScoped(typeof(ICaseStudyPanel), panel);
        }
    }

    private static bool IsPanel(Type type) => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ICaseStudyPanel));
}

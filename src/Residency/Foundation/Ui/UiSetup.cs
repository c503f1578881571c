using Microsoft.Extensions.DependencyInjection.Extensions;
using Residency.Foundation.Ui.Http;

namespace Residency.Foundation.Ui;

/// <summary>Registers and maps everything that draws pages.</summary>
public static class UiSetup
{
    /// <summary>Adds components, words and a plain page frame, which a lower room may replace.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddLocalization();
        services.AddLanguages();
        services.AddHttpContextAccessor();
        services.TryAddScoped<IPageFrames, PlainFrames>();
        services.AddScoped<PageNonce>();
        return services;
    }

    /// <summary>Turns empty answers and failures into pages that say what to do next.</summary>
    /// <remarks>Stands first in the pipeline, so that everything after it is covered.</remarks>
    public static WebApplication UseUi(this WebApplication app)
    {
        app.UseMiddleware<HeadAsGet>();
        // Programs get a problem in JSON (RFC 9457), people get a page.
        app.UseWhen(
            context => !ActionGate.IsPage(context),
            programs =>
            {
                programs.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = Failures.StatusOf });
                programs.UseStatusCodePages();
            }
        );
        app.UseWhen(
            ActionGate.IsPage,
            people =>
            {
                people.UseExceptionHandler(
                    new ExceptionHandlerOptions
                    {
                        ExceptionHandlingPath = "/problem/500",
                        CreateScopeForErrors = true,
                        StatusCodeSelector = Failures.StatusOf,
                    }
                );
                people.UseStatusCodePagesWithReExecute("/problem/{0}", createScopeForStatusCodePages: true);
            }
        );
        app.UseMiddleware<ResponseHeaders>();
        return app;
    }

    /// <summary>Maps style sheets, scripts, fonts and every page of the product.</summary>
    public static WebApplication MapUi(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapLanguages();
        var pages = app.MapRazorComponents<App>().WithStaticAssets();
        if (!app.Environment.IsDevelopment())
            pages.Add(StyleGuide.StyleGuideGate.Close);
        return app;
    }
}

namespace Residency.Foundation.Cli;

/// <summary>The host under the program.</summary>
public static class HostSetup
{
    /// <summary>A builder that finds its files beside the program, wherever it is called from.</summary>
    public static WebApplicationBuilder CreateBuilder(StartOptions start)
    {
        var names = start
            .ForHost.Select(word => word.Split('=')[0].TrimStart('-').ToLowerInvariant())
            .ToHashSet(StringComparer.Ordinal);
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = start.ForHost,
                ContentRootPath = names.Contains("contentroot") ? null : AppContext.BaseDirectory,
            }
        );
        builder.WebHost.UseStaticWebAssets(); // a build that was not published serves them from the source folders
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        if (start.IsCommand)
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
        }
        else if (
            string.IsNullOrEmpty(builder.Configuration["urls"]) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists()
        )
        {
            builder.WebHost.UseUrls("http://localhost:5080");
        }

        return builder;
    }
}

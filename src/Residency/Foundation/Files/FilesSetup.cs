using Residency.Foundation.Ids;

namespace Residency.Foundation.Files;

/// <summary>Registers the file store.</summary>
public static class FilesSetup
{
    /// <summary>Adds the store that the settings name, and every gate.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services, FilesSettings settings)
    {
        if (settings.S3Address.Length > 0)
        {
            services.AddSingleton<IBlobs, S3Blobs>();
        }
        else
        {
            services.AddSingleton<IBlobs, FolderBlobs>();
        }

        services.AddScoped<IFileStore, FileStore>();
        foreach (var gate in ProductTypes.Of<IFileGate>())
        {
            services.AddScoped(typeof(IFileGate), gate);
        }

        return services;
    }
}

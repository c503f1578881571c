using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using Residency.Foundation.Settings;

namespace Residency.Foundation.Cli;

/// <summary>Registers commands and settings.</summary>
public static class CliSetup
{
    /// <summary>The settings file in the data folder.</summary>
    public const string SettingsFile = "residency.json";

    /// <summary>
    /// Reads <c>residency.json</c> of the data folder under the environment, checks everything, and registers each
    /// record of settings.
    /// </summary>
    /// <exception cref="WrongSettingsException">Names every key that is wrong and what to enter.</exception>
    public static SettingsReader AddSettings(this WebApplicationBuilder builder, StartOptions start)
    {
        IConfiguration? file = null;
        var path = Path.Combine(start.DataFolder, SettingsFile);
        if (File.Exists(path))
        {
            file = ReadFile(path);
            builder.Configuration.Sources.Insert(0, new ChainedConfigurationSource { Configuration = file });
        }

        var reader = new SettingsReader(builder.Configuration);
        if (reader.Mistakes(file) is { Count: > 0 } mistakes)
        {
            throw new WrongSettingsException(mistakes);
        }

        foreach (var record in SettingsReader.Records)
        {
            builder.Services.AddSingleton(record, reader.Read(record));
        }

        builder.Services.AddSingleton(reader);
        builder.Services.AddSingleton(start);
        return reader;
    }

    /// <summary>Adds the command line and every verb.</summary>
    public static IServiceCollection AddCli(this IServiceCollection services)
    {
        services.AddScoped<CommandLine>();
        services.AddHostedService<CommandSocket>();
        foreach (var verb in CommandLine.Verbs)
        {
            services.AddScoped(verb);
        }

        return services;
    }

    private static IConfigurationRoot ReadFile(string path)
    {
        try
        {
            return new ConfigurationBuilder()
                .Add(
                    new JsonConfigurationSource
                    {
                        FileProvider = new PhysicalFileProvider(Path.GetDirectoryName(path)!), // a file stands in a folder
                        Path = SettingsFile,
                    }
                )
                .Build();
        }
        catch (InvalidDataException broken)
        {
            throw new WrongSettingsException([
                $"{path} is no valid JSON: {broken.InnerException?.InnerException?.Message ?? broken.Message}",
            ]);
        }
    }
}

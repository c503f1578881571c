using System.CommandLine;
using System.Reflection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ui.Http;

namespace Residency.Foundation.Cli;

/// <summary><c>residency version</c>: which version this is and on what it runs.</summary>
[Needs(SiteActions.SettingsView)]
public sealed class VersionCommand : ICommandVerb
{
    public bool UsesDataFolder => false;

    public Command Describe() => new("version", "Says which version this is and on what it runs");

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        var version = typeof(VersionCommand)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion;
        await call.Output.WriteLineAsync(
            $"residency {version} on .NET {Environment.Version}, {Environment.OSVersion}".AsMemory(),
            cancel
        );
        return ExitCodes.Done;
    }
}

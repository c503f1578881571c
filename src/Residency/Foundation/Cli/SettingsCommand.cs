using System.CommandLine;
using Residency.Foundation.Actors;
using Residency.Foundation.Settings;
using Residency.Foundation.Ui.Http;

namespace Residency.Foundation.Cli;

/// <summary><c>residency settings</c>: every setting with its default, its value, and what it does.</summary>
[Needs(SiteActions.SettingsView)]
public sealed class SettingsCommand(SettingsReader settings) : ICommandVerb
{
    public bool UsesDataFolder => false;

    public Command Describe() => new("settings", "Lists every setting with its default, what may be entered and what it does");

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        await call.Output.WriteLineAsync(
            $"Settings stand in {CliSetup.SettingsFile} of the data folder, or in the environment as Section__Name."
        );
        foreach (var section in SettingsReader.Lines.GroupBy(line => line.Property.DeclaringType))
        {
            var record = settings.Read(section.Key!); // a property is declared by a type
            foreach (var line in section)
            {
                cancel.ThrowIfCancellationRequested();
                await call.Output.WriteLineAsync();
                await call.Output.WriteLineAsync($"{line.Key}  (environment: {line.Variable})");
                await call.Output.WriteLineAsync($"    {line.About.Effect}");
                await call.Output.WriteLineAsync($"    enter    {line.Accepts}");
                await call.Output.WriteLineAsync($"    default  {line.DefaultText}");
                await call.Output.WriteLineAsync($"    now      {line.Show(line.Property.GetValue(record))}");
            }
        }

        return ExitCodes.Done;
    }
}

using System.CommandLine;
using Residency.Foundation.Actors;
using Residency.Foundation.Cli;

namespace Residency.Foundation.Safekeeping;

/// <summary><c>residency backup file.zip</c>: copies database and stored files while people go on working.</summary>
[Needs(SafekeepingActions.Backup)]
public sealed class BackupCommand(Backup backup) : ICommandVerb
{
    private readonly Argument<string> _file = new("file") { Description = "The file to write; it must not exist" };

    public Command Describe() => new("backup", "Copies database and stored files into one file") { _file };

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        if (!call.Actor.IsOperator)
        {
            await call.Errors.WriteLineAsync("Only the operator may make a backup: leave out --as.".AsMemory(), cancel);
            return ExitCodes.SomeRefused;
        }

        var file = call.PathOf(call.Arguments.GetRequiredValue(_file));
        var manifest = await backup.TakeAsync(file, cancel);
        foreach (var line in manifest.InWords())
        {
            await call.Output.WriteLineAsync(line.AsMemory(), cancel);
        }

        await call.Output.WriteLineAsync(
            $"The backup is {file}. Settings and the key file are not in it: keep copies of them in another place.".AsMemory(),
            cancel
        );
        return ExitCodes.Done;
    }
}

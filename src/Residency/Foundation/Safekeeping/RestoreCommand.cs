using System.CommandLine;
using Residency.Foundation.Actors;
using Residency.Foundation.Cli;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Safekeeping;

/// <summary><c>residency restore file.zip --data folder</c>: brings a backup back to life in an empty place.</summary>
[Needs(SafekeepingActions.Restore)]
public sealed class RestoreCommand(Restore restore, StorageSettings settings) : ICommandVerb
{
    private readonly Argument<string> _file = new("file") { Description = "The backup" };

    /// <summary>Takes the lock by itself: the usual way would first make a new database in the folder.</summary>
    public bool UsesDataFolder => false;

    public Command Describe() =>
        new("restore", "Restores a backup into a new data folder (--data) and an empty database") { _file };

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        if (!call.Actor.IsOperator)
        {
            await call.Errors.WriteLineAsync("Only the operator may restore a backup: leave out --as.".AsMemory(), cancel);
            return ExitCodes.SomeRefused;
        }

        using var folder = DataFolder.TryTake(settings.DataFolder);
        if (folder is null)
        {
            await call.Errors.WriteLineAsync(
                $"Another process works on {settings.DataFolder}. Restore into a new folder.".AsMemory(),
                cancel
            );
            return ExitCodes.FailedOutside;
        }

        var restored = await restore.RunAsync(call.PathOf(call.Arguments.GetRequiredValue(_file)), cancel);
        if (!restored.IsDone)
        {
            await call.Errors.WriteLineAsync(restored.Refusal.Text.AsMemory(), cancel);
            return ExitCodes.SomeRefused;
        }

        foreach (var line in restored.Value.InWords())
        {
            await call.Output.WriteLineAsync(line.AsMemory(), cancel);
        }

        await call.Output.WriteLineAsync($"All of it is in {settings.DataFolder}, compared and found equal.".AsMemory(), cancel);
        return ExitCodes.Done;
    }
}

using System.CommandLine;
using Residency.Foundation.Actors;
using Residency.Foundation.Cli;
using Residency.Gather.Hubs;

namespace Residency.Welcome.Demo;

/// <summary><c>residency seed</c>: brings the demonstration world into the data folder.</summary>
[Needs(HubActions.Create)]
public sealed class SeedCommand(SeedDemoHandler handler) : ICommandVerb
{
    public Command Describe() =>
        new("seed", "Brings the invented demonstration hubs into the data folder; a second time changes nothing");

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        await handler.SeedAsync(call.Output.WriteLine, cancel);
        await call.Output.WriteLineAsync("The demonstration world is there.".AsMemory(), cancel);
        return ExitCodes.Done;
    }
}

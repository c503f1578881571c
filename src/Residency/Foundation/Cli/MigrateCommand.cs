using System.CommandLine;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Foundation.Ui.Http;

namespace Residency.Foundation.Cli;

/// <summary><c>residency migrate</c>: brings the database to the schema of this version.</summary>
[Needs(SiteActions.Migrate)]
public sealed class MigrateCommand(AppDb db) : ICommandVerb
{
    public Command Describe() => new("migrate", "Brings the database to the schema of this version");

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        await db.MigrateAsync(cancel);
        await call.Output.WriteLineAsync("The database has the schema of this version.");
        return ExitCodes.Done;
    }
}

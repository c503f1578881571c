using System.CommandLine;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Cli;
using Residency.Foundation.Ledger;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Safekeeping;

/// <summary><c>residency verify</c>: computes every hub's ledger anew and checks the database itself.</summary>
[Needs(SafekeepingActions.Verify)]
public sealed class VerifyCommand(AppDb db, VerifyChain chain) : ICommandVerb
{
    public Command Describe() =>
        new("verify", "Computes every hub's ledger anew, checks the database, and names the first bad entry");

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        if (!call.Actor.IsOperator)
        {
            await call.Errors.WriteLineAsync(
                "Only the operator may verify the whole installation: leave out --as.".AsMemory(),
                cancel
            );
            return ExitCodes.SomeRefused;
        }

        if (db.Database.GetDbConnection() is SqliteConnection connection)
        {
            await db.Database.OpenConnectionAsync(cancel);
            await SqliteFile.CheckAsync(connection, cancel);
            await call.Output.WriteLineAsync("The database file is sound.".AsMemory(), cancel);
        }

        var isWhole = true;
        foreach (var finding in await chain.AllAsync(cancel))
        {
            isWhole &= finding.FirstBad is null;
            var line = finding.FirstBad is { } bad
                ? $"Hub {finding.Hub.Value}: entry {bad} is missing, altered or out of order."
                : $"Hub {finding.Hub.Value}: {finding.Entries} entries, head {finding.Head}";
            await (finding.FirstBad is null ? call.Output : call.Errors).WriteLineAsync(line.AsMemory(), cancel);
        }

        return isWhole ? ExitCodes.Done : ExitCodes.SomeRefused;
    }
}

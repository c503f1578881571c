using System.CommandLine;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Cli;
using Residency.Foundation.Ledger;
using Residency.Foundation.LiveText;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Safekeeping;

/// <summary><c>residency verify</c>: computes every hub's ledger anew, checks the database itself and the bytes of live texts.</summary>
[Needs(SafekeepingActions.Verify)]
public sealed class VerifyCommand(AppDb db, VerifyChain chain, IMendTexts texts) : ICommandVerb
{
    public Command Describe() =>
        new("verify", "Computes every hub's ledger anew, checks the database and live texts, and names what is wrong");

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

        var (rows, damaged) = await texts.CheckAsync(cancel);
        foreach (var line in damaged)
        {
            await call.Errors.WriteLineAsync(line.AsMemory(), cancel);
        }

        if (damaged.Count == 0)
        {
            await call.Output.WriteLineAsync(
                $"Live texts: {rows} stored changes and snapshots, all as they were written.".AsMemory(),
                cancel
            );
        }

        isWhole &= damaged.Count == 0;
        return isWhole ? ExitCodes.Done : ExitCodes.SomeRefused;
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Ledger;

/// <summary>Hears through PostgreSQL what other nodes tell the ledger, so that no node shows what another withdrew.</summary>
/// <remarks>On SQLite there is one node and nothing to hear.</remarks>
internal sealed class PulseAmongNodes(
    StorageSettings settings,
    LedgerPulse pulse,
    TimeProvider clock,
    ILogger<PulseAmongNodes> log
) : BackgroundService
{
    private const string Channel = "residency_ledger";
    private const int AskEverySeconds = 10;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>Tells all nodes; they hear it when and only when the transaction is committed.</summary>
    public static async Task TellAsync(AppDb db, CancellationToken cancel)
    {
        if (db is PostgresAppDb)
        {
            await db.Database.ExecuteSqlAsync($"select pg_notify({Channel}, '')", cancel);
        }
    }

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.UsesPostgres)
        {
            pulse.Lose();
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (settings.UsesPostgres && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await HearAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // A database that is away for a while must not end the hearing.
            catch (Exception broken) when (broken is DbException or IOException or TimeoutException)
            {
                pulse.Lose();
                Log.CannotHear(log, broken);
                await Task.Delay(s_pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HearAsync(CancellationToken cancel)
    {
        // A dead line is noticed by asking over it now and then.
        var address = new NpgsqlConnectionStringBuilder(settings.Postgres) { Pooling = false, KeepAlive = AskEverySeconds };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        connection.Notification += (_, _) => pulse.Beat();
        await connection.OpenAsync(cancel);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancel);
        }

        pulse.Hear();
        while (true)
        {
            await connection.WaitAsync(cancel);
        }
    }
}

/// <summary>What the operator reads about the ledger.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 1500,
        Level = LogLevel.Warning,
        Message = "What other nodes publish is noticed seconds later until the database answers again."
    )]
    public static partial void CannotHear(ILogger logger, Exception broken);
}

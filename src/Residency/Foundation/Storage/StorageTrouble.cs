using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Residency.Foundation.Storage;

/// <summary>Why the database or the disk under it did not do what it was asked. None of it is a mistake of the program.</summary>
public enum StorageTrouble
{
    /// <summary>There is no space left. Reading goes on.</summary>
    Full,

    /// <summary>Somebody else held what was needed for longer than we wait.</summary>
    Busy,

    /// <summary>The database does not answer, or stops just now.</summary>
    Away,
}

/// <summary>Tells trouble of the storage from mistakes of our own.</summary>
public static class StorageTroubles
{
    // Numbers of sqlite.org/rescode.html.
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadingOrWriting = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    private const int NoSpace = 28; // ENOSPC
    private const int NoQuota = 122; // EDQUOT
    private const int WindowsFull = unchecked((int)0x80070070); // ERROR_DISK_FULL

    /// <summary>What is the matter; null when the exception tells of something else.</summary>
    /// <remarks>Looks through the causes, because the framework and our own layers wrap what the drivers throw.</remarks>
    public static StorageTrouble? Of(Exception? broken)
    {
        for (; broken is not null; broken = broken.InnerException)
        {
            if (OfOne(broken) is { } trouble)
            {
                return trouble;
            }
        }

        return null;
    }

    private static StorageTrouble? OfOne(Exception broken) =>
        broken switch
        {
            NoTurnException => StorageTrouble.Busy,
            SqliteException sqlite => OfSqlite(sqlite.SqliteErrorCode),
            PostgresException postgres => OfPostgres(postgres.SqlState),
            NpgsqlException { InnerException: TimeoutException or IOException or SocketException } => StorageTrouble.Away,
            NpgsqlException { IsTransient: true } => StorageTrouble.Away,
            IOException { HResult: NoSpace or NoQuota or WindowsFull } => StorageTrouble.Full,
            _ => null,
        };

    private static StorageTrouble? OfSqlite(int code) =>
        code switch
        {
            SqliteFull => StorageTrouble.Full,
            SqliteBusy or SqliteLocked => StorageTrouble.Busy,
            SqliteReadingOrWriting or SqliteCannotOpen => StorageTrouble.Away,
            _ => null,
        };

    // Classes and codes of postgresql.org/docs/current/errcodes-appendix.html.
    private static StorageTrouble? OfPostgres(string state) =>
        state switch
        {
            PostgresErrorCodes.DiskFull => StorageTrouble.Full,
            PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.TooManyConnections => StorageTrouble.Busy,
            PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.ReadOnlySqlTransaction
            or PostgresErrorCodes.IoError => StorageTrouble.Away,
            _ => state.StartsWith("08", StringComparison.Ordinal) ? StorageTrouble.Away : null,
        };
}

/// <summary>No turn to write came within the time set.</summary>
internal sealed class NoTurnException() : TimeoutException("Another writer holds the database.");

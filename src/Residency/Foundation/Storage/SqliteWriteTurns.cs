using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Results;

namespace Residency.Foundation.Storage;

/// <summary>One writing connection for the whole process, used by one context at a time.</summary>
/// <remarks>
/// SQLite before 3.51.3 can corrupt a file when two connections write or checkpoint at the same instant
/// (sqlite.org/wal.html, "WAL-reset bug"), so exactly one connection of this process may do either: this one.
/// All others are opened read-only. Every commit is synced to disk before it is acknowledged.
/// </remarks>
public sealed class SqliteWriteTurns(StorageSettings settings) : IWriteTurns, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private SqliteConnection? _writer;

    /// <summary>The connection string of readers.</summary>
    public static string ReaderString(StorageSettings settings) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = settings.SqliteFile,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = true,
            DefaultTimeout = 5,
        }.ToString();

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> TakeAsync(AppDb db, CancellationToken cancel)
    {
        await EnterAsync(cancel);
        try
        {
            db.Database.SetDbConnection(await WriterAsync(cancel), contextOwnsConnection: false);
            return new Turn(this, db, ReaderString(settings));
        }
        catch
        {
            _gate.Release();
            throw;
        }
    }

    /// <summary>Runs work on the writing connection itself, between two transactions: backup, checkpoint, vacuum.</summary>
    public async Task<T> AloneAsync<T>(Func<SqliteConnection, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        await EnterAsync(cancel);
        try
        {
            return await work(await WriterAsync(cancel), cancel);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
            _writer = null;
        }

        _gate.Dispose();
    }

    private async Task EnterAsync(CancellationToken cancel)
    {
        if (!await _gate.WaitAsync(TimeSpan.FromSeconds(settings.WriteTurnSeconds), cancel))
        {
            throw new OutsideException("waiting for a turn to write to the database");
        }
    }

    private async Task<SqliteConnection> WriterAsync(CancellationToken cancel)
    {
        if (_writer is not null)
        {
            return _writer;
        }

        var writer = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = settings.SqliteFile,
                Mode = SqliteOpenMode.ReadWriteCreate,
                Pooling = false,
                ForeignKeys = true,
                DefaultTimeout = settings.WriteTurnSeconds,
            }.ToString()
        );
        await writer.OpenAsync(cancel);
        await using var pragmas = writer.CreateCommand();
        pragmas.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA busy_timeout = 5000;
            PRAGMA secure_delete = ON;
            """;
        await pragmas.ExecuteNonQueryAsync(cancel);
        return _writer = writer;
    }

    private sealed class Turn(SqliteWriteTurns turns, AppDb db, string readerString) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            db.Database.SetDbConnection(new SqliteConnection(readerString), contextOwnsConnection: true);
            turns._gate.Release();
            return ValueTask.CompletedTask;
        }
    }
}

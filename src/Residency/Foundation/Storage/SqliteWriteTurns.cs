using System.Collections.Concurrent;
using System.Diagnostics;
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
    // Two containers of one process over one file would each have a writer of their own.
    private static readonly ConcurrentDictionary<string, bool> s_open = new(StringComparer.Ordinal);

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
        var began = Stopwatch.GetTimestamp();
        await EnterAsync(cancel);
        try
        {
            var writer = await WriterAsync(cancel);
            // Another process may hold the file itself: both waits together last no longer than one may.
            var left = settings.WriteTurnSeconds - (int)Stopwatch.GetElapsedTime(began).TotalSeconds;
            writer.DefaultTimeout = Math.Max(1, left);
            db.Database.SetDbConnection(writer, contextOwnsConnection: false);
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
            s_open.TryRemove(settings.SqliteFile, out _);
        }

        _gate.Dispose();
    }

    private async Task EnterAsync(CancellationToken cancel)
    {
        if (!await _gate.WaitAsync(TimeSpan.FromSeconds(settings.WriteTurnSeconds), cancel))
        {
            throw new OutsideException("waiting for a turn to write to the database", new NoTurnException());
        }
    }

    private async Task<SqliteConnection> WriterAsync(CancellationToken cancel)
    {
        if (_writer is not null)
        {
            return _writer;
        }

        if (!s_open.TryAdd(settings.SqliteFile, true))
        {
            throw new InvalidOperationException($"{settings.SqliteFile} has a writer already. There must be exactly one.");
        }

        try
        {
            return _writer = await OpenWriterAsync(settings, cancel);
        }
        catch
        {
            s_open.TryRemove(settings.SqliteFile, out _);
            throw;
        }
    }

    private static async Task<SqliteConnection> OpenWriterAsync(StorageSettings settings, CancellationToken cancel)
    {
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
        try
        {
            await writer.OpenAsync(cancel);
            await using var pragmas = writer.CreateCommand();
            pragmas.CommandText = """
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA busy_timeout = 1000;
                PRAGMA secure_delete = ON;
                """;
            await pragmas.ExecuteNonQueryAsync(cancel);
            await AssertSafeAsync(writer, cancel);
            return writer;
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    // A pragma that is not obeyed says nothing, so it is asked.
    private static async Task AssertSafeAsync(SqliteConnection writer, CancellationToken cancel)
    {
        await using var ask = writer.CreateCommand();
        ask.CommandText =
            "select (select synchronous from pragma_synchronous) || ' ' || (select journal_mode from pragma_journal_mode) || ' ' || (select foreign_keys from pragma_foreign_keys)";
        var answer = await ask.ExecuteScalarAsync(cancel);
        if (answer is not "2 wal 1")
        {
            throw new OutsideException(
                $"opening the database: it does not sync every commit, keep a log and keep its keys ({answer})"
            );
        }
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

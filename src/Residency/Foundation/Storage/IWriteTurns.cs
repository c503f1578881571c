namespace Residency.Foundation.Storage;

/// <summary>Hands out turns to write.</summary>
public interface IWriteTurns
{
    /// <summary>Waits for a turn and points the context at the connection that may write until the turn is given back.</summary>
    /// <exception cref="Results.OutsideException">No turn within <see cref="StorageSettings.WriteTurnSeconds"/>.</exception>
    Task<IAsyncDisposable> TakeAsync(AppDb db, CancellationToken cancel);
}

/// <summary>PostgreSQL orders its writers itself.</summary>
internal sealed class PostgresWriteTurns : IWriteTurns, IAsyncDisposable
{
    public Task<IAsyncDisposable> TakeAsync(AppDb db, CancellationToken cancel) => Task.FromResult<IAsyncDisposable>(this);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

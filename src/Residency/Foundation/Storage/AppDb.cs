using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Foundation.Storage;

/// <summary>The one unit of work over the database. Rooms add queries as extension methods over <c>Set&lt;T&gt;()</c>.</summary>
/// <remarks>
/// Outside <see cref="WriteAsync{T}"/> and <see cref="SaveAsync"/> the connection can only read (SQLite). Writing takes
/// a turn: one writer at a time on SQLite, none needed on PostgreSQL.
/// </remarks>
public abstract class AppDb(DbContextOptions options) : DbContext(options)
{
    private IWriteTurns Turns => this.GetService<IWriteTurns>();

    internal IWriteTurns GetWriteTurns() => Turns;

    /// <summary>Runs several statements in one transaction.</summary>
    /// <remarks>Calls inside calls join the outer transaction. Once the commit began, cancelling no longer stops it.</remarks>
    /// <exception cref="OutsideException">No turn to write could be had within the time set.</exception>
    public async Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        if (Database.CurrentTransaction is not null)
        {
            return await work(cancel);
        }

        T value;
        await using (await Turns.TakeAsync(this, cancel))
        await using (var transaction = await Database.BeginTransactionAsync(cancel))
        {
            value = await work(cancel);
            await transaction.CommitAsync(CancellationToken.None);
        }

        foreach (var listener in Hooks<IAfterCommit>())
        {
            listener.AfterCommit();
        }

        return value;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<CancellationToken, Task> work, CancellationToken cancel) =>
        WriteAsync(
            async inner =>
            {
                await work(inner);
                return true;
            },
            cancel
        );

    /// <summary>Saves what was changed, in one transaction with its facts.</summary>
    /// <returns>Done, or a conflict when somebody else changed the same thing since it was loaded.</returns>
    public async Task<Result> SaveAsync(CancellationToken cancel)
    {
        try
        {
            await SaveChangesAsync(cancel);
            return Result.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            ChangeTracker.Clear();
            return new Refusal.Conflict("Somebody else changed this while you were working. Reload the page and try again.");
        }
        catch (DbUpdateException broken) when (UniqueViolation.IsIn(broken))
        {
            ChangeTracker.Clear();
            return new Refusal.Conflict("Something with the same name or address exists already. Choose another one.");
        }
    }

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        WriteAsync(
            async cancel =>
            {
                foreach (var hook in Hooks<IBeforeSave>())
                {
                    await hook.BeforeSaveAsync(this, cancel);
                }

                RaiseVersions();
                return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new InvalidOperationException("Save with SaveAsync: a turn to write is waited for without blocking a thread.");

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        StorageConventions.Apply(configurationBuilder, isSqlite: this is SqliteAppDb);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var tables in TablesOfRooms.All)
        {
            tables.Map(modelBuilder);
        }

        StorageConventions.Complete(modelBuilder);
    }

    // Asked of the request's own services: the context's internal ones answer with an empty list.
    internal IEnumerable<T> Hooks<T>() =>
        this.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetServices<T>()
        ?? [];

    private void RaiseVersions()
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
        {
            var version = entry.Property(nameof(IVersioned.Version));
            version.CurrentValue = entry.State switch
            {
                EntityState.Added => 1,
                EntityState.Modified => (int)version.OriginalValue! + 1, // never null: mapped as required
                _ => version.CurrentValue,
            };
        }
    }
}

/// <summary>The context on embedded SQLite.</summary>
public sealed class SqliteAppDb(DbContextOptions<SqliteAppDb> options) : AppDb(options);

/// <summary>The context on PostgreSQL.</summary>
public sealed class PostgresAppDb(DbContextOptions<PostgresAppDb> options) : AppDb(options);

using Microsoft.EntityFrameworkCore;

namespace Residency.Foundation.Storage;

/// <summary>Makes the model of the database while the rest of the program is put together, which takes about as long.</summary>
/// <remarks>The model knows no connection and no services, so that the contexts of later find and use it.</remarks>
internal sealed class ModelAhead(StorageSettings settings)
{
    private readonly Task _made = Task.Run(() => Make(settings));

    /// <summary>Ends when the model is there.</summary>
    /// <exception cref="InvalidOperationException">The tables contradict each other: a bug of their mapping.</exception>
    public Task MadeAsync() => _made;

    private static void Make(StorageSettings settings)
    {
        using AppDb db = settings.UsesPostgres
            ? new PostgresAppDb(Options<PostgresAppDb>(options => StorageSetup.OnPostgres(options, settings)))
            : new SqliteAppDb(Options<SqliteAppDb>(options => StorageSetup.OnSqlite(options, settings)));
        _ = db.Model;
    }

    private static DbContextOptions<TDb> Options<TDb>(Action<DbContextOptionsBuilder> complete)
        where TDb : DbContext
    {
        var options = new DbContextOptionsBuilder<TDb>();
        complete(options);
        return options.Options;
    }
}

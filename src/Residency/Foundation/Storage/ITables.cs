using Microsoft.EntityFrameworkCore;

namespace Residency.Foundation.Storage;

/// <summary>The tables of one room. Found by type, so that storage knows no room by name.</summary>
public interface ITables
{
    /// <summary>Maps the room's nouns. Table names begin with the room's name; foreign keys never cascade.</summary>
    void Map(ModelBuilder model);
}

/// <summary>Acts inside the transaction of every save, just before the rows are written.</summary>
/// <remarks>For what must be true in the same transaction: the ledger's chain, derived tables.</remarks>
public interface IBeforeSave
{
    /// <summary>Adds or completes rows of the given context.</summary>
    Task BeforeSaveAsync(AppDb db, CancellationToken cancel);
}

/// <summary>Learns that a transaction has been committed: to wake workers, drop cached pages.</summary>
public interface IAfterCommit
{
    /// <summary>Must be quick and must not throw; runs on the request's thread after the commit.</summary>
    void AfterCommit();
}

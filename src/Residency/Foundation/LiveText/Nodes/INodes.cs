using System.Data.Common;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText.Nodes;

/// <summary>Tells other nodes what happened here. On SQLite there are none.</summary>
internal interface INodes
{
    /// <summary>Changes were added to the log on a connection; others hear of it when its transaction is committed.</summary>
    Task TellStoredAsync(DbConnection line, IReadOnlyList<(LiveTextId Text, long Number)> rows, CancellationToken cancel);

    /// <summary>Something is to be told to everybody in a text, when the transaction is committed.</summary>
    Task TellAsync(AppDb db, LiveTextId text, string json, CancellationToken cancel);

    /// <summary>A text has another lineage, when the transaction is committed.</summary>
    Task TellRewrittenAsync(AppDb db, LiveTextId text, CancellationToken cancel);

    /// <summary>Somebody in a text moved, came or left. Sent soon, or not at all if that fails.</summary>
    void TellPresence(LiveTextId text, byte[] entries);

    /// <summary>Asks the others who is in a text there. As for <see cref="TellPresence"/>.</summary>
    void AskPresence(LiveTextId text);
}

/// <summary>The only node there is.</summary>
internal sealed class OneNode : INodes
{
    public Task TellStoredAsync(
        DbConnection line,
        IReadOnlyList<(LiveTextId Text, long Number)> rows,
        CancellationToken cancel
    ) => Task.CompletedTask;

    public Task TellAsync(AppDb db, LiveTextId text, string json, CancellationToken cancel) => Task.CompletedTask;

    public Task TellRewrittenAsync(AppDb db, LiveTextId text, CancellationToken cancel) => Task.CompletedTask;

    public void TellPresence(LiveTextId text, byte[] entries) { }

    public void AskPresence(LiveTextId text) { }
}

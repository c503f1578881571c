using System.Data.Common;
using Residency.Foundation.LiveText;
using Residency.Foundation.LiveText.Nodes;
using Residency.Foundation.Storage;

namespace Residency.Tests.Foundation.LiveText;

/// <summary>Stands where other nodes are told of changes: within the transaction that stores them, just before its commit.</summary>
internal sealed class PlantedNodes : INodes
{
    /// <summary>What happens there; null for nothing.</summary>
    public Func<Task>? BeforeCommit { get; set; }

    public Task TellStoredAsync(
        DbConnection line,
        IReadOnlyList<(LiveTextId Text, long Number)> rows,
        CancellationToken cancel
    ) => BeforeCommit?.Invoke() ?? Task.CompletedTask;

    public Task TellAsync(AppDb db, LiveTextId text, string json, CancellationToken cancel) => Task.CompletedTask;

    public Task TellRewrittenAsync(AppDb db, LiveTextId text, CancellationToken cancel) => Task.CompletedTask;

    public void TellPresence(LiveTextId text, byte[] entries) { }

    public void AskPresence(LiveTextId text) { }
}

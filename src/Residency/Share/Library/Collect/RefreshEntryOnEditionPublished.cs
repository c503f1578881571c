using Residency.Foundation.Ids;
using Residency.Foundation.Ledger;
using Residency.Make.Publishing;
using Residency.Share.Library.Storage;

namespace Residency.Share.Library.Collect;

/// <summary>Puts a published case study on the shelf in the transaction that publishes it.</summary>
internal sealed class RefreshEntryOnEditionPublished(LibraryShelf shelf) : IWithin<EditionPublished>
{
    public Task OnAsync(EditionPublished fact, CancellationToken cancel) =>
        shelf.RefreshAsync(PublicCode.Parse(fact.Code)!.Value, cancel); // the fact carries a stored code
}

/// <summary>Takes a withdrawn case study off the shelf in the transaction that withdraws it.</summary>
internal sealed class RemoveEntryOnEditionWithdrawn(LibraryShelf shelf) : IWithin<EditionWithdrawn>
{
    public Task OnAsync(EditionWithdrawn fact, CancellationToken cancel) =>
        shelf.RefreshAsync(PublicCode.Parse(fact.Code)!.Value, cancel); // the fact carries a stored code
}

using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Share.Library.Model;
using Residency.Share.Library.Storage;

namespace Residency.Share.Library.Mention;

/// <summary>The works that a hub lists.</summary>
public sealed record ListedWorks(IReadOnlyList<OutsideWork> All);

/// <summary>Keeps the list of works that were published elsewhere, by hand: nothing is looked up.</summary>
[Needs(LibraryActions.Outside)]
public sealed class MentionHandler(OutsideShelf shelf)
{
    /// <summary>The list, for those who keep it.</summary>
    public async Task<Result<ListedWorks>> ListAsync(Actor actor, HubId hub, CancellationToken cancel)
    {
        var may = shelf.May(actor, hub);
        return may.IsDone ? new ListedWorks(await shelf.ListAsync(hub, cancel)) : may.Refusal;
    }

    /// <summary>Adds a work.</summary>
    public async Task<Result> AddAsync(Actor actor, HubId hub, OutsideRecord record, CancellationToken cancel) =>
        (await shelf.AddAsync(actor, hub, record, cancel)).WithoutValue();

    /// <summary>Replaces the record of a work.</summary>
    public Task<Result> ChangeAsync(
        Actor actor,
        (HubId Hub, OutsideWorkId Id) at,
        OutsideRecord record,
        int seen,
        CancellationToken cancel
    ) => shelf.ChangeAsync(actor, at, record, seen, cancel);

    /// <summary>Takes a work off the list.</summary>
    public Task<Result> RemoveAsync(Actor actor, HubId hub, OutsideWorkId id, CancellationToken cancel) =>
        shelf.RemoveAsync(actor, hub, id, cancel);
}

using Residency.Foundation.Storage;
using Residency.Share.Library.Model;

namespace Residency.Share.Library.Storage;

/// <summary>The full-text index of one database engine. Derived from the entries; can be dropped and rebuilt.</summary>
public interface ISearchIndex
{
    /// <summary>Makes the index when it is missing. Call within a write.</summary>
    Task PrepareAsync(AppDb db, CancellationToken cancel);

    /// <summary>Puts or replaces the words of an entry. Call within the transaction that stores the entry.</summary>
    Task PutAsync(AppDb db, LibraryEntry entry, CancellationToken cancel);

    /// <summary>Takes an entry's words out. Call within the transaction that removes the entry.</summary>
    Task RemoveAsync(AppDb db, long entry, CancellationToken cancel);

    /// <summary>The entries that hold the words, with their rank: the lower, the better.</summary>
    IQueryable<SearchHit> Find(AppDb db, SearchWords words);
}

/// <summary>One entry that holds the words.</summary>
public sealed class SearchHit
{
    public long Id { get; init; }
    public double Rank { get; init; }
}

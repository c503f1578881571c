using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;
using Residency.Share.Library.Model;

namespace Residency.Share.Library.Storage;

/// <summary>FTS5. Source: https://sqlite.org/fts5.html.</summary>
public sealed class SqliteSearchIndex : ISearchIndex
{
    public Task PrepareAsync(AppDb db, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            create virtual table if not exists library_search using fts5(
                title, summary, names, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')
            """,
            cancel
        );

    public async Task PutAsync(AppDb db, LibraryEntry entry, CancellationToken cancel)
    {
        await RemoveAsync(db, entry.Id, cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into library_search (rowid, title, summary, names, body)
            values ({entry.Id}, {SearchColumns.Title(entry)}, {entry.Summary}, {SearchColumns.Names(entry)}, {entry.Body})
            """,
            cancel
        );
    }

    public Task RemoveAsync(AppDb db, long entry, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"delete from library_search where rowid = {entry}", cancel);

    // "limit -1" keeps the planner from merging this with the outer query, where bm25 could not be computed.
    public IQueryable<SearchHit> Find(AppDb db, SearchWords words) =>
        db.Database.SqlQuery<SearchHit>(
            $"""
            select rowid as "Id", bm25(library_search, 10.0, 6.0, 4.0, 1.0) as "Rank"
            from library_search where library_search match {words.ForFts5()} limit -1
            """
        );
}

/// <summary>What goes into which column of an index.</summary>
internal static class SearchColumns
{
    public static string Title(LibraryEntry entry) => $"{entry.Title} {entry.Subtitle}";

    public static string Names(LibraryEntry entry) =>
        $"{entry.AuthorLine} {entry.Organisation} {string.Join(' ', entry.Facets.Select(facet => facet.Label))}";
}

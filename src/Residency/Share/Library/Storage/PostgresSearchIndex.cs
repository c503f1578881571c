using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;
using Residency.Share.Library.Model;

namespace Residency.Share.Library.Storage;

/// <summary>tsvector with a configuration that folds accents. Source: the manual of PostgreSQL, chapter 12.</summary>
public sealed class PostgresSearchIndex : ISearchIndex
{
    public Task PrepareAsync(AppDb db, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            create extension if not exists unaccent;
            do $do$ begin
                if not exists (select 1 from pg_ts_config where cfgname = 'residency') then
                    create text search configuration residency (copy = simple);
                    alter text search configuration residency
                        alter mapping for hword, hword_part, word with unaccent, simple;
                end if;
            end $do$;
            create table if not exists library_search (entry_id bigint primary key, words tsvector not null);
            create index if not exists ix_library_search_words on library_search using gin (words);
            """,
            cancel
        );

    public Task PutAsync(AppDb db, LibraryEntry entry, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into library_search (entry_id, words) values ({entry.Id},
                setweight(to_tsvector('residency', {SearchColumns.Title(entry)}), 'A') ||
                setweight(to_tsvector('residency', {entry.Summary}), 'B') ||
                setweight(to_tsvector('residency', {SearchColumns.Names(entry)}), 'C') ||
                setweight(to_tsvector('residency', {entry.Body}), 'D'))
            on conflict (entry_id) do update set words = excluded.words
            """,
            cancel
        );

    public Task RemoveAsync(AppDb db, long entry, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"delete from library_search where entry_id = {entry}", cancel);

    public IQueryable<SearchHit> Find(AppDb db, SearchWords words) =>
        db.Database.SqlQuery<SearchHit>(
            $"""
            select entry_id as "Id", -ts_rank_cd(array[0.1, 0.4, 0.6, 1.0]::real[], words, query)::double precision as "Rank"
            from library_search, to_tsquery('residency', {words.ForTsQuery()}) query where words @@ query
            """
        );
}

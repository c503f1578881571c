using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Storage;

/// <summary>Folds the stored changes of a text into a new snapshot.</summary>
/// <remarks>
/// Reads what is stored, not what is in memory; takes away by their numbers exactly the changes that an older snapshot holds,
/// never "all below": on PostgreSQL a lower number may be committed later. Several nodes may try at once: one of them does it.
/// </remarks>
internal sealed class Folding(AppDb db, TimeProvider clock)
{
    private const int LockSpace = 0x6C76; // our own among PostgreSQL's advisory locks

    /// <summary>Folds if there is anything to fold.</summary>
    /// <returns>False when there was nothing, somebody else was at it, or the text is damaged and must stay as it is.</returns>
    public async Task<bool> FoldAsync(LiveTextId id, CancellationToken cancel)
    {
        var text = await db.Set<StoredText>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancel);
        if (text is null || text.DamagedAt is not null)
        {
            return false;
        }

        var before = await Snapshots(text).OrderByDescending(s => s.Number).FirstOrDefaultAsync(cancel);
        var rows = await Unfolded(text).AsNoTracking().OrderBy(u => u.Number).ToListAsync(cancel);
        if (rows.Count == 0 || before is null || Whole(text, before, rows) is not { } whole)
        {
            return false;
        }

        Failpoints.Hit("livetext.before-fold");
        var folded = await db.WriteAsync(inner => WriteAsync(text, before, rows, whole, inner), cancel);
        db.ChangeTracker.Clear();
        Failpoints.Hit("livetext.after-fold");
        return folded;
    }

    /// <summary>Writes down who did what in the changes that are about to be deleted. Joins the caller's transaction.</summary>
    public async Task KeepHistoryAsync(LiveTextId id, CancellationToken cancel) =>
        await AddHistoryAsync(
            id,
            await db.Set<StoredUpdate>().AsNoTracking().Where(u => u.Text == id && u.FoldedInto == null).ToListAsync(cancel),
            cancel
        );

    private IQueryable<StoredSnapshot> Snapshots(StoredText text) =>
        db.Set<StoredSnapshot>().AsNoTracking().Where(s => s.Text == text.Id && s.Lineage == text.Lineage);

    private IQueryable<StoredUpdate> Unfolded(StoredText text) =>
        db.Set<StoredUpdate>().Where(u => u.Text == text.Id && u.Lineage == text.Lineage && u.FoldedInto == null);

    private static byte[]? Whole(StoredText text, StoredSnapshot before, List<StoredUpdate> rows)
    {
        var doc = new YDoc();
        var isSound =
            TextLoading.TryApply(doc, text.Id, before.Lineage, before.Bytes, before.Check)
            && rows.TrueForAll(row => TextLoading.TryApply(doc, text.Id, row.Lineage, row.Bytes, row.Check))
            && !doc.IsWaiting;
        return isSound ? doc.Encode() : null;
    }

    private async Task<bool> WriteAsync(
        StoredText text,
        StoredSnapshot before,
        List<StoredUpdate> rows,
        byte[] whole,
        CancellationToken cancel
    )
    {
        if (!await LockAsync(text, before, cancel))
        {
            return false;
        }

        var snapshot = StoredSnapshot.Of(text.Id, text.Lineage, whole, clock.GetUtcNow());
        db.Add(snapshot);
        await AddHistoryAsync(text.Id, rows, cancel);
        await db.SaveChangesAsync(cancel);
        foreach (var numbers in rows.Select(row => row.Number).Chunk(500))
        {
            var marked = await db.Set<StoredUpdate>()
                .Where(u => numbers.Contains(u.Number) && u.FoldedInto == null)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.FoldedInto, snapshot.Number), cancel);
            if (marked != numbers.Length)
            {
                throw new InvalidOperationException("Changes went while they were folded, though the text was locked.");
            }
        }

        Failpoints.Hit("livetext.in-fold");
        // What the snapshot before holds is in two snapshots now.
        await db.Set<StoredUpdate>().Where(u => u.Text == text.Id && u.FoldedInto <= before.Number).ExecuteDeleteAsync(cancel);
        await db.Set<StoredSnapshot>().Where(s => s.Text == text.Id && s.Number < before.Number).ExecuteDeleteAsync(cancel);
        return true;
    }

    // Still the same lineage, and nobody folded meanwhile.
    private async Task<bool> LockAsync(StoredText text, StoredSnapshot before, CancellationToken cancel)
    {
        if (db is PostgresAppDb)
        {
            var key = text.Id.Value.GetHashCode();
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockSpace}, {key})", cancel);
        }

        return await db.Set<StoredText>().AnyAsync(t => t.Id == text.Id && t.Lineage == text.Lineage, cancel)
            && await Snapshots(text).MaxAsync(s => (long?)s.Number, cancel) == before.Number;
    }

    private async Task AddHistoryAsync(LiveTextId id, List<StoredUpdate> rows, CancellationToken cancel)
    {
        db.AddRange(Deletions(id, rows));
        db.AddRange(TimeLine.Add(id, await NewestSessionAsync(db, id, cancel), rows.Select(Moment)));
    }

    /// <summary>Who deleted what, with what one writer deleted in one piece as one.</summary>
    public static List<StoredDeletion> Deletions(LiveTextId id, IEnumerable<StoredUpdate> rows)
    {
        var joined = new List<StoredDeletion>();
        var all =
            from row in rows
            let deleted = IncomingUpdate.Read(row.Bytes).Deleted
            from client in deleted.Clients
            from range in deleted.Of(client)
            orderby row.Writer, client, range.Clock
            select StoredDeletion.Of(id, client, range, row);
        foreach (var one in all)
        {
            if (joined.Count == 0 || !joined[^1].TryJoin(one))
            {
                joined.Add(one);
            }
        }

        return joined;
    }

    /// <summary>A change as the time line sees it.</summary>
    public static WritingMoment Moment(StoredUpdate row) => new(row.At, row.Writer, row.Added, row.Removed, row.Words);

    /// <summary>The parts of the newest session, tracked, so that they can grow.</summary>
    public static async Task<List<StoredSession>> NewestSessionAsync(AppDb db, LiveTextId id, CancellationToken cancel)
    {
        var start = await db.Set<StoredSession>().Where(s => s.Text == id).MaxAsync(s => (DateTimeOffset?)s.StartedAt, cancel);
        return start is null
            ? []
            : await db.Set<StoredSession>().AsTracking().Where(s => s.Text == id && s.StartedAt == start).ToListAsync(cancel);
    }
}

using Microsoft.EntityFrameworkCore;
using Residency.Foundation.LiveText.Shape;
using Residency.Foundation.Storage;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Storage;

/// <summary>A text as it was stored, in memory.</summary>
/// <param name="Text">Its row.</param>
/// <param name="Doc">What it says.</param>
/// <param name="Authors">Who writes under which number.</param>
internal sealed record LoadedText(StoredText Text, YDoc Doc, Authors Authors)
{
    /// <summary>The number of the newest change; 0 when none was made since the beginning.</summary>
    public long Newest { get; init; }

    /// <summary>How many changes stand in no snapshot.</summary>
    public int Unfolded { get; init; }

    /// <summary>About how many bytes the text takes on the wire.</summary>
    public long Size { get; init; }

    /// <summary>Those of changes that stand in no snapshot: what they brought may be deleted and forgotten already.</summary>
    public Signatures Signatures { get; init; } = new();

    /// <summary>What of the stored bytes could not be used; empty when all could.</summary>
    public string Damage { get; init; } = "";
}

/// <summary>Stored bytes from which nothing at all can be read. The text is not opened: an empty one must not take its place.</summary>
internal sealed class UnreadableTextException(string reason) : Exception(reason);

/// <summary>Reads texts from the database.</summary>
internal static class TextLoading
{
    /// <summary>The text; null when there is none.</summary>
    /// <exception cref="UnreadableTextException">There is one, and nothing of it can be read.</exception>
    public static async Task<LoadedText?> LoadAsync(this AppDb db, LiveTextId id, CancellationToken cancel)
    {
        var text = await db.Set<StoredText>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancel);
        if (text is null)
        {
            return null;
        }

        List<string> damage = text.Damage.Length > 0 ? [text.Damage] : [];
        var doc = new YDoc();
        var (from, size) = await ReadSnapshotAsync(db, text, doc, damage, cancel);
        // Changes that a snapshot holds stay until the next one, so the newest is always there.
        var newest = await db.Set<StoredUpdate>().Where(u => u.Text == id).MaxAsync(u => (long?)u.Number, cancel) ?? 0;
        var unfolded = 0;
        var signatures = new Signatures();
        // What a newer snapshot holds is read too: it may have been made since, or be the damaged one.
        await foreach (
            var row in db.Set<StoredUpdate>()
                .AsNoTracking()
                .Where(u => u.Text == id && u.Lineage == text.Lineage && (u.FoldedInto == null || u.FoldedInto > from))
                .OrderBy(u => u.Number)
                .AsAsyncEnumerable()
                .WithCancellation(cancel)
        )
        {
            newest = Math.Max(newest, row.Number);
            unfolded += row.FoldedInto is null ? 1 : 0;
            size += row.Bytes.Length;
            if (Checksum.Of(id, row.Lineage, row.Bytes) != row.Check)
            {
                damage.Add($"change {row.Number}");
                continue;
            }

            var update = IncomingUpdate.Read(row.Bytes);
            signatures.Add(update, doc);
            doc.Apply(update);
        }

        if (doc.IsWaiting)
        {
            damage.Add("a change is missing");
        }

        if (doc.StateVector().Clocks.Count == 0)
        {
            throw new UnreadableTextException(damage.Count > 0 ? string.Join(", ", damage) : "nothing is stored");
        }

        var authors = await db.Set<StoredAuthor>().AsNoTracking().Where(a => a.Text == id).ToListAsync(cancel);
        return new LoadedText(text, doc, new Authors(authors))
        {
            Newest = newest,
            Signatures = signatures,
            Unfolded = unfolded,
            Size = size,
            Damage = string.Join(", ", damage.Take(8)),
        };
    }

    /// <summary>Some changes of a text in the order of their numbers; without those whose bytes are not what was written.</summary>
    public static async Task<IReadOnlyList<StoredRow>> RowsAsync(
        this AppDb db,
        LiveTextId id,
        Func<IQueryable<StoredUpdate>, IQueryable<StoredUpdate>> which
    )
    {
        var rows = await which(db.Set<StoredUpdate>().AsNoTracking().Where(row => row.Text == id))
            .OrderBy(row => row.Number)
            .Select(row => new
            {
                row.Number,
                row.Lineage,
                row.Bytes,
                row.Check,
            })
            .ToListAsync(CancellationToken.None);
        return
        [
            .. rows.Where(row => Checksum.Of(id, row.Lineage, row.Bytes) == row.Check)
                .Select(row => new StoredRow(id, row.Lineage, row.Number) { Bytes = row.Bytes }),
        ];
    }

    /// <summary>Applies stored bytes if they are what was written.</summary>
    public static bool TryApply(YDoc doc, LiveTextId id, string lineage, byte[] bytes, long check)
    {
        if (Checksum.Of(id, lineage, bytes) != check)
        {
            return false;
        }

        doc.Apply(bytes);
        return true;
    }

    private static async Task<(long From, long Size)> ReadSnapshotAsync(
        AppDb db,
        StoredText text,
        YDoc doc,
        List<string> damage,
        CancellationToken cancel
    )
    {
        var newestFirst = db.Set<StoredSnapshot>()
            .AsNoTracking()
            .Where(s => s.Text == text.Id && s.Lineage == text.Lineage)
            .OrderByDescending(s => s.Number);
        for (var older = 0; ; older++)
        {
            // One at a time: they are large, and nearly always the first will do.
            var snapshot = await newestFirst.Skip(older).FirstOrDefaultAsync(cancel);
            if (snapshot is null)
            {
                return (0, 0);
            }

            if (TryApply(doc, text.Id, snapshot.Lineage, snapshot.Bytes, snapshot.Check))
            {
                return (snapshot.Number, snapshot.Bytes.Length);
            }

            damage.Add($"snapshot {snapshot.Number}");
        }
    }
}

using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText;

/// <inheritdoc/>
internal sealed class Mending(AppDb db, LiveTexts texts) : IMendTexts
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<DamagedText>> ListAsync(CancellationToken cancel)
    {
        var rows = await db.Set<StoredText>().AsNoTracking().Where(t => t.DamagedAt != null).ToListAsync(cancel);
        return
        [
            .. rows.Select(row => new DamagedText(row.Id, row.Kind, row.DamagedAt.GetValueOrDefault(), row.Damage)) // filtered
                .OrderBy(one => one.Since),
        ];
    }

    /// <inheritdoc/>
    public async Task<(long Rows, IReadOnlyList<string> Damaged)> CheckAsync(CancellationToken cancel)
    {
        var rows = 0L;
        List<string> damaged = [];
        var snapshots = db.Set<StoredSnapshot>().AsNoTracking().OrderBy(s => s.Number);
        await foreach (var row in snapshots.AsAsyncEnumerable().WithCancellation(cancel))
        {
            Look("snapshot", row.Number, row.Text, (row.Lineage, row.Bytes, row.Check));
        }

        var updates = db.Set<StoredUpdate>().AsNoTracking().OrderBy(u => u.Number);
        await foreach (var row in updates.AsAsyncEnumerable().WithCancellation(cancel))
        {
            Look("change", row.Number, row.Text, (row.Lineage, row.Bytes, row.Check));
        }

        return (rows, damaged);

        void Look(string what, long number, LiveTextId text, (string Lineage, byte[] Bytes, long Check) stored)
        {
            rows++;
            if (Checksum.Of(text, stored.Lineage, stored.Bytes) != stored.Check)
            {
                damaged.Add(string.Create(CultureInfo.InvariantCulture, $"Text {text.Value}: {what} {number} is damaged."));
            }
        }
    }

    /// <inheritdoc/>
    public async Task<int> KeepAsync(LiveTextId id, TextWriter file, CancellationToken cancel)
    {
        var count = 0;
        var snapshots = db.Set<StoredSnapshot>().AsNoTracking().Where(s => s.Text == id).OrderBy(s => s.Number);
        await foreach (var row in snapshots.AsAsyncEnumerable().WithCancellation(cancel))
        {
            await WriteAsync(
                new
                {
                    kind = "snapshot",
                    row.Number,
                    row.Lineage,
                    row.Check,
                    row.At,
                    row.Bytes,
                }
            );
        }

        var updates = db.Set<StoredUpdate>().AsNoTracking().Where(u => u.Text == id).OrderBy(u => u.Number);
        await foreach (var row in updates.AsAsyncEnumerable().WithCancellation(cancel))
        {
            await WriteAsync(
                new
                {
                    kind = "change",
                    row.Number,
                    row.Lineage,
                    row.Check,
                    row.At,
                    row.Writer,
                    row.Bytes,
                }
            );
        }

        return count;

        Task WriteAsync<T>(T row)
        {
            count++;
            return file.WriteLineAsync(JsonSerializer.Serialize(row).AsMemory(), cancel);
        }
    }

    /// <inheritdoc/>
    public Task<Result> ReleaseAsync(LiveTextId id, CancellationToken cancel) =>
        db.WriteAsync(
            async inner =>
            {
                if (db is PostgresAppDb)
                {
                    // Nobody adds a change meanwhile.
                    await db.Database.ExecuteSqlAsync($"select id from livetext_texts where id = {id.Value} for update", inner);
                }

                LoadedText? loaded;
                try
                {
                    loaded = await db.LoadAsync(id, inner);
                }
                catch (UnreadableTextException)
                {
                    return new Refusal.Conflict("Nothing of this text can be read. Take it from a backup.");
                }

                if (loaded is null || loaded.Damage.Length == 0)
                {
                    return new Refusal.Conflict(loaded is null ? "There is no such text." : "This text is not damaged.");
                }

                await DropUnreadableAsync(id, inner);
                loaded.Doc.ForgetWaiting();
                await texts.RewriteAsync(loaded, inner);
                return Result.Done;
            },
            cancel
        );

    // The history of who wrote when is taken from the changes, and nothing can be taken from these.
    private async Task DropUnreadableAsync(LiveTextId id, CancellationToken cancel)
    {
        var rows = await db.Set<StoredUpdate>().AsNoTracking().Where(u => u.Text == id).ToListAsync(cancel);
        foreach (var row in rows.Where(row => Checksum.Of(id, row.Lineage, row.Bytes) != row.Check))
        {
            await db.Set<StoredUpdate>().Where(u => u.Number == row.Number).ExecuteDeleteAsync(cancel);
        }
    }
}

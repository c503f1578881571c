using Microsoft.EntityFrameworkCore;
using Residency.Foundation.LiveText.Nodes;
using Residency.Foundation.LiveText.Rooms;
using Residency.Foundation.LiveText.Shape;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Yjs;

namespace Residency.Foundation.LiveText;

/// <summary>Live texts in a unit of work.</summary>
internal sealed class LiveTexts(AppDb db, INodes nodes, OpenTexts open, LiveTextSettings settings, TimeProvider clock)
    : ILiveTexts,
        IAfterCommit
{
    private readonly List<(LiveTextId Text, long Number)> _stored = [];
    private readonly List<(LiveTextId Text, string Json)> _told = [];
    private readonly List<LiveTextId> _rewritten = [];

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(LiveTextId id, CancellationToken cancel) =>
        db.Set<StoredText>().AnyAsync(t => t.Id == id, cancel);

    /// <inheritdoc/>
    public Task BeginAsync(LiveTextId id, LiveBeginning beginning, LiveWriter by, CancellationToken cancel)
    {
        var doc = new YDoc();
        LiveShape.Begin(doc, beginning.Document);
        var text = StoredText.Begin(id, beginning, clock.GetUtcNow());
        return db.WriteAsync(
            async inner =>
            {
                db.Add(text);
                db.Add(StoredSnapshot.Of(id, text.Lineage, doc.Encode(), clock.GetUtcNow()));
                db.Add(StoredAuthor.Of(id, doc.ClientId, 0, by.Id));
                await db.SaveChangesAsync(inner);
            },
            cancel
        );
    }

    /// <inheritdoc/>
    public async Task<LiveTextState> ReadAsync(LiveTextId id, CancellationToken cancel)
    {
        var loaded = await NeedAsync(id, cancel);
        return new LiveTextState(
            LiveShape.Read(loaded.Doc),
            loaded.Text.Lineage,
            loaded.Newest,
            loaded.Doc.StateVector().Encode()
        )
        {
            Update = loaded.Doc.Encode(),
        };
    }

    /// <inheritdoc/>
    public Task HoldAsync(LiveTextId id, CancellationToken cancel) =>
        db is PostgresAppDb
            ? db.Database.ExecuteSqlAsync($"select id from livetext_texts where id = {id.Value} for update", cancel)
            : Task.CompletedTask; // whoever writes on SQLite is alone

    /// <inheritdoc/>
    public async Task<LiveTextMoment?> FindNewestAsync(LiveTextId id, CancellationToken cancel)
    {
        var lineage = await db.Set<StoredText>().Where(t => t.Id == id).Select(t => t.Lineage).SingleOrDefaultAsync(cancel);
        return lineage is null
            ? null
            : new LiveTextMoment(
                lineage,
                await db.Set<StoredUpdate>().Where(u => u.Text == id).MaxAsync(u => (long?)u.Number, cancel) ?? 0
            );
    }

    /// <inheritdoc/>
    public async Task<Result<LiveTextPlan>> PlanAsync(
        LiveTextId id,
        Func<Document, Result<Document>> change,
        CancellationToken cancel
    )
    {
        var loaded = await NeedAsync(id, cancel);
        Document? before = null;
        var made = Make(loaded, text => change(before = text));
        return made.IsDone && before is not null
            ? new LiveTextPlan
            {
                Id = id,
                From = new LiveTextMoment(loaded.Text.Lineage, loaded.Newest),
                Before = before,
                Change = made.Value,
            }
            : made.Refusal!; // without one the change was asked for
    }

    /// <inheritdoc/>
    public Task<Result> CarryOutAsync(LiveTextPlan plan, (LiveWriter By, DateTimeOffset At) told, CancellationToken cancel) =>
        db.WriteAsync(inner => StoreAsync((plan.Id, plan.From.Lineage), plan.Change, told, inner), cancel);

    /// <inheritdoc/>
    public Task<Result> ChangeAsync(
        LiveTextId id,
        Func<Document, Result<Document>> change,
        LiveWriter by,
        CancellationToken cancel
    ) => ChangeAsOfAsync(id, change, (by, clock.GetUtcNow()), cancel);

    /// <inheritdoc/>
    public Task<Result> ChangeAsOfAsync(
        LiveTextId id,
        Func<Document, Result<Document>> change,
        (LiveWriter By, DateTimeOffset At) told,
        CancellationToken cancel
    ) =>
        db.WriteAsync(
            async inner =>
            {
                var loaded = await NeedAsync(id, inner);
                var made = Make(loaded, change);
                return made.IsDone ? await StoreAsync((id, loaded.Text.Lineage), made.Value, told, inner) : made.Refusal;
            },
            cancel
        );

    /// <inheritdoc/>
    public Task TellAsync(LiveTextId id, string json, CancellationToken cancel) =>
        db.WriteAsync(
            async inner =>
            {
                await nodes.TellAsync(db, id, json, inner);
                _told.Add((id, json));
            },
            cancel
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WritingSession>> SessionsAsync(LiveTextId id, int most, CancellationToken cancel)
    {
        var parts = await db.Set<StoredSession>().AsNoTracking().Where(s => s.Text == id).ToListAsync(cancel);
        var fresh = await db.Set<StoredUpdate>()
            .AsNoTracking()
            .Where(u => u.Text == id && u.FoldedInto == null)
            .Select(u => new
            {
                u.At,
                u.Writer,
                u.Added,
                u.Removed,
                u.Words,
            })
            .ToListAsync(cancel);
        var newest = parts.GroupBy(part => part.StartedAt).MaxBy(session => session.Key)?.ToList() ?? [];
        var moments = fresh.Select(row => new WritingMoment(row.At, row.Writer, row.Added, row.Removed, row.Words));
        return TimeLine.Show([.. parts, .. TimeLine.Add(id, newest, moments)], most);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LivePassage>> PassagesAsync(LiveTextId id, CancellationToken cancel)
    {
        var loaded = await NeedAsync(id, cancel);
        return Passages.Of(loaded);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LiveShare>> SharesAsync(LiveTextId id, CancellationToken cancel) =>
        [
            .. (await PassagesAsync(id, cancel))
                .GroupBy(passage => passage.Writer)
                .OrderBy(writer => writer.Key, StringComparer.Ordinal)
                .Select(writer => new LiveShare(writer.Key, writer.Sum(passage => passage.Text.Length))),
        ];

    /// <inheritdoc/>
    public Task<Result> EraseAsync(
        LiveTextId id,
        Func<Document, Result<Document>> without,
        LiveWriter by,
        CancellationToken cancel
    ) =>
        db.WriteAsync(
            async inner =>
            {
                await HoldAsync(id, inner);
                var loaded = await NeedAsync(id, inner);
                var made = Make(loaded, without);
                if (!made.IsDone)
                {
                    return made.Refusal;
                }

                db.Add(StoredAuthor.Of(id, loaded.Doc.ClientId, 0, by.Id));
                await RewriteAsync(loaded, inner);
                return Result.Done;
            },
            cancel
        );

    /// <inheritdoc/>
    public void AfterCommit()
    {
        foreach (var text in _stored.GroupBy(row => row.Text))
        {
            open.Fetch(text.Key, [.. text.Select(row => row.Number)]);
        }

        foreach (var (text, json) in _told)
        {
            if (open.Find(text) is { } room)
            {
                room.Post(() => room.Tell(json));
            }
        }

        _rewritten.ForEach(open.Rewritten);
        _stored.Clear();
        _told.Clear();
        _rewritten.Clear();
    }

    private async Task<LoadedText> NeedAsync(LiveTextId id, CancellationToken cancel) =>
        await db.LoadAsync(id, cancel) ?? throw new InvalidOperationException($"There is no live text {id.Value}.");

    // What changed, as an update; empty when nothing did.
    private Result<byte[]> Make(LoadedText loaded, Func<Document, Result<Document>> change)
    {
        if (loaded.Damage.Length > 0)
        {
            return new Refusal.Conflict("This text is damaged and can only be read until the operator restores it.");
        }

        var to = change(LiveShape.Read(loaded.Doc));
        if (!to.IsDone)
        {
            return to.Refusal;
        }

        List<byte[]> made = [];
        loaded.Doc.Updated += (update, _) => made.Add(update);
        LiveShape.Change(loaded.Doc, to.Value);
        var whole = made.Count switch
        {
            0 => [],
            1 => made[0],
            _ => YUpdate.Merge(made),
        };
        return loaded.Size + whole.Length > settings.LargestMib * 1024L * 1024
            ? new Refusal.Conflict("The text would become too large. Divide it into several ones.")
            : whole;
    }

    private async Task<Result> StoreAsync(
        (LiveTextId Id, string Lineage) text,
        byte[] change,
        (LiveWriter By, DateTimeOffset At) told,
        CancellationToken cancel
    )
    {
        if (change.Length == 0)
        {
            return Result.Done;
        }

        var update = IncomingUpdate.Read(change);
        var added = update.Texts.Sum(piece => piece.Text.Length);
        var removed = update.Deleted.Clients.Sum(client => update.Deleted.Of(client).Sum(range => range.Length));
        var words = update.Texts.Sum(piece => PlainWords(piece.Text));
        var id = text.Id;
        var entry = new LogEntry(id, text.Lineage, change, new WritingMoment(told.At, told.By.Id, added, removed, words))
        {
            Authors = [.. update.Brings.Select(one => StoredAuthor.Of(id, one.Client, one.From, told.By.Id))],
        };
        if ((await db.AppendAsync([entry], cancel))[0] is not { } number)
        {
            return new Refusal.Conflict("Somebody changed this text at the same moment. Try again.");
        }

        await nodes.TellStoredAsync(db.Database.GetDbConnection(), [(id, number)], cancel);
        _stored.Add((id, number));
        return Result.Done;
    }

    // Under a new lineage, as it is in memory.
    internal async Task RewriteAsync(LoadedText loaded, CancellationToken cancel)
    {
        var (id, lineage) = (loaded.Text.Id, StoredText.NewLineage());
        await new Folding(db, clock).KeepHistoryAsync(id, cancel);
        // What is deleted is forgotten in memory already, so the whole document is without it.
        db.Add(StoredSnapshot.Of(id, lineage, loaded.Doc.Encode(), clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        DateTimeOffset? never = null;
        await db.Set<StoredText>()
            .Where(t => t.Id == id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(t => t.Lineage, lineage).SetProperty(t => t.DamagedAt, never).SetProperty(t => t.Damage, ""),
                cancel
            );
        await db.Set<StoredUpdate>().Where(u => u.Text == id).ExecuteDeleteAsync(cancel);
        await db.Set<StoredSnapshot>().Where(s => s.Text == id && s.Lineage != lineage).ExecuteDeleteAsync(cancel);
        await nodes.TellRewrittenAsync(db, id, cancel);
        _rewritten.Add(id);
    }

    private static int PlainWords(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
}

using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.LiveText.Nodes;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.LiveText.Wire;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>All texts that are in memory on this node.</summary>
internal sealed class OpenTexts
{
    private static readonly TimeSpan s_refusalsCount = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<LiveTextId, Entry> _open = new();
    private readonly ConcurrentDictionary<string, int> _sockets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (int Count, long Since)> _refusals = new(StringComparer.Ordinal);
    private readonly IServiceScopeFactory _scopes;
    private readonly LiveParts _parts;

    public OpenTexts(
        IServiceScopeFactory scopes,
        LiveLog log,
        INodes nodes,
        Departures departures,
        LiveTextSettings settings,
        TimeProvider clock,
        ILogger<OpenText> logger
    )
    {
        _scopes = scopes;
        _parts = new LiveParts(log, nodes, departures, settings, clock, logger) { LoadAsync = LoadAsync, Refused = CountRefusal };
    }

    /// <summary>Whether the process is ending: nobody is let in.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>The texts that are in memory.</summary>
    public IEnumerable<OpenText> All =>
        _open.Values.Where(entry => entry.Loaded.IsCompletedSuccessfully).Select(entry => entry.Text);

    /// <summary>Whether another text may be opened.</summary>
    public bool HasRoomFor(LiveTextId id) => _open.ContainsKey(id) || _open.Count < _parts.Settings.MostOpenTexts;

    /// <summary>The text if it is in memory, or being loaded; null when it is not.</summary>
    public OpenText? Find(LiveTextId id) => _open.TryGetValue(id, out var entry) && !entry.Text.IsShut ? entry.Text : null;

    /// <summary>The text, loaded; null when there is none.</summary>
    /// <exception cref="UnreadableTextException">Nothing of it can be read.</exception>
    public async Task<OpenText?> OpenAsync(LiveTextId id)
    {
        while (true)
        {
            var entry = _open.GetOrAdd(id, key => new Entry(new OpenText(key, _parts), OpenNowAsync));
            try
            {
                if (await entry.Loaded && !entry.Text.IsShut)
                {
                    return entry.Text;
                }
            }
            catch
            {
                Forget(entry);
                throw;
            }

            if (!await entry.Loaded)
            {
                Forget(entry);
                return null;
            }

            // What the one before had accepted must be stored before anybody reads.
            await _parts.Log.PassAsync();
            Forget(entry);
        }
    }

    /// <summary>Takes a text out of memory if nobody is there.</summary>
    public bool TryClose(OpenText text)
    {
        if (!text.TryShutIdle())
        {
            return false;
        }

        if (_open.TryGetValue(text.Id, out var entry) && entry.Text == text)
        {
            Forget(entry);
        }

        return true;
    }

    /// <summary>Counts a socket of a caller.</summary>
    /// <returns>False when there are too many already; then it is not counted.</returns>
    public bool TryEnter(LiveCaller caller)
    {
        if (_sockets.AddOrUpdate(caller.Id, 1, (_, count) => count + 1) <= _parts.Settings.MostSockets && !IsShutOut(caller))
        {
            return true;
        }

        Leave(caller);
        return false;
    }

    /// <summary>A socket of a caller is closed.</summary>
    public void Leave(LiveCaller caller)
    {
        if (_sockets.AddOrUpdate(caller.Id, 0, (_, count) => count - 1) <= 0)
        {
            _sockets.TryRemove(new KeyValuePair<string, int>(caller.Id, 0));
        }
    }

    /// <summary>Takes in what other nodes stored, where it is open.</summary>
    /// <param name="rows">In the order of their numbers.</param>
    public void TakeStored(IEnumerable<StoredRow> rows)
    {
        foreach (var group in rows.GroupBy(row => row.Text))
        {
            if (Find(group.Key) is { } text)
            {
                var all = group.ToList();
                text.Post(() => TakeAsync(text, all));
            }
        }
    }

    /// <summary>Rows of a text that this node stored on behalf of a page are to be taken in.</summary>
    public void Fetch(LiveTextId id, IReadOnlyCollection<long> numbers)
    {
        if (Find(id) is { } text)
        {
            text.Post(async () =>
            {
                await using var scope = _scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<AppDb>();
                var rows = await db.RowsAsync(id, updates => updates.Where(row => numbers.Contains(row.Number)));
                await text.TakeStoredAsync([.. rows.Where(row => row.Lineage == text.Lineage).Select(row => row.Bytes)]);
            });
        }
    }

    /// <summary>Every text is to be read on, from some way before what was read last: other nodes were not heard for a while.</summary>
    /// <param name="margin">How far below the last number one may still have been missing when it was read.</param>
    public void Reread(long margin)
    {
        // Those that are being opened too: what they read may be from before this node heard again.
        foreach (var entry in _open.Values)
        {
            entry.Text.Post(() => RereadAsync(entry.Text, margin));
        }
    }

    /// <summary>A text has another lineage: whoever has it open must open it anew.</summary>
    public void Rewritten(LiveTextId id)
    {
        if (Find(id) is { } text)
        {
            text.Post(() => ShutRewritten(text));
        }
    }

    /// <summary>Says goodbye to everybody, when all that was accepted is stored and acknowledged.</summary>
    public async Task StopAsync()
    {
        IsStopping = true;
        await _parts.Log.PassAsync();
        foreach (var text in All)
        {
            await text.PostAsync(() => text.Shut(CloseCode.GoingDown, "The server is being restarted."));
        }

        await _parts.Log.PassAsync();
    }

    private void CountRefusal(LiveCaller caller) =>
        _refusals.AddOrUpdate(
            caller.Id,
            (1, _parts.Clock.GetTimestamp()),
            (_, known) =>
                _parts.Clock.GetElapsedTime(known.Since) > s_refusalsCount
                    ? (1, _parts.Clock.GetTimestamp())
                    : (known.Count + 1, known.Since)
        );

    private bool IsShutOut(LiveCaller caller) =>
        _refusals.TryGetValue(caller.Id, out var known)
        && known.Count >= _parts.Settings.MostRefusals
        && _parts.Clock.GetElapsedTime(known.Since) <= s_refusalsCount;

    private void Forget(Entry entry) => _open.TryRemove(new KeyValuePair<LiveTextId, Entry>(entry.Text.Id, entry));

    private async Task<bool> OpenNowAsync(OpenText text)
    {
        if (await LoadAsync(text.Id) is not { } loaded)
        {
            return false;
        }

        text.Begin(loaded);
        if (loaded.Damage.Length > 0)
        {
            Log.Damaged(_parts.Logger, text.Id.Value, loaded.Damage);
            await MarkDamagedAsync(loaded);
        }

        return true;
    }

    private async Task<LoadedText?> LoadAsync(LiveTextId id)
    {
        await using var scope = _scopes.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<AppDb>().LoadAsync(id, CancellationToken.None);
        }
        catch (UnreadableTextException broken)
        {
            Log.Unreadable(_parts.Logger, broken, id.Value);
            throw;
        }
    }

    private async Task MarkDamagedAsync(LoadedText loaded)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = _parts.Clock.GetUtcNow();
        await db.WriteAsync(
            cancel =>
                db.Set<StoredText>()
                    .Where(t => t.Id == loaded.Text.Id && t.DamagedAt == null)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(t => t.DamagedAt, now).SetProperty(t => t.Damage, loaded.Damage),
                        cancel
                    ),
            CancellationToken.None
        );
    }

    private async ValueTask RereadAsync(OpenText text, long margin)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var lineage = await db.Set<StoredText>().Where(row => row.Id == text.Id).Select(row => row.Lineage).SingleAsync();
        if (lineage != text.Lineage)
        {
            ShutRewritten(text);
            return;
        }

        var from = text.ReadTo - margin;
        await TakeAsync(text, await db.RowsAsync(text.Id, updates => updates.Where(row => row.Number > from)));
    }

    private static ValueTask TakeAsync(OpenText text, IReadOnlyList<StoredRow> rows)
    {
        text.ReadTo = Math.Max(text.ReadTo, rows.Max(row => (long?)row.Number) ?? 0);
        return text.TakeStoredAsync([.. rows.Where(row => row.Lineage == text.Lineage).Select(row => row.Bytes)]);
    }

    private static void ShutRewritten(OpenText text) =>
        text.Shut(CloseCode.OtherLineage, "A part of this text was taken out. Open it again.");

    private sealed class Entry
    {
        private readonly Lazy<Task<bool>> _loaded;

        public Entry(OpenText text, Func<OpenText, Task<bool>> open) =>
            (Text, _loaded) = (text, new Lazy<Task<bool>>(() => open(text)));

        public OpenText Text { get; }

        public Task<bool> Loaded => _loaded.Value;
    }
}

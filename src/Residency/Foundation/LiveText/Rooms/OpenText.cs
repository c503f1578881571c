using System.Text.Json;
using System.Threading.Channels;
using Residency.Foundation.LiveText.Nodes;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.LiveText.Wire;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>What open texts share.</summary>
internal sealed record LiveParts(
    LiveLog Log,
    INodes Nodes,
    LiveTextSettings Settings,
    TimeProvider Clock,
    ILogger<OpenText> Logger
)
{
    /// <summary>Reads a text afresh.</summary>
    public required Func<LiveTextId, Task<LoadedText?>> LoadAsync { get; init; }
}

/// <summary>A text that somebody has open. All that happens to it happens one after the other.</summary>
/// <remarks>
/// Whoever brings something runs the loop at once if nobody does, so that a change goes from the socket that brought it to all
/// others without changing threads. What goes out is gathered and leaves when the loop has nothing more to do.
/// </remarks>
internal sealed class OpenText(LiveTextId id, LiveParts parts)
{
    private const int Capacity = 1024;

    private readonly Channel<Func<ValueTask>> _queue = Channel.CreateBounded<Func<ValueTask>>(
        new BoundedChannelOptions(Capacity) { SingleReader = true }
    );
    private readonly List<Seat> _seats = [];
    private readonly Presence _presence = new(parts.Clock);
    private readonly InFlight _inFlight = new();
    private Manuscript? _manuscript;
    private Frames? _frames;
    private byte[]? _whole;
    private int _running = 1; // nobody runs the loop before the text is loaded
    private int _warnedAt;
    private long _presenceAt;
    private long _savedAt;
    private volatile bool _isShut;

    public LiveTextId Id { get; } = id;

    /// <summary>The kind of its gate.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The name on the wire.</summary>
    public string Name => $"{Kind}/{Id.Value:D}";

    public string Lineage => Manuscript.Lineage;

    /// <summary>When the last seat was left; by the clock's timestamps.</summary>
    public long IdleSince { get; private set; } = parts.Clock.GetTimestamp();

    /// <summary>Whether nobody is there and nothing waits to be stored.</summary>
    public bool IsIdle => Volatile.Read(ref _seatCount) == 0 && _inFlight.IsEmpty;

    /// <summary>Whether it is closed for good; it must be opened anew.</summary>
    public bool IsShut => _isShut;

    /// <summary>How many stored changes stand in no snapshot.</summary>
    public int Unfolded => _manuscript?.Unfolded ?? 0;

    /// <summary>The newest change known to be stored, for reading on from there.</summary>
    public long Newest { get; private set; }

    /// <summary>Everybody who is there, as of now.</summary>
    public IReadOnlyList<Seat> Seats
    {
        get
        {
            lock (_seats)
            {
                return [.. _seats];
            }
        }
    }

    private int _seatCount;

    private Manuscript Manuscript => _manuscript ?? throw new InvalidOperationException("The text is not loaded yet.");

    private Frames Frames => _frames ?? throw new InvalidOperationException("The text is not loaded yet.");

    /// <summary>Takes what was loaded; from now on the loop runs.</summary>
    public void Begin(LoadedText loaded)
    {
        Kind = loaded.Text.Kind;
        _frames = new Frames(Name);
        Take(loaded);
        Run();
    }

    /// <summary>Puts work into the loop. Waits only when very much waits already.</summary>
    public ValueTask PostAsync(Func<ValueTask> work)
    {
        if (!_queue.Writer.TryWrite(work))
        {
            return PostLaterAsync(work);
        }

        Kick();
        return ValueTask.CompletedTask;
    }

    /// <summary>Puts work into the loop and does not wait for room there.</summary>
    public void Post(Func<ValueTask> work)
    {
        if (_queue.Writer.TryWrite(work))
        {
            Kick();
        }
        else
        {
            _ = PostLaterAsync(work).AsTask();
        }
    }

    /// <inheritdoc cref="Post(Func{ValueTask})"/>
    public void Post(Action work) =>
        Post(() =>
        {
            work();
            return ValueTask.CompletedTask;
        });

    /// <inheritdoc cref="PostAsync(Func{ValueTask})"/>
    public ValueTask PostAsync(Action work) =>
        PostAsync(() =>
        {
            work();
            return ValueTask.CompletedTask;
        });

    /// <summary>Somebody comes in.</summary>
    public void Join(Seat seat)
    {
        lock (_seats)
        {
            if (_isShut)
            {
                seat.Close(CloseCode.TryAgainLater, "Opening the text again.");
                return;
            }

            _seats.Add(seat);
            _seatCount = _seats.Count;
        }

        Curb(seat);
        seat.HeardAt = seat.PingedAt = parts.Clock.GetTimestamp();
        seat.Outbox.Post(seat.Frames.Authenticated(seat.Mode >= LiveMode.Suggest));
        seat.TellGrant();
        if (!_presence.IsEmpty)
        {
            seat.Outbox.Send(seat.Frames.Presence(_presence.All()));
        }
    }

    /// <summary>Somebody left.</summary>
    public void Leave(Seat seat)
    {
        lock (_seats)
        {
            _seats.Remove(seat);
            _seatCount = _seats.Count;
        }

        _presence.Leave(seat);
        if (_seats.Count == 0)
        {
            IdleSince = parts.Clock.GetTimestamp();
        }
    }

    /// <summary>A client says what it has, what others lack, or what is new.</summary>
    public ValueTask SyncAsync(Seat seat, SyncStep step, ReadOnlyMemory<byte> bytes, bool isReply)
    {
        if (seat.IsGone)
        {
            return ValueTask.CompletedTask;
        }

        if (step != SyncStep.Vector)
        {
            return UpdateAsync(seat, bytes.ToArray());
        }

        StateVector known;
        try
        {
            known = StateVector.Decode(bytes);
        }
        catch (YjsFormatException)
        {
            seat.Close(CloseCode.Refused, "bad frame");
            return ValueTask.CompletedTask;
        }

        Answer(seat, known);
        if (!isReply)
        {
            AskForAll(seat);
        }

        seat.Outbox.Flush();
        return ValueTask.CompletedTask;
    }

    /// <summary>A client says where it is.</summary>
    public void Present(Seat seat, ReadOnlyMemory<byte> message)
    {
        try
        {
            _presence.Take(
                seat,
                message,
                client => Manuscript.Authors.OwnerOf(client) is not { } owner || owner == seat.Writer.Id
            );
        }
        catch (BadMessageException)
        {
            seat.Close(CloseCode.Refused, "bad frame");
        }
    }

    /// <summary>A client asks who is there.</summary>
    public void TellPresence(Seat seat) => seat.Outbox.Send(seat.Frames.Presence(_presence.All()));

    /// <summary>Another node says who is where.</summary>
    public void PresentFromNode(ReadOnlyMemory<byte> message) => _presence.TakeFromNode(message);

    /// <summary>Changes that were stored by others: another node, or this one on behalf of a page.</summary>
    public async ValueTask TakeStoredAsync(IReadOnlyList<(long Number, byte[] Bytes)> rows)
    {
        foreach (var (number, bytes) in rows)
        {
            Newest = Math.Max(Newest, number);
            if (Manuscript.TakeStored(bytes) is { } change)
            {
                Manuscript.Unfolded++;
                _inFlight.MarkSaved(IncomingUpdate.Read(change).Brings);
                Forward(change, but: null);
            }
        }

        await TryDeferredAsync();
    }

    /// <summary>Tells everybody something.</summary>
    public void Tell(string json)
    {
        foreach (var seat in Seats)
        {
            seat.Outbox.Post(seat.Frames.Stateless(json));
        }
    }

    /// <summary>Somebody has other rights now.</summary>
    public void Regrant(Seat seat, HeldGrant held)
    {
        var before = (seat.Mode, seat.Writer, seat.Curb);
        seat.Held = held;
        if (held.Grant.Mode == LiveMode.None)
        {
            Log.RightsGone(parts.Logger, seat.Caller.Id, Id.Value);
            seat.Close(CloseCode.NoRights, "Your right to this text has ended.");
            return;
        }

        Curb(seat);
        if ((seat.Mode, seat.Writer, seat.Curb) != before)
        {
            seat.TellGrant();
        }
    }

    /// <summary>Everybody must go; the text can be opened anew at once.</summary>
    public void Shut(CloseCode code, string reason)
    {
        lock (_seats)
        {
            _isShut = true;
        }

        foreach (var seat in Seats)
        {
            seat.Close(code, reason);
        }
    }

    /// <summary>Closes it if nobody is there, so that nobody comes in any more.</summary>
    public bool TryShutIdle()
    {
        lock (_seats)
        {
            return _isShut |= _seats.Count == 0 && _inFlight.IsEmpty;
        }
    }

    /// <summary>Its changes stand in a snapshot now.</summary>
    public void Folded() => Manuscript.Unfolded = 0;

    /// <summary>What is due now and then: who moved, what is saved, who went silent. About twenty times a second.</summary>
    public void Tick(bool isSecond)
    {
        var now = parts.Clock.GetTimestamp();
        if (isSecond)
        {
            TickSecond(now);
        }

        if (_presence.HasChanges)
        {
            _presenceAt = now;
            var (forAll, forNodes) = _presence.TakeChanges();
            Broadcast(frames => frames.Presence(forAll), but: null);
            if (forNodes is not null)
            {
                parts.Nodes.TellPresence(Id, forNodes);
            }
        }
    }

    /// <summary>Whether a tick has anything to do before the next second.</summary>
    public bool HasNews => _presence.HasChanges;

    private void TickSecond(long now)
    {
        _presence.Expire();
        if (_inFlight.TakeSaved() is { } saved)
        {
            _savedAt = now;
            var json = JsonSerializer.Serialize(new { kind = "saved", vector = Convert.ToBase64String(saved) });
            Broadcast(frames => frames.Stateless(json), but: null);
        }

        if (parts.Clock.GetElapsedTime(Math.Max(_savedAt, _presenceAt), now) > TimeSpan.FromSeconds(10))
        {
            _whole = null; // nobody came for a while
        }

        foreach (var seat in Seats)
        {
            Watch(seat, now);
        }
    }

    private void Watch(Seat seat, long now)
    {
        if (seat.Deferred.Count > 0 && parts.Clock.GetElapsedTime(seat.DeferredAt, now) > TimeSpan.FromSeconds(15))
        {
            seat.Refuse("It builds on changes that never came.");
        }
        else if (parts.Clock.GetElapsedTime(seat.HeardAt, now) > TimeSpan.FromSeconds(65))
        {
            seat.Abort();
        }
        else if (parts.Clock.GetElapsedTime(seat.PingedAt, now) > TimeSpan.FromSeconds(15))
        {
            seat.PingedAt = now;
            seat.Outbox.Post(Frames.Ping);
        }
    }

    private async ValueTask UpdateAsync(Seat seat, byte[] bytes)
    {
        var verdict = Manuscript.Take(bytes, seat, parts.Clock.GetUtcNow());
        switch (verdict.Kind)
        {
            case VerdictKind.Known:
                _inFlight.Acknowledge(seat);
                break;
            case VerdictKind.Waits:
                Defer(seat, bytes);
                break;
            case VerdictKind.Refused:
                await RefuseAsync(seat, verdict);
                break;
            case VerdictKind.Accepted:
                await AcceptAsync(seat, verdict);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async ValueTask AcceptAsync(Seat seat, Verdict verdict)
    {
        seat.HasWritten = true;
        Forward(verdict.Change, but: seat);
        var ticket = _inFlight.Add(seat, verdict.Change);
        await parts.Log.AddAsync(
            new LogEntry(Id, Lineage, verdict.Change, verdict.Moment)
            {
                Authors = verdict.Authors,
                Stored = number => Stored(ticket, number),
                Lost = because => Post(() => Lost(because)),
            }
        );
        WarnWhenFull();
        await TryDeferredAsync();
    }

    // On the thread of the log: the sender learns it at once.
    private void Stored(InFlight.Ticket ticket, long number)
    {
        _inFlight.Done(ticket);
        Newest = Math.Max(Newest, number);
        Manuscript.Unfolded++;
    }

    private void Lost(LostBecause because)
    {
        if (because == LostBecause.OtherLineage)
        {
            Shut(CloseCode.OtherLineage, "A part of this text was taken out. Open it again.");
        }
        else
        {
            Shut(CloseCode.TryAgainLater, "Your changes cannot be stored at present. They stay in your browser.");
        }
    }

    private async ValueTask RefuseAsync(Seat seat, Verdict verdict)
    {
        Log.Refused(parts.Logger, Id.Value, seat.Caller.Id, verdict.Reason);
        if (verdict.Bug is { } bug)
        {
            Log.Bug(parts.Logger, bug, Id.Value);
        }

        seat.Refuse(verdict.Reason);
        Refused?.Invoke(seat.Caller);
        if (verdict.LeftTraces)
        {
            var pending = _inFlight.All();
            if (await parts.LoadAsync(Id) is not { } loaded)
            {
                Shut(CloseCode.NotThere, "The text is gone.");
                return;
            }

            if (loaded.Text.Lineage != Lineage)
            {
                Lost(LostBecause.OtherLineage);
                return;
            }

            Take(loaded);
            pending.ForEach(change => Manuscript.TakeStored(change));
        }
    }

    /// <summary>Told when somebody sent what may not be.</summary>
    public Action<LiveCaller>? Refused { get; init; }

    private void Take(LoadedText loaded)
    {
        _manuscript = new Manuscript(loaded, parts.Settings.LargestMib * 1024L * 1024);
        _whole = null;
        Newest = Math.Max(Newest, loaded.Newest);
        _inFlight.MarkSaved(loaded.Doc.StateVector().Clocks.Select(pair => (pair.Key, 0, pair.Value)));
    }

    private void Defer(Seat seat, byte[] bytes)
    {
        if (seat.Deferred.Count >= Seat.MostDeferred)
        {
            seat.Refuse("It builds on changes that never came.");
            return;
        }

        seat.Deferred.Add(bytes);
        if (seat.Deferred.Count == 1)
        {
            seat.DeferredAt = parts.Clock.GetTimestamp();
            AskForAll(seat);
        }
    }

    private async ValueTask TryDeferredAsync()
    {
        foreach (var seat in Seats)
        {
            if (seat.Deferred.Count > 0)
            {
                var again = seat.Deferred.ToList();
                seat.Deferred.Clear();
                foreach (var bytes in again)
                {
                    if (!seat.IsGone)
                    {
                        await UpdateAsync(seat, bytes);
                    }
                }
            }
        }
    }

    private void Answer(Seat seat, StateVector known)
    {
        if (known.Clocks.Count > 0 || !seat.IsPlain)
        {
            seat.Outbox.Post(seat.Frames.Sync(SyncStep.Missing, Manuscript.Doc.Encode(known)), isLarge: true);
            return;
        }

        _whole ??= Frames.Sync(SyncStep.Missing, Manuscript.Doc.Encode());
        seat.Outbox.Post(_whole, isLarge: true);
    }

    private void AskForAll(Seat seat)
    {
        seat.Outbox.Post(seat.Frames.Sync(SyncStep.Vector, Manuscript.Doc.StateVector().Encode()));
    }

    private void Forward(byte[] change, Seat? but)
    {
        _whole = null;
        Broadcast(frames => frames.Sync(SyncStep.Update, change), but);
    }

    private void Broadcast(Func<Frames, byte[]> make, Seat? but)
    {
        byte[]? frame = null;
        lock (_seats)
        {
            foreach (var seat in _seats)
            {
                if (seat != but)
                {
                    seat.Outbox.Post(seat.IsPlain ? frame ??= make(Frames) : make(seat.Frames));
                }
            }
        }
    }

    private void Curb(Seat seat)
    {
        seat.Curb =
            Manuscript.Damage.Length > 0 ? "This text is damaged and can only be read until it is restored."
            : Manuscript.Percent >= 100 ? "This text is as large as it may be. Move a part of it into another one."
            : IsCrowded(seat) ? "Very many people are writing here now. You can read along."
            : "";
    }

    private bool IsCrowded(Seat seat)
    {
        var writing = Seats.Count(other => other != seat && other.Mode >= LiveMode.Suggest);
        return seat.Held.Grant.Mode >= LiveMode.Suggest && writing >= parts.Settings.MostEditors;
    }

    private void WarnWhenFull()
    {
        if (Manuscript.Percent < 70 || Manuscript.Percent < _warnedAt + 5)
        {
            return;
        }

        Manuscript.Measure();
        if (Manuscript.Percent >= 70)
        {
            _warnedAt = Manuscript.Percent;
            Log.NearlyFull(parts.Logger, Id.Value, Manuscript.Percent);
            Tell(JsonSerializer.Serialize(new { kind = "full", percent = Manuscript.Percent }));
            foreach (var seat in Seats.Where(_ => Manuscript.Percent >= 100))
            {
                Curb(seat);
                seat.TellGrant();
            }
        }
    }

    private async ValueTask PostLaterAsync(Func<ValueTask> work)
    {
        await _queue.Writer.WriteAsync(work);
        Kick();
    }

    private void Kick()
    {
        if (Interlocked.CompareExchange(ref _running, 1, 0) == 0)
        {
            Run();
        }
    }

    private void Run() => _ = RunAsync();

    private async Task RunAsync()
    {
        do
        {
            while (_queue.Reader.TryRead(out var work))
            {
                try
                {
                    await work();
                }
                // The outermost handler of the text: its clients open it anew and lose nothing that was acknowledged.
                catch (Exception bug)
                {
                    Log.Bug(parts.Logger, bug, Id.Value);
                    Shut(CloseCode.TryAgainLater, "Something went wrong. Opening the text again.");
                }
            }

            lock (_seats)
            {
                foreach (var seat in _seats)
                {
                    seat.Outbox.Flush();
                }
            }

            Interlocked.Exchange(ref _running, 0);
        } while (_queue.Reader.TryPeek(out _) && Interlocked.CompareExchange(ref _running, 1, 0) == 0);
    }
}

using System.Text.Json;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.LiveText.Wire;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>A text that somebody has open. All that happens to it happens one after the other.</summary>
/// <remarks>What goes out is gathered and leaves when there is nothing more to do at the moment.</remarks>
internal sealed class OpenText
{
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(65);
    private static readonly TimeSpan s_ping = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_keepWhole = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_perSeat = TimeSpan.FromMicroseconds(60); // about three times what one write costs
    private static readonly TimeSpan s_most = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(1);

    /// <summary>To how many who read along a change goes at once, however many there are.</summary>
    private const int FewSeats = 110;

    private readonly LiveParts _parts;
    private readonly TextLoop _loop;
    private readonly SeatList _seats = new();
    private readonly Presence _presence;
    private readonly InFlight _inFlight = new();
    private readonly Intake _intake;
    private Manuscript? _manuscript;
    private Frames? _frames;
    private byte[]? _whole;
    private long _wholeAt;
    private long _leftAt;
    private bool _isWaiting;
    private bool _isDue;
    private bool _isTelling;
    private int _ticking;

    public OpenText(LiveTextId id, LiveParts parts)
    {
        (Id, _parts, _presence) = (id, parts, new Presence(parts.Clock));
        _intake = new Intake(this, parts, _inFlight);
        _loop = new TextLoop(
            Rest,
            bug =>
            {
                Log.Bug(parts.Logger, bug, id.Value);
                Shut(CloseCode.TryAgainLater, "Something went wrong. Opening the text again.");
            }
        );
        IdleSince = parts.Clock.GetTimestamp();
    }

    public LiveTextId Id { get; }

    /// <summary>The kind of its gate.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The name on the wire.</summary>
    public string Name { get; private set; } = "";

    public string Lineage => Manuscript.Lineage;

    /// <summary>What it says.</summary>
    public Manuscript Manuscript => _manuscript ?? throw new InvalidOperationException("The text is not loaded yet.");

    /// <summary>When the last seat was left; by the clock's timestamps.</summary>
    public long IdleSince { get; private set; }

    /// <summary>Whether nobody is there and nothing waits to be stored.</summary>
    public bool IsIdle => _seats.IsEmpty && _inFlight.IsEmpty;

    /// <summary>Whether it is closed for good; it must be opened anew.</summary>
    public bool IsShut => _seats.IsShut;

    /// <summary>How many stored changes stand in no snapshot.</summary>
    public int Unfolded => _manuscript?.Unfolded ?? 0;

    /// <summary>Its changes on their way to the log, from now until it is closed.</summary>
    public LogRun Run { get; } = new();

    /// <summary>The newest change of other nodes that was read here: what is stored here says nothing about what was heard.</summary>
    public long ReadTo { get; set; }

    /// <summary>Everybody who is there, as of now.</summary>
    public IReadOnlyList<Seat> Seats => _seats.All;

    private Frames Frames => _frames ?? throw new InvalidOperationException("The text is not loaded yet.");

    /// <summary>Takes what was loaded; from now on the work is done that was brought.</summary>
    public void Begin(LoadedText loaded)
    {
        Kind = loaded.Text.Kind;
        Name = $"{Kind}/{Id.Value:D}";
        _frames = new Frames(Name);
        Take(loaded);
        _parts.Nodes.AskPresence(Id);
        _loop.Begin();
    }

    /// <summary>Takes the text as it is stored in the place of the one in memory.</summary>
    public void Take(LoadedText loaded)
    {
        _manuscript = new Manuscript(loaded, _parts.Settings.LargestMib * 1024L * 1024);
        _whole = null;
        ReadTo = Math.Max(ReadTo, loaded.Newest);
        _inFlight.MarkSaved(loaded.Doc.StateVector().Clocks.Select(pair => (pair.Key, 0, pair.Value)));
    }

    /// <inheritdoc cref="TextLoop.PostAsync"/>
    public ValueTask PostAsync(Func<ValueTask> work) => _loop.PostAsync(work);

    /// <inheritdoc cref="TextLoop.PostAsync"/>
    public ValueTask PostAsync(Action work) => _loop.PostAsync(Wrap(work));

    /// <inheritdoc cref="TextLoop.Post"/>
    public void Post(Func<ValueTask> work) => _loop.Post(work);

    /// <inheritdoc cref="TextLoop.Post"/>
    public void Post(Action work) => _loop.Post(Wrap(work));

    /// <summary>Somebody comes in.</summary>
    public void Join(Seat seat)
    {
        if (!_seats.TryAdd(seat))
        {
            seat.Close(CloseCode.TryAgainLater, "Opening the text again.");
            return;
        }

        Curb(seat);
        seat.HeardAt = seat.PingedAt = _parts.Clock.GetTimestamp();
        seat.Outbox.Post(seat.Frames.Authenticated(seat.Mode >= LiveMode.Suggest));
        if (!_presence.IsEmpty)
        {
            seat.Outbox.Post(seat.Frames.Presence(_presence.All()), isLarge: true);
        }

        seat.TellGrant();
    }

    /// <summary>Somebody left.</summary>
    public void Leave(Seat seat)
    {
        _seats.Remove(seat);
        _presence.Leave(seat);
        IdleSince = _parts.Clock.GetTimestamp();
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
            seat.IsAsked &= step != SyncStep.Missing;
            return _intake.TakeAsync(seat, bytes.ToArray());
        }

        try
        {
            Answer(seat, StateVector.Decode(bytes));
        }
        catch (YjsFormatException)
        {
            seat.Close(CloseCode.Refused, "bad frame");
            return ValueTask.CompletedTask;
        }

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

    /// <summary>A client asks who is there. Whoever asks again and again only hears that the line is alive.</summary>
    public void TellPresence(Seat seat)
    {
        var now = _parts.Clock.GetTimestamp();
        var isSoon = seat.AskedAt != 0 && _parts.Clock.GetElapsedTime(seat.AskedAt, now) < s_askAgain;
        seat.AskedAt = isSoon ? seat.AskedAt : now;
        seat.Outbox.Post(seat.Frames.Presence(isSoon ? Presence.Nobody : _presence.All()), isLarge: true);
        seat.Outbox.Flush();
    }

    /// <summary>Another node says who is where.</summary>
    public void PresentFromNode(ReadOnlyMemory<byte> message) => _presence.TakeFromNode(message);

    /// <summary>Another node asks who is here.</summary>
    public void TellPresenceToNodes() => _presence.TellAgain();

    /// <summary>Changes that were stored by others: another node, or this one on behalf of a page.</summary>
    public ValueTask TakeStoredAsync(IReadOnlyList<byte[]> rows) => _intake.TakeStoredAsync(rows);

    /// <summary>Hands a change to everybody but the one from whom it came.</summary>
    public void Forward(byte[] change, Seat? but)
    {
        _whole = null;
        _seats.Broadcast(Frames, frames => frames.Sync(SyncStep.Update, change), but);
    }

    /// <summary>Tells everybody something.</summary>
    public void Tell(string json) => _seats.Broadcast(Frames, frames => frames.Stateless(json));

    /// <summary>Asks a client for everything that it has and the server does not.</summary>
    public void AskForAll(Seat seat) => seat.Ask(Manuscript.Doc.StateVector());

    /// <summary>Somebody has other rights now.</summary>
    public void Regrant(Seat seat, HeldGrant held)
    {
        var before = (seat.Mode, seat.Writer, seat.Curb);
        seat.Held = held;
        if (held.Grant.Mode == LiveMode.None)
        {
            Log.RightsGone(_parts.Logger, seat.Caller.Id, Id.Value);
            seat.Close(CloseCode.NoRights, "Your right to this text has ended.");
            return;
        }

        Curb(seat);
        if ((seat.Mode, seat.Writer, seat.Curb) != before)
        {
            seat.TellGrant();
        }
    }

    /// <summary>Sees to it that nobody may do more than the state of the text allows.</summary>
    public void Curb(Seat seat) =>
        seat.Curb =
            Manuscript.Damage.Length > 0 ? "This text is damaged and can only be read until it is restored."
            : Manuscript.Percent >= 100 ? Manuscript.TooLarge
            : seat.Held.Grant.Mode >= LiveMode.Suggest && IsCrowdedFor(seat)
                ? "Very many people are writing here now. You can read along."
            : "";

    /// <summary>Everybody must go; the text can be opened anew at once.</summary>
    public void Shut(CloseCode code, string reason)
    {
        _seats.Shut();
        foreach (var seat in Seats)
        {
            seat.Close(code, reason);
        }
    }

    /// <summary>Closes it if nobody is there, so that nobody comes in any more.</summary>
    public bool TryShutIdle() => IsIdle && _seats.TryShutEmpty(() => _inFlight.IsEmpty);

    /// <summary>Its changes stand in a snapshot now.</summary>
    public void Folded() => Manuscript.Unfolded = 0;

    /// <summary>What is due every second: what is saved, who went silent.</summary>
    /// <remarks>Passed over while the one before still waits for its turn.</remarks>
    public void Tick()
    {
        if (Interlocked.CompareExchange(ref _ticking, 1, 0) == 0)
        {
            Post(TickNow);
        }
    }

    // Who moved is told about twenty times a second, and nothing is done while nobody moves.
    private void TellSoonWhoMoved()
    {
        if (_presence.HasChanges && !_isTelling)
        {
            _isTelling = true;
            _parts.Departures.After(s_glance, () => Post(TellWhoMoved));
        }
    }

    private void TellWhoMoved()
    {
        _isTelling = false;
        var (forAll, forNodes) = _presence.TakeChanges();
        _seats.Broadcast(Frames, frames => frames.Presence(forAll));
        foreach (var entries in forNodes)
        {
            _parts.Nodes.TellPresence(Id, entries);
        }
    }

    // A change is one write for each who is there. Where many write to many, several changes share a write: after one went
    // out, the next waits for as long as going out takes a few times over. Where few are there, nothing waits.
    private void Rest()
    {
        TellSoonWhoMoved();
        if (!_seats.HasNews || _isWaiting)
        {
            return;
        }

        var pause = s_perSeat * Math.Max(0, _seats.Count - FewSeats);
        pause = pause < s_most ? pause : s_most;
        var now = _parts.Clock.GetTimestamp();
        var left = pause - _parts.Clock.GetElapsedTime(_leftAt, now);
        if (_isDue || pause < s_least || left <= TimeSpan.Zero)
        {
            (_isDue, _leftAt) = (false, now);
            _seats.Flush();
            return;
        }

        _isWaiting = true;
        _parts.Departures.After(left, () => Post(Depart));
    }

    private void Depart() => (_isWaiting, _isDue) = (false, true);

    private static Func<ValueTask> Wrap(Action work) =>
        () =>
        {
            work();
            return ValueTask.CompletedTask;
        };

    private void TickNow()
    {
        Volatile.Write(ref _ticking, 0);
        var now = _parts.Clock.GetTimestamp();
        _presence.Expire();
        if (_inFlight.TakeSaved() is { } saved)
        {
            Tell(JsonSerializer.Serialize(new { kind = "saved", vector = Convert.ToBase64String(saved) }));
        }

        if (_whole is not null && _parts.Clock.GetElapsedTime(_wholeAt, now) > s_keepWhole)
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
        if (seat.Deferred.Count > 0 && _parts.Clock.GetElapsedTime(seat.DeferredAt, now) > s_patience)
        {
            seat.Refuse("It builds on changes that never came.");
        }
        else if (_parts.Clock.GetElapsedTime(seat.HeardAt, now) > s_silence)
        {
            seat.Abort();
        }
        else if (_parts.Clock.GetElapsedTime(seat.PingedAt, now) > s_ping)
        {
            seat.PingedAt = now;
            seat.Outbox.Send(Frames.Ping);
        }
    }

    private bool IsCrowdedFor(Seat seat) =>
        Seats.Count(other => other != seat && other.Mode >= LiveMode.Suggest) >= _parts.Settings.MostEditors;

    private void Answer(Seat seat, StateVector known)
    {
        if (known.Clocks.Count > 0 || !seat.IsPlain)
        {
            seat.Outbox.Post(seat.Frames.Sync(SyncStep.Missing, Manuscript.Doc.Encode(known)), isLarge: true);
            return;
        }

        _whole ??= Frames.Sync(SyncStep.Missing, Manuscript.Doc.Encode());
        _wholeAt = _parts.Clock.GetTimestamp();
        seat.Outbox.Post(_whole, isLarge: true);
    }
}

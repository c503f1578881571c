using System.Text.Json;
using Residency.Foundation.LiveText.Wire;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>One socket in a text: who is there and what they may do.</summary>
internal sealed class Seat(LiveSocket socket, LiveCaller caller, Frames frames, HeldGrant held)
{
    private readonly List<byte[]> _deferred = [];
    private HeldGrant _held = held;

    public LiveCaller Caller { get; } = caller;

    /// <summary>Messages under the address by which this client knows the text.</summary>
    public Frames Frames { get; } = frames;

    public Outbox Outbox => socket.Outbox;

    public LiveWriter Writer => Held.Grant.Writer;

    /// <summary>What they may do, and as of when that was asked.</summary>
    public HeldGrant Held
    {
        get => Volatile.Read(ref _held);
        set => Volatile.Write(ref _held, value);
    }

    /// <summary>Why they may do less than their grant says; empty when that is not so.</summary>
    public string Curb { get; set; } = "";

    public LiveMode Mode => Curb.Length > 0 && Held.Grant.Mode > LiveMode.Comment ? LiveMode.Comment : Held.Grant.Mode;

    /// <summary>Whether this client gets the frames that are made once for all.</summary>
    public bool IsPlain { get; init; } = true;

    /// <summary>When something was last heard; by the clock's timestamps.</summary>
    public long HeardAt { get; set; }

    /// <summary>When something was last sent to keep the line alive.</summary>
    public long PingedAt { get; set; }

    /// <summary>Whether they changed something since their rights were last asked for.</summary>
    public bool HasWritten { get; set; }

    /// <summary>Updates that wait for what they build on. Bounded by <see cref="MostDeferred"/> and <see cref="MostDeferredBytes"/>.</summary>
    public List<byte[]> Deferred => _deferred;

    /// <summary>When the first of them came; by the clock's timestamps.</summary>
    public long DeferredAt { get; set; }

    /// <summary>Bytes of them.</summary>
    public long DeferredBytes { get; set; }

    /// <summary>Whether they were asked for all that the server lacks and did not answer yet: the answer holds what is waited for.</summary>
    public bool IsAsked { get; set; }

    /// <summary>How many updates may wait: a provider that was away sends all that it wrote before it is asked what is missing.</summary>
    public const int MostDeferred = 5000;

    /// <summary>How many bytes of updates may wait.</summary>
    public const int MostDeferredBytes = 2 << 20;

    /// <summary>When they last asked who is there; by the clock's timestamps, 0 for never.</summary>
    public long AskedAt { get; set; }

    /// <summary>Whether the seat was given up.</summary>
    public bool IsGone => socket.IsClosing;

    /// <summary>Asks the client for everything that it has and the server does not.</summary>
    public void Ask(StateVector known)
    {
        IsAsked = true;
        Outbox.Send(Frames.Sync(SyncStep.Vector, known.Encode()));
    }

    /// <summary>Tells the client what it may do.</summary>
    public void TellGrant() =>
        Outbox.Send(
            Frames.Stateless(
                JsonSerializer.Serialize(
                    new
                    {
                        kind = "grant",
                        mode = ModeWord(Mode),
                        me = new
                        {
                            id = Writer.Id,
                            name = Writer.Name,
                            colour = Colours.Of(Writer.Id),
                        },
                        why = Curb,
                    }
                )
            )
        );

    /// <summary>Says why, closes the text and the socket.</summary>
    public void Close(CloseCode code, string reason)
    {
        if (!IsGone)
        {
            Outbox.Send(Frames.Close(reason));
            socket.Close(code, reason);
        }
    }

    /// <summary>Refuses an update: the client sets it aside and opens the text anew.</summary>
    public void Refuse(string reason)
    {
        Outbox.Post(Frames.Stateless(JsonSerializer.Serialize(new { kind = "refused", reason })));
        Outbox.Post(Frames.NotTaken);
        Close(CloseCode.Refused, "refused");
    }

    /// <summary>Ends the line at once.</summary>
    public void Abort() => socket.Abort();

    /// <summary>The word for a mode on the wire.</summary>
    public static string ModeWord(LiveMode mode) =>
        mode switch
        {
            LiveMode.None => "none",
            LiveMode.Read => "read",
            LiveMode.Comment => "comment",
            LiveMode.Suggest => "suggest",
            LiveMode.Edit => "edit",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

/// <summary>A grant, and as of when it is true.</summary>
/// <param name="Grant">What is allowed.</param>
/// <param name="Beat">The beat of rights before it was asked for: when the present one is another, it must be asked for again.</param>
internal sealed record HeldGrant(LiveGrant Grant, long Beat);

namespace Residency.Foundation.LiveText.Wire;

/// <summary>The kinds of messages of the Hocuspocus protocol. Source: @hocuspocus/server 4.7, <c>types.ts</c>.</summary>
internal enum MessageKind
{
    Sync = 0,
    Presence = 1,
    Auth = 2,
    AskPresence = 3,

    /// <summary>As sync, but not to be answered with a first step of one's own.</summary>
    SyncReply = 4,
    Stateless = 5,

    /// <summary>Among servers only.</summary>
    BroadcastStateless = 6,
    Close = 7,
    SyncStatus = 8,
    Ping = 9,
    Pong = 10,
}

/// <summary>The steps of y-protocols/sync.</summary>
internal enum SyncStep
{
    /// <summary>Here is what I have.</summary>
    Vector = 0,

    /// <summary>Here is what you lack.</summary>
    Missing = 1,

    /// <summary>Here is something new.</summary>
    Update = 2,
}

/// <summary>Why a socket is closed, as our client understands it.</summary>
internal enum CloseCode
{
    GoingDown = 1012,
    TryAgainLater = 1013,
    Refused = 4400,
    NotSignedIn = 4401,
    NoRights = 4403,
    NotThere = 4404,
    TooSlow = 4408,
    OtherLineage = 4409,
    TooOld = 4426,
    TooMany = 4429,
    Unreadable = 4503,
}

/// <summary>Makes the messages that the server sends about one text to clients that know it by one address.</summary>
/// <param name="address">The name of the text; with a zero and a session behind it for clients that hold several.</param>
internal sealed class Frames(string address)
{
    /// <summary>Everybody answers it; it shows both sides that the line is not dead.</summary>
    public static byte[] Ping { get; } = new FrameWriter(1).VarUint((ulong)MessageKind.Ping).ToFrame();

    public static byte[] Pong { get; } = new FrameWriter(1).VarUint((ulong)MessageKind.Pong).ToFrame();

    /// <summary>The update is on stable storage.</summary>
    public byte[] Stored { get; } = Begin(address, MessageKind.SyncStatus).VarUint(1).ToFrame();

    /// <summary>The update was not taken.</summary>
    public byte[] NotTaken { get; } = Begin(address, MessageKind.SyncStatus).VarUint(0).ToFrame();

    public byte[] Sync(SyncStep step, ReadOnlySpan<byte> bytes) =>
        Begin(address, MessageKind.Sync, bytes.Length).VarUint((ulong)step).Bytes(bytes).ToFrame();

    public byte[] Presence(ReadOnlySpan<byte> entries) =>
        Begin(address, MessageKind.Presence, entries.Length).Bytes(entries).ToFrame();

    public byte[] Authenticated(bool mayWrite) =>
        Begin(address, MessageKind.Auth).VarUint(2).Text(mayWrite ? "read-write" : "readonly").ToFrame();

    public byte[] Denied(string reason) => Begin(address, MessageKind.Auth).VarUint(1).Text(reason).ToFrame();

    public byte[] Stateless(string json) => Begin(address, MessageKind.Stateless, json.Length).Text(json).ToFrame();

    public byte[] Close(string reason) => Begin(address, MessageKind.Close).Text(reason).ToFrame();

    private static FrameWriter Begin(string address, MessageKind kind, int more = 32) =>
        new FrameWriter(address.Length + more + 24).Text(address).VarUint((ulong)kind);
}

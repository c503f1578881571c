namespace Residency.Foundation.LiveText;

/// <summary>Says for one kind of live text who may do what. A room has one for its kind; it is found by type.</summary>
/// <remarks>
/// Asked in a scope of its own: when a socket opens, whenever a fact was told or a session ended anywhere, and once a minute.
/// Reads rights afresh (the actor from <c>IActorSource</c>, the link from its table); whoever holds none gets
/// <see cref="LiveGrant.Nothing"/>.
/// </remarks>
public interface ILiveGate
{
    /// <summary>The kind, such as <c>case-study</c>; the first part of a text's name on the wire.</summary>
    string Kind { get; }

    /// <summary>What the caller may do with the text now.</summary>
    Task<LiveGrant> GrantAsync(LiveCaller caller, LiveTextId text, CancellationToken cancel);
}

/// <summary>Knows the sign-ins behind sockets. Answered by the room that keeps sessions.</summary>
public interface ILiveSessions
{
    /// <summary>A stable name of the sign-in behind a request; null when nobody is signed in.</summary>
    Task<string?> OfRequestAsync(HttpContext context, CancellationToken cancel);

    /// <summary>Those of the sign-ins that have ended, by whatever way. One query.</summary>
    Task<IReadOnlySet<string>> EndedAsync(IReadOnlyCollection<string> sessions, CancellationToken cancel);

    /// <summary>Somebody wrote: their sign-ins do not count as idle. One statement.</summary>
    Task SeenAsync(IReadOnlyCollection<string> sessions, CancellationToken cancel);
}

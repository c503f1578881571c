using Residency.Foundation.Actors;
using Residency.Foundation.Ids;

namespace Residency.Foundation.LiveText;

/// <summary>A text that several people write at once. A room gives it the value of the id of its own noun.</summary>
public readonly record struct LiveTextId(Guid Value) : ITypedId<LiveTextId>
{
    public static LiveTextId From(Guid value) => new(value);
}

/// <summary>What somebody may do with a live text; each includes those before it.</summary>
public enum LiveMode
{
    /// <summary>Nothing: to them the text does not exist.</summary>
    None,

    /// <summary>See it and who is there.</summary>
    Read,

    /// <summary>Also speak about it; the text itself stays as it is.</summary>
    Comment,

    /// <summary>Also propose changes, which others accept or reject.</summary>
    Suggest,

    /// <summary>Also change it.</summary>
    Edit,
}

/// <summary>Under whose name something is written.</summary>
/// <param name="Id">A person's id, <c>link:</c> with the id of an invitation, or <c>house</c>. At most 60 characters.</param>
/// <param name="Name">As others see it beside the text; shown, never stored here.</param>
public sealed record LiveWriter(string Id, string Name)
{
    /// <summary>The product itself: imports, migrations.</summary>
    public static LiveWriter House { get; } = new("house", "Residency");

    /// <summary>A signed-in person.</summary>
    public static LiveWriter Of(PersonId person, string name) => new(person.Value.ToString("D"), name);

    /// <summary>Somebody who came by a link, without an account.</summary>
    public static LiveWriter OfLink(Guid link, string name) => new($"link:{link:D}", name);
}

/// <summary>What somebody may do with a text at this moment.</summary>
/// <param name="Mode">How far it goes.</param>
/// <param name="Writer">Who they are beside the text.</param>
/// <param name="LockedSections">Ids or keys of sections that they may not change; empty for none.</param>
public sealed record LiveGrant(LiveMode Mode, LiveWriter Writer, IReadOnlySet<string> LockedSections)
{
    private static readonly HashSet<string> s_noSections = [];

    /// <summary>Nothing is allowed.</summary>
    public static LiveGrant Nothing { get; } = new(LiveMode.None, new LiveWriter("", ""), s_noSections);

    /// <summary>A grant for the whole text.</summary>
    public static LiveGrant Of(LiveMode mode, LiveWriter writer) => new(mode, writer, s_noSections);
}

/// <summary>Who is at the other end of a socket: a person, or the holder of a link.</summary>
public sealed record LiveCaller
{
    private LiveCaller() { }

    /// <summary>The person; null for the holder of a link.</summary>
    public PersonId? Person { get; private init; }

    /// <summary>The link by which somebody without an account came; null for a person.</summary>
    public Guid? Link { get; private init; }

    /// <summary>The sign-in behind the socket, as <see cref="ILiveSessions"/> names it; empty when there is none.</summary>
    public string Session { get; internal init; } = "";

    /// <summary>When they must show again by what they came; UTC, exclusive. Null where a sign-in says so itself.</summary>
    public DateTimeOffset? Until { get; private init; }

    /// <summary>The id under which they write.</summary>
    public string Id => Person is { } person ? person.Value.ToString("D") : $"link:{Link:D}";

    /// <summary>A signed-in person.</summary>
    public static LiveCaller Of(PersonId person) => new() { Person = person };

    /// <summary>The holder of a link.</summary>
    /// <param name="link">The link.</param>
    /// <param name="until">When what they opened with it ends; UTC, exclusive.</param>
    public static LiveCaller OfLink(Guid link, DateTimeOffset until) => new() { Link = link, Until = until };

    /// <summary>Whether they must show again by what they came.</summary>
    internal bool HasEnded(DateTimeOffset now) => Until <= now;
}

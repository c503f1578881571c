using Residency.Yjs.Types;

namespace Residency.Yjs.Structs;

/// <summary>Content at a place: in a list between its neighbours, or in a map under a key.</summary>
/// <remarks>One class for all kinds of content, because documents consist of hundreds of thousands of these.</remarks>
internal sealed class Item(long client, int clock, int length, ContentKind kind) : Struct(client, clock, length)
{
    private Marks _marks;
    private long _originClient;
    private long _rightOriginClient;
    private int _originClock;
    private int _rightOriginClock;

    [Flags]
    private enum Marks : byte
    {
        None = 0,
        Deleted = 1,
        Keep = 2,
        Origin = 4,
        RightOrigin = 8,
        Redone = 16,
    }

    public ContentKind Kind { get; internal set; } = kind;

    /// <summary>Where in <see cref="Payload"/> the content begins; pieces that were cut apart share it.</summary>
    public int Offset { get; internal set; }

    /// <summary>What it holds, in the form that <see cref="Content"/> knows.</summary>
    public object? Payload { get; internal set; }

    public Item? Left { get; internal set; }

    public Item? Right { get; internal set; }

    /// <summary>The type it stands in; while it is in no document, the name of a root (string), the type's item (YId) or null.</summary>
    public object? Parent { get; internal set; }

    /// <summary>The key in a map; null in a list.</summary>
    public string? Key { get; internal set; }

    public YType? ParentType => Parent as YType;

    public override bool IsDeleted => (_marks & Marks.Deleted) != Marks.None;

    /// <summary>Whether undoing may need it, so that its content must stay.</summary>
    public bool IsKept => (_marks & Marks.Keep) != Marks.None;

    public bool IsRedone => (_marks & Marks.Redone) != Marks.None;

    public bool IsCountable => Kind is not (ContentKind.Deleted or ContentKind.Format);

    public bool HasOrigin => (_marks & Marks.Origin) != Marks.None;

    public bool HasRightOrigin => (_marks & Marks.RightOrigin) != Marks.None;

    public YId Origin => new(_originClient, _originClock);

    public YId RightOrigin => new(_rightOriginClient, _rightOriginClock);

    public YId LastId => new(Client, End - 1);

    /// <summary>Whether the unit left of it, when it was written, was this one.</summary>
    public bool OriginIs(YId id) => HasOrigin && _originClock == id.Clock && _originClient == id.Client;

    public void SetOrigin(YId? id)
    {
        Set(Marks.Origin, id is not null);
        (_originClient, _originClock) = id is { } set ? (set.Client, set.Clock) : default;
    }

    public void SetRightOrigin(YId? id)
    {
        Set(Marks.RightOrigin, id is not null);
        (_rightOriginClient, _rightOriginClock) = id is { } set ? (set.Client, set.Clock) : default;
    }

    public void MarkDeleted() => _marks |= Marks.Deleted;

    public void Keep(bool keep) => Set(Marks.Keep, keep);

    public void MarkRedone() => _marks |= Marks.Redone;

    public bool SameOrigin(Item other) =>
        HasOrigin == other.HasOrigin && _originClock == other._originClock && _originClient == other._originClient;

    public bool SameRightOrigin(Item other) =>
        HasRightOrigin == other.HasRightOrigin
        && _rightOriginClock == other._rightOriginClock
        && _rightOriginClient == other._rightOriginClient;

    public override bool TryMerge(Struct right)
    {
        if (
            right is not Item item
            || item.Clock != End
            || item.Client != Client
            || item.Kind != Kind
            || !item.OriginIs(LastId)
            || !ReferenceEquals(Right, item)
            || item.IsDeleted != IsDeleted
            || !SameRightOrigin(item)
            || ((_marks | item._marks) & Marks.Redone) != Marks.None
            || !Content.TryAppend(this, item)
        )
        {
            return false;
        }

        ParentType?.Places?.OnMerged(this, item);
        if (item.IsKept)
        {
            Keep(true);
        }

        Right = item.Right;
        if (Right is not null)
        {
            Right.Left = this;
        }

        Length += item.Length;
        return true;
    }

    /// <summary>Merges with what follows in an update, outside any document. Cutting it apart again gives the same items.</summary>
    public bool TryMergeOutside(Item next)
    {
        if (
            next.Clock != End
            || next.Client != Client
            || next.Kind != Kind
            || !next.OriginIs(LastId)
            || !SameRightOrigin(next)
            || !Content.TryAppend(this, next)
        )
        {
            return false;
        }

        Length += next.Length;
        return true;
    }

    public override Struct From(int offset)
    {
        var rest = new Item(Client, Clock + offset, Length - offset, Kind) { Parent = Parent, Key = Key };
        rest.SetOrigin(new YId(Client, Clock + offset - 1));
        rest.SetRightOrigin(HasRightOrigin ? RightOrigin : null);
        Content.Cut(this, rest, offset);
        return rest;
    }

    /// <summary>Forgets its first units, which the document has already.</summary>
    public void DropFirst(int units)
    {
        var rest = new Item(Client, Clock + units, Length - units, Kind);
        Content.Cut(this, rest, units);
        (Payload, Offset) = (rest.Payload, rest.Offset);
        Clock += units;
        Length -= units;
    }

    private void Set(Marks mark, bool isSet) => _marks = isSet ? _marks | mark : _marks & ~mark;
}

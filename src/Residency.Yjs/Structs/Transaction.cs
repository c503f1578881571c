using Residency.Yjs.Structs;
using Residency.Yjs.Types;

namespace Residency.Yjs;

/// <summary>Changes that belong together: one update for others, one event for listeners.</summary>
public sealed class Transaction
{
    private readonly Dictionary<long, int> _before = [];
    private readonly Stack<Item> _deleting = [];

    internal Transaction(YDoc doc, object? origin, bool isLocal) => (Doc, Origin, IsLocal) = (doc, origin, isLocal);

    public YDoc Doc { get; }

    /// <summary>Who or what made the changes, as the caller named it; null when it did not.</summary>
    public object? Origin { get; }

    /// <summary>Whether the changes were made here, not received.</summary>
    public bool IsLocal { get; internal set; }

    /// <summary>What the changes delete.</summary>
    public DeleteSet Deleted { get; } = new();

    /// <summary>The next clocks before the changes, of the clients who wrote something in them.</summary>
    public IReadOnlyDictionary<long, int> Before => _before;

    internal Dictionary<YType, ChangedKeys> Changed { get; } = [];

    internal List<Struct> ToMerge { get; } = [];

    internal bool NeedsFormatCleanup { get; set; }

    internal StructStore Store => Doc.Store;

    /// <summary>The types that were there before and whose own content or attributes changed.</summary>
    public IReadOnlyCollection<YType> ChangedTypes => Changed.Keys;

    /// <summary>How many UTF-16 units of text came in.</summary>
    public int LettersAdded { get; private set; }

    /// <summary>How many UTF-16 units of text were deleted, those that came in with the same changes too.</summary>
    public int LettersDeleted { get; private set; }

    /// <summary>What is new with these changes and there still. Of a client whose units grew together with older ones the older ones too.</summary>
    public IEnumerable<YPart> Added
    {
        get
        {
            foreach (var (client, before) in _before)
            {
                var structs = Store.Of(client)!; // something of the client was added
                for (var i = structs.State > before ? structs.IndexOf(before) : structs.Count; i < structs.Count; i++)
                {
                    if (YPart.Of(structs[i]) is { } part)
                    {
                        yield return part;
                    }
                }
            }
        }
    }

    /// <summary>Whether a unit is new with these changes.</summary>
    public bool Adds(YId id) => _before.TryGetValue(id.Client, out var before) && id.Clock >= before;

    internal int StateBefore(long client) => _before.TryGetValue(client, out var before) ? before : Store.State(client);

    /// <summary>The types that changed and all around them.</summary>
    internal HashSet<YType> ChangedAround()
    {
        var all = new HashSet<YType>();
        foreach (var changed in Changed.Keys.Where(type => !type.IsDeleted))
        {
            for (var type = changed; type is not null && all.Add(type); type = type.Parent) { }
        }

        return all;
    }

    internal void Add(Struct next)
    {
        _before.TryAdd(next.Client, Store.State(next.Client));
        Store.Add(next);
        LettersAdded += next is Item { Kind: ContentKind.Text } ? next.Length : 0;
    }

    internal YId NextId() => new(Doc.ClientId, Store.State(Doc.ClientId));

    internal void Touch(YType type, string? key)
    {
        var item = type.Item;
        if (item is null || (item.Clock < StateBefore(item.Client) && !item.IsDeleted))
        {
            if (!Changed.TryGetValue(type, out var keys))
            {
                Changed.Add(type, keys = new ChangedKeys());
            }

            keys.Add(key);
        }
    }

    /// <summary>Deletes an item and all that stands in it. Without recursion: what others nest must not fill the stack.</summary>
    internal void Delete(Item first)
    {
        _deleting.Push(first);
        while (_deleting.TryPop(out var item))
        {
            if (item.IsDeleted)
            {
                continue;
            }

            var parent = item.ParentType!; // an integrated item stands in a type
            if (item.IsCountable && item.Key is null)
            {
                parent.Length -= item.Length;
            }

            item.MarkDeleted();
            LettersDeleted += item.Kind == ContentKind.Text ? item.Length : 0;
            Deleted.Add(item.Client, item.Clock, item.Length);
            Touch(parent, item.Key);
            if (item.Kind == ContentKind.Type)
            {
                DeleteInside((YType)item.Payload!); // that kind holds a type
            }
        }
    }

    /// <summary>The item that begins with a unit, cut off from the one before if need be.</summary>
    internal Struct CleanStart(YId id)
    {
        var structs = Store.Of(id.Client)!; // asked for what the document holds
        return structs[CleanStart(structs, id.Clock)];
    }

    internal int CleanStart(ClientStructs structs, int clock)
    {
        var index = structs.IndexOf(clock);
        if (structs[index] is Item item && item.Clock < clock)
        {
            structs.Insert(index + 1, Split(item, clock - item.Clock));
            return index + 1;
        }

        return index;
    }

    /// <summary>The item that ends with a unit.</summary>
    internal Struct CleanEnd(YId id)
    {
        var structs = Store.Of(id.Client)!; // asked for what the document holds
        var index = structs.IndexOf(id.Clock);
        var found = structs[index];
        if (found is Item item && id.Clock != item.End - 1)
        {
            structs.Insert(index + 1, Split(item, id.Clock - item.Clock + 1));
        }

        return found;
    }

    /// <summary>Cuts an item. The caller puts the right part into the store.</summary>
    internal Item Split(Item left, int units)
    {
        var right = new Item(left.Client, left.Clock + units, left.Length - units, left.Kind)
        {
            Left = left,
            Right = left.Right,
            Parent = left.Parent,
            Key = left.Key,
        };
        right.SetOrigin(new YId(left.Client, left.Clock + units - 1));
        right.SetRightOrigin(left.HasRightOrigin ? left.RightOrigin : null);
        Content.Cut(left, right, units);
        if (left.IsDeleted)
        {
            right.MarkDeleted();
        }

        right.Keep(left.IsKept);
        if (left.IsRedone)
        {
            right.MarkRedone();
            var by = Store.Redone[left];
            Store.Redone[right] = by with { Clock = by.Clock + units };
        }

        left.Right = right;
        if (right.Right is not null)
        {
            right.Right.Left = right;
        }

        if (right.Key is not null && right.Right is null)
        {
            right.ParentType!.Map[right.Key] = right; // an integrated item stands in a type
        }

        left.Length = units;
        ToMerge.Add(right);
        return right;
    }

    private void DeleteInside(YType type)
    {
        for (var child = type.Start; child is not null; child = child.Right)
        {
            DeleteOrMerge(child);
        }

        foreach (var child in type.MapOrNull?.Values ?? Enumerable.Empty<Item>())
        {
            DeleteOrMerge(child);
        }

        Changed.Remove(type);
    }

    private void DeleteOrMerge(Item child)
    {
        if (!child.IsDeleted)
        {
            _deleting.Push(child);
        }
        else if (child.Clock < StateBefore(child.Client))
        {
            ToMerge.Add(child); // with its parent gone it can become one with its neighbours
        }
    }
}

/// <summary>What changed of one type: its list, keys of its map.</summary>
internal sealed class ChangedKeys
{
    public bool IsList { get; private set; }

    public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

    public void Add(string? key)
    {
        if (key is null)
        {
            IsList = true;
        }
        else
        {
            Keys.Add(key);
        }
    }
}

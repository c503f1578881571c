using Residency.Yjs.Structs;

namespace Residency.Yjs.Types;

/// <summary>Remembers where some indexes of a long list are, so that an edit need not count from the beginning.</summary>
/// <remarks>Kept true by edits made here; forgotten when others change the list.</remarks>
internal sealed class Places
{
    private const int Most = 16;
    private const int WorthKeeping = 24;

    private readonly List<Place> _all = new(Most);
    private int _next;

    public void Forget() => _all.Clear();

    /// <summary>An item not behind an index, and the index at which it begins.</summary>
    public (Item? Item, int Index) Before(YType type, int index)
    {
        Place? best = null;
        for (var i = _all.Count - 1; i >= 0; i--)
        {
            var place = _all[i];
            if (place.Item.IsDeleted)
            {
                _all.RemoveAt(i);
            }
            else if (place.Index <= index && (best is null || place.Index > best.Index))
            {
                best = place;
            }
        }

        var (item, at) = best is null ? (type.Start, 0) : (best.Item, best.Index);
        var steps = 0;
        var (found, foundAt) = (item, at);
        for (; item is not null && at <= index; item = item.Right)
        {
            if (!item.IsDeleted && item.IsCountable)
            {
                (found, foundAt) = (item, at);
                at += item.Length;
            }

            steps++;
        }

        if (steps > WorthKeeping && found is { IsDeleted: false } && found.IsCountable)
        {
            Keep(found, foundAt);
        }

        return (found, foundAt);
    }

    /// <summary>Something was inserted here at an index.</summary>
    public void OnInserted(int index, int length)
    {
        foreach (var place in _all)
        {
            if (index <= place.Index)
            {
                place.Index += length;
            }
        }
    }

    /// <summary>Two neighbours became one.</summary>
    public void OnMerged(Item left, Item right)
    {
        foreach (var place in _all)
        {
            if (ReferenceEquals(place.Item, right))
            {
                place.Item = left;
                place.Index -= left.IsCountable && !left.IsDeleted ? left.Length : 0;
            }
        }
    }

    private void Keep(Item item, int index)
    {
        if (_all.Count < Most)
        {
            _all.Add(new Place(item, index));
        }
        else
        {
            _all[_next++ % Most] = new Place(item, index);
        }
    }

    private sealed class Place(Item item, int index)
    {
        public Item Item { get; set; } = item;

        public int Index { get; set; } = index;
    }
}

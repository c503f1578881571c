namespace Residency.Yjs.Structs;

/// <summary>All structs of one client, without gaps, by their clocks.</summary>
internal sealed class ClientStructs(long client)
{
    private Struct[] _all = new Struct[4];

    public long Client { get; } = client;

    public int Count { get; private set; }

    /// <summary>The clock that comes next.</summary>
    public int State => Count == 0 ? 0 : _all[Count - 1].End;

    public Struct this[int index]
    {
        get => _all[index];
        set => _all[index] = value;
    }

    public void Add(Struct next)
    {
        if (Count == _all.Length)
        {
            Array.Resize(ref _all, Count * 2);
        }

        _all[Count++] = next;
    }

    public void Insert(int index, Struct added)
    {
        Add(added);
        if (index < Count - 1)
        {
            Array.Copy(_all, index, _all, index + 1, Count - 1 - index);
            _all[index] = added;
        }
    }

    public void Remove(int index, int count)
    {
        Array.Copy(_all, index + count, _all, index, Count - index - count);
        Array.Clear(_all, Count - count, count);
        Count -= count;
    }

    /// <summary>The index of the struct that holds a clock, which must be below <see cref="State"/>.</summary>
    public int IndexOf(int clock)
    {
        var (low, high) = (0, Count - 1);
        // Most look-ups are for what was written last.
        if (high >= 0 && _all[high].Clock <= clock && clock < _all[high].End)
        {
            return high;
        }

        // The first guess supposes structs of equal length.
        var middle = high <= 0 ? 0 : (int)((long)clock * high / Math.Max(1, _all[high].End - 1));
        middle = Math.Clamp(middle, 0, Math.Max(high, 0));
        while (low <= high)
        {
            var at = _all[middle];
            if (at.Clock <= clock)
            {
                if (clock < at.End)
                {
                    return middle;
                }

                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }

            middle = (low + high) / 2;
        }

        throw new InvalidOperationException($"The document does not hold {Client}:{clock}.");
    }
}

/// <summary>All structs of a document.</summary>
internal sealed class StructStore
{
    private ClientStructs? _last;

    public Dictionary<long, ClientStructs> Clients { get; } = [];

    /// <summary>What brought deleted items back, by the items.</summary>
    public Dictionary<Item, YId> Redone { get; } = [];

    public int State(long client) => Of(client)?.State ?? 0;

    public long Units()
    {
        var units = 0L;
        foreach (var structs in Clients.Values)
        {
            units += structs.State;
        }

        return units;
    }

    public bool Has(YId id) => id.Clock < State(id.Client);

    public ClientStructs? Of(long client)
    {
        if (_last?.Client == client)
        {
            return _last;
        }

        return Clients.TryGetValue(client, out var found) ? _last = found : null;
    }

    public Struct At(YId id)
    {
        var structs = Of(id.Client) ?? throw new InvalidOperationException($"The document does not hold {id}.");
        return structs[structs.IndexOf(id.Clock)];
    }

    public void Add(Struct next)
    {
        var structs = Of(next.Client);
        if (structs is null)
        {
            structs = _last = new ClientStructs(next.Client);
            Clients.Add(next.Client, structs);
        }

        if (structs.State != next.Clock)
        {
            throw new InvalidOperationException($"{next.Id} does not follow {structs.State}.");
        }

        structs.Add(next);
    }

    /// <summary>Puts another struct in the place of one with the same id and length.</summary>
    public void Replace(Struct old, Struct by)
    {
        var structs = Of(old.Client)!; // it stands there
        structs[structs.IndexOf(old.Clock)] = by;
    }

    public StateVector StateVector()
    {
        var vector = new StateVector();
        foreach (var (client, structs) in Clients)
        {
            vector.Set(client, structs.State);
        }

        return vector;
    }

    public DeleteSet DeleteSet()
    {
        var deleted = new DeleteSet();
        foreach (var structs in Clients.Values)
        {
            for (var i = 0; i < structs.Count; i++)
            {
                if (structs[i].IsDeleted)
                {
                    var first = structs[i].Clock;
                    while (i + 1 < structs.Count && structs[i + 1].IsDeleted)
                    {
                        i++;
                    }

                    deleted.Add(structs.Client, first, structs[i].End - first);
                }
            }
        }

        return deleted;
    }
}

using Residency.Yjs.Encoding;

namespace Residency.Yjs.Structs;

/// <summary>What arrived before something that it needs.</summary>
internal sealed class Pending
{
    private const int BytesOfRange = 24;

    private readonly List<byte[]> _updates = [];
    private readonly Dictionary<long, int> _missing = [];
    private long _bytes;

    /// <summary>Deletions of units that are not here yet.</summary>
    public DeleteSet Deleted { get; private set; } = new();

    public bool IsEmpty => _updates.Count == 0 && Deleted.IsEmpty;

    /// <summary>What waits, as updates in format 1.</summary>
    public IEnumerable<byte[]> Updates => Deleted.IsEmpty ? _updates : [.. _updates, OfDeletions()];

    /// <summary>Keeps what an arrival left.</summary>
    public void Keep(Arrival arrival)
    {
        if (arrival.Left.Count == 0)
        {
            return;
        }

        foreach (var (client, clock) in arrival.Missing)
        {
            if (!_missing.TryGetValue(client, out var known) || known > clock)
            {
                _missing[client] = clock;
            }
        }

        var update = UpdateWriter.Sections(arrival.Left);
        _updates.Add(update);
        _bytes += update.Length;
    }

    /// <summary>Keeps deletions of what is not here yet, instead of those before.</summary>
    public void Keep(DeleteSet deleted) => Deleted = deleted;

    /// <summary>Whether something arrived for which updates wait.</summary>
    public bool CanTryAgain(StructStore store)
    {
        foreach (var (client, clock) in _missing)
        {
            if (store.State(client) > clock)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives what waits, without its deletions, as one update, and keeps it no longer.</summary>
    public byte[] Take()
    {
        var all = Merging.Merge(_updates, DecodingLimits.None);
        Forget();
        return all;
    }

    /// <summary>Sees to it that no more waits than is allowed.</summary>
    /// <exception cref="YjsFormatException">Too much waits, even without what came twice. It is forgotten.</exception>
    public void Bound(int most)
    {
        if (_bytes > most && _updates.Count > 1)
        {
            var all = Merging.Merge(_updates, DecodingLimits.None);
            _updates.Clear();
            _updates.Add(all);
            _bytes = all.Length;
        }

        if (_bytes > most || Deleted.RangeCount * (long)BytesOfRange > most)
        {
            ForgetAll();
            throw new YjsFormatException("Too many changes wait for earlier ones. Send the whole document.");
        }
    }

    /// <summary>Keeps nothing longer.</summary>
    public void ForgetAll()
    {
        Forget();
        Deleted = new DeleteSet();
    }

    private void Forget()
    {
        _updates.Clear();
        _missing.Clear();
        _bytes = 0;
    }

    private byte[] OfDeletions()
    {
        var writer = new ByteWriter();
        writer.VarUint(0);
        Deleted.Write(writer);
        return writer.ToArray();
    }
}

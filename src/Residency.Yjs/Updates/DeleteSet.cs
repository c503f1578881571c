using System.Runtime.InteropServices;
using Residency.Yjs.Encoding;
using Residency.Yjs.Structs;

namespace Residency.Yjs;

/// <summary>A run of units of one client.</summary>
/// <param name="Clock">The first.</param>
/// <param name="Length">How many, 1 or more.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ClockRange(int Clock, int Length)
{
    /// <summary>The clock behind the last.</summary>
    public int End => Clock + Length;
}

/// <summary>Which units are deleted.</summary>
public sealed class DeleteSet
{
    private readonly Dictionary<long, List<ClockRange>> _clients = [];
    private bool _isTidy = true;

    /// <summary>Whether nothing is deleted.</summary>
    public bool IsEmpty => _clients.Count == 0;

    /// <summary>The clients of whom something is deleted.</summary>
    public IReadOnlyCollection<long> Clients => _clients.Keys;

    /// <summary>What is deleted of a client, in order, without overlap.</summary>
    public IReadOnlyList<ClockRange> Of(long client)
    {
        Tidy();
        return _clients.TryGetValue(client, out var ranges) ? ranges : [];
    }

    /// <summary>Whether a unit is deleted.</summary>
    public bool Holds(YId id)
    {
        Tidy();
        if (!_clients.TryGetValue(id.Client, out var ranges))
        {
            return false;
        }

        var (low, high) = (0, ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var range = ranges[middle];
            if (range.Clock > id.Clock)
            {
                high = middle - 1;
            }
            else if (id.Clock < range.End)
            {
                return true;
            }
            else
            {
                low = middle + 1;
            }
        }

        return false;
    }

    internal int RangeCount => _clients.Sum(pair => pair.Value.Count);

    /// <summary>Whether the same units are deleted.</summary>
    internal bool Same(DeleteSet other)
    {
        Tidy();
        other.Tidy();
        return _clients.Count == other._clients.Count
            && _clients.All(pair => other._clients.TryGetValue(pair.Key, out var ranges) && pair.Value.SequenceEqual(ranges));
    }

    /// <summary>Deletes in a document what is there.</summary>
    /// <returns>What is not there yet.</returns>
    internal DeleteSet ApplyTo(Transaction transaction)
    {
        Tidy();
        var later = new DeleteSet();
        foreach (var (client, ranges) in _clients)
        {
            var structs = transaction.Store.Of(client);
            var state = structs?.State ?? 0;
            foreach (var range in ranges)
            {
                if (range.End > state)
                {
                    var from = Math.Max(range.Clock, state);
                    later.Add(client, from, range.End - from);
                }

                if (structs is not null && range.Clock < state)
                {
                    DeleteRange(transaction, structs, range.Clock, Math.Min(range.End, state));
                }
            }
        }

        return later;
    }

    private static void DeleteRange(Transaction transaction, ClientStructs structs, int from, int end)
    {
        var index = structs.IndexOf(from);
        if (structs[index] is Item { IsDeleted: false } first && first.Clock < from)
        {
            index = transaction.CleanStart(structs, from);
        }

        for (; index < structs.Count && structs[index].Clock < end; index++)
        {
            if (structs[index] is Item { IsDeleted: false } item)
            {
                if (end < item.End)
                {
                    transaction.CleanStart(structs, end);
                }

                transaction.Delete(item);
            }
        }
    }

    internal void Add(long client, int clock, int length)
    {
        if (length == 0)
        {
            return;
        }

        if (!_clients.TryGetValue(client, out var ranges))
        {
            _clients.Add(client, [new ClockRange(clock, length)]);
            return;
        }

        var last = ranges[^1];
        if (last.End == clock)
        {
            ranges[^1] = last with { Length = last.Length + length };
            return;
        }

        _isTidy &= last.End < clock;
        ranges.Add(new ClockRange(clock, length));
    }

    internal void AddAll(DeleteSet other)
    {
        foreach (var (client, ranges) in other._clients)
        {
            foreach (var range in ranges)
            {
                Add(client, range.Clock, range.Length);
            }
        }
    }

    internal static DeleteSet Read(IUpdateReader reader, DecodingLimits limits)
    {
        var deleted = new DeleteSet();
        var (left, rest) = (limits.DeletedRanges, reader.Rest);
        for (var clients = rest.CountOfBytes(); clients > 0; clients--)
        {
            reader.BeginDeletions();
            var client = rest.Client();
            for (var ranges = rest.CountOfBytes(); ranges > 0; ranges--)
            {
                var (clock, length) = (reader.DeletedClock(), reader.DeletedLength());
                if ((long)clock + length > int.MaxValue || --left < 0)
                {
                    throw new YjsFormatException("There are too many deletions.");
                }

                deleted.Add(client, clock, length);
            }
        }

        deleted.Tidy();
        return deleted;
    }

    internal void Write(ByteWriter writer)
    {
        Tidy();
        writer.VarUint(_clients.Count);
        foreach (var (client, ranges) in _clients.OrderByDescending(pair => pair.Key))
        {
            writer.VarUint(client);
            writer.VarUint(ranges.Count);
            foreach (var range in ranges)
            {
                writer.VarUint(range.Clock);
                writer.VarUint(range.Length);
            }
        }
    }

    internal void Tidy()
    {
        if (_isTidy)
        {
            return;
        }

        foreach (var ranges in _clients.Values)
        {
            ranges.Sort((a, b) => a.Clock.CompareTo(b.Clock));
            var kept = 0;
            for (var i = 1; i < ranges.Count; i++)
            {
                if (ranges[i].Clock <= ranges[kept].End)
                {
                    ranges[kept] = ranges[kept] with { Length = Math.Max(ranges[kept].End, ranges[i].End) - ranges[kept].Clock };
                }
                else
                {
                    ranges[++kept] = ranges[i];
                }
            }

            ranges.RemoveRange(kept + 1, ranges.Count - kept - 1);
        }

        _isTidy = true;
    }
}

using Residency.Yjs;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>What of one text is on its way to stable storage, and what is there.</summary>
/// <remarks>Safe for two threads: the loop of the text adds, the log reports.</remarks>
internal sealed class InFlight
{
    private readonly Lock _one = new();
    private readonly Queue<Ticket> _tickets = new();
    private readonly Dictionary<long, int> _saved = [];
    private readonly HashSet<long> _news = [];

    /// <summary>One change on its way.</summary>
    internal sealed class Ticket(Seat seat, byte[] change)
    {
        public byte[] Change { get; } = change;

        /// <summary>Who waits for it to be stored.</summary>
        public List<Seat> Waiting { get; } = [seat];
    }

    /// <summary>Whether nothing is on its way.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_one)
            {
                return _tickets.Count == 0;
            }
        }
    }

    /// <summary>A change sets out.</summary>
    public Ticket Add(Seat seat, byte[] change)
    {
        var ticket = new Ticket(seat, change);
        lock (_one)
        {
            _tickets.Enqueue(ticket);
        }

        return ticket;
    }

    /// <summary>Acknowledges an update that brought nothing new, once everything before it is stored.</summary>
    public void Acknowledge(Seat seat)
    {
        lock (_one)
        {
            if (_tickets.Count > 0)
            {
                _tickets.Last().Waiting.Add(seat);
                return;
            }
        }

        seat.Outbox.Send(seat.Frames.Stored);
    }

    /// <summary>A change is stored.</summary>
    public void Done(Ticket ticket)
    {
        lock (_one)
        {
            // They come back in the order in which they set out.
            _tickets.TryDequeue(out _);
            Mark(IncomingUpdate.Read(ticket.Change).Brings);
        }

        foreach (var seat in ticket.Waiting)
        {
            seat.Outbox.Send(seat.Frames.Stored);
        }
    }

    /// <summary>Nothing of what is on its way will arrive.</summary>
    public void Clear()
    {
        lock (_one)
        {
            _tickets.Clear();
        }
    }

    /// <summary>The changes that are on their way.</summary>
    public List<byte[]> All()
    {
        lock (_one)
        {
            return [.. _tickets.Select(ticket => ticket.Change)];
        }
    }

    /// <summary>These units are stored.</summary>
    public void MarkSaved(IEnumerable<(long Client, int From, int End)> units)
    {
        lock (_one)
        {
            Mark(units);
        }
    }

    /// <summary>Of whom more is stored since this was last asked for, and up to where, as a state vector; null for nobody.</summary>
    public byte[]? TakeSaved()
    {
        lock (_one)
        {
            if (_news.Count == 0)
            {
                return null;
            }

            var writer = new Wire.FrameWriter(_news.Count * 12);
            writer.VarUint((ulong)_news.Count);
            foreach (var client in _news)
            {
                writer.VarUint((ulong)client).VarUint((ulong)_saved[client]);
            }

            _news.Clear();
            return writer.ToBytes();
        }
    }

    private void Mark(IEnumerable<(long Client, int From, int End)> units)
    {
        foreach (var (client, _, end) in units)
        {
            if (end > _saved.GetValueOrDefault(client))
            {
                _saved[client] = end;
                _news.Add(client);
            }
        }
    }
}

using Residency.Foundation.LiveText.Wire;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>Who is in a text.</summary>
/// <remarks>Changed by the loop of the text alone; read by others too.</remarks>
internal sealed class SeatList
{
    private readonly Lock _one = new();
    private readonly List<Seat> _seats = [];
    private bool _isShut;
    private bool _hasSent;

    /// <summary>Whether nobody comes in any more.</summary>
    public bool IsShut
    {
        get
        {
            lock (_one)
            {
                return _isShut;
            }
        }
    }

    public bool IsEmpty
    {
        get
        {
            lock (_one)
            {
                return _seats.Count == 0;
            }
        }
    }

    /// <summary>How many are there.</summary>
    public int Count
    {
        get
        {
            lock (_one)
            {
                return _seats.Count;
            }
        }
    }

    /// <summary>Whether something was handed to everybody that was not sent yet. For the loop of the text alone.</summary>
    public bool HasNews => _hasSent;

    /// <summary>Everybody, as of now.</summary>
    public IReadOnlyList<Seat> All
    {
        get
        {
            lock (_one)
            {
                return [.. _seats];
            }
        }
    }

    /// <summary>Somebody comes in.</summary>
    /// <returns>False when the text is shut.</returns>
    public bool TryAdd(Seat seat)
    {
        lock (_one)
        {
            if (!_isShut)
            {
                _seats.Add(seat);
            }

            return !_isShut;
        }
    }

    /// <summary>Somebody left.</summary>
    public void Remove(Seat seat)
    {
        lock (_one)
        {
            _seats.Remove(seat);
        }
    }

    /// <summary>Nobody comes in any more.</summary>
    public void Shut()
    {
        lock (_one)
        {
            _isShut = true;
        }
    }

    /// <summary>Shuts the text if nobody is there.</summary>
    public bool TryShutEmpty(Func<bool> may)
    {
        lock (_one)
        {
            return _isShut |= _seats.Count == 0 && may();
        }
    }

    /// <summary>Hands a frame to everybody but one. It is made once for all who know the text by its plain name.</summary>
    public void Broadcast(Frames plain, Func<Frames, byte[]> make, Seat? but = null)
    {
        byte[]? frame = null;
        lock (_one)
        {
            _hasSent = true;
            foreach (var seat in _seats)
            {
                if (seat != but)
                {
                    seat.Outbox.Post(seat.IsPlain ? frame ??= make(plain) : make(seat.Frames));
                }
            }
        }
    }

    /// <summary>Sends what was handed to everybody.</summary>
    public void Flush()
    {
        if (!_hasSent)
        {
            return;
        }

        _hasSent = false;
        lock (_one)
        {
            foreach (var seat in _seats)
            {
                seat.Outbox.Flush();
            }
        }
    }
}

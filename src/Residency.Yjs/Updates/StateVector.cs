using Residency.Yjs.Encoding;

namespace Residency.Yjs;

/// <summary>How many units of each client somebody has.</summary>
public sealed class StateVector
{
    private readonly Dictionary<long, int> _clocks = [];

    /// <summary>The clients with their next clocks, each greater than 0.</summary>
    public IReadOnlyDictionary<long, int> Clocks => _clocks;

    /// <summary>The next clock of a client; 0 when nothing of it is known.</summary>
    public int this[long client] => _clocks.GetValueOrDefault(client);

    /// <summary>Whether everything of the other is here.</summary>
    public bool Covers(StateVector other) => other._clocks.All(pair => this[pair.Key] >= pair.Value);

    /// <summary>Reads what <see cref="Encode"/> or yjs wrote.</summary>
    /// <exception cref="YjsFormatException">It is no state vector.</exception>
    public static StateVector Decode(ReadOnlyMemory<byte> encoded) => Read(new ByteReader(encoded));

    /// <summary>The form that yjs exchanges.</summary>
    public byte[] Encode()
    {
        var writer = new ByteWriter();
        Write(writer);
        return writer.ToArray();
    }

    /// <summary>Whether both have the same.</summary>
    internal bool Same(StateVector other) => _clocks.Count == other._clocks.Count && Covers(other);

    internal void Set(long client, int clock)
    {
        if (clock > 0)
        {
            _clocks[client] = clock;
        }
    }

    internal static StateVector Read(ByteReader reader)
    {
        var vector = new StateVector();
        for (var left = reader.CountOfBytes(); left > 0; left--)
        {
            var client = reader.Client();
            vector.Set(client, reader.Count());
        }

        return vector;
    }

    internal void Write(ByteWriter writer)
    {
        writer.VarUint(_clocks.Count);
        foreach (var (client, clock) in _clocks.OrderByDescending(pair => pair.Key))
        {
            writer.VarUint(client);
            writer.VarUint(clock);
        }
    }
}

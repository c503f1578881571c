using System.Buffers;
using System.Text;
using System.Text.Json;
using Residency.Foundation.LiveText.Wire;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>Where one client is in a text, as everybody is told.</summary>
/// <param name="Client">The number of the client.</param>
/// <param name="Clock">Grows with each change.</param>
/// <param name="State">JSON; <c>null</c> when the client left.</param>
internal sealed record PresenceEntry(long Client, long Clock, string State)
{
    public const string Gone = "null";
}

/// <summary>Who is where in a text. Names and colours are the server's; of what clients say only the place is taken.</summary>
/// <remarks>Used by the loop of its text alone.</remarks>
internal sealed class Presence(TimeProvider clock)
{
    /// <summary>What one client may say at once, in bytes.</summary>
    public const int MostBytes = 64 << 10;

    /// <summary>Bytes of the place of a cursor.</summary>
    private const int MostCursor = 1 << 10;
    private const int MostEntries = 64;

    /// <summary>Under how many numbers one seat may be present: its own, and those that it may have had just before.</summary>
    private const int MostNumbers = 4;
    private const int MostForNode = 5_500; // in base64 less than PostgreSQL hands on at once

    // Clients take somebody for gone after 30 seconds without news; the server a little later.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(45);

    private readonly Dictionary<long, Kept> _all = [];
    private readonly HashSet<long> _changed = [];

    /// <summary>A message about nobody.</summary>
    public static byte[] Nobody { get; } = Write([]);

    /// <summary>Whether something changed since <see cref="TakeChanges"/>.</summary>
    public bool HasChanges => _changed.Count > 0;

    /// <summary>Whether anybody is there.</summary>
    public bool IsEmpty => _all.Count == 0;

    /// <summary>Takes what a client says of itself. What it says of others, or under the number of another, is passed over.</summary>
    /// <param name="seat">Who says it.</param>
    /// <param name="message">As y-protocols/awareness writes it.</param>
    /// <param name="isOwn">Whether a number may be used by this writer.</param>
    /// <exception cref="BadMessageException">It is nothing of the kind.</exception>
    public void Take(Seat seat, ReadOnlyMemory<byte> message, Func<long, bool> isOwn)
    {
        foreach (var entry in Read(message))
        {
            var known = _all.GetValueOrDefault(entry.Client);
            if (known?.Seat is { } other && other.Writer.Id != seat.Writer.Id || !isOwn(entry.Client))
            {
                continue;
            }

            if (
                known is null
                    ? entry.State == PresenceEntry.Gone || _all.Values.Count(kept => kept.Seat == seat) >= MostNumbers
                    : entry.Clock < known.Entry.Clock
            )
            {
                continue;
            }

            var stamped = entry.State == PresenceEntry.Gone ? entry : entry with { State = Stamp(seat, entry.State) };
            _all[entry.Client] = new Kept(stamped, seat, clock.GetTimestamp());
            _changed.Add(entry.Client);
        }
    }

    /// <summary>Takes what another node stamped.</summary>
    public void TakeFromNode(ReadOnlyMemory<byte> message)
    {
        foreach (var entry in Read(message))
        {
            var known = _all.GetValueOrDefault(entry.Client);
            if (known is { Seat: not null } || entry.Clock < known?.Entry.Clock)
            {
                continue;
            }

            _all[entry.Client] = new Kept(entry, null, clock.GetTimestamp());
            _changed.Add(entry.Client);
        }
    }

    /// <summary>A client is gone.</summary>
    public void Leave(Seat seat) => Leave(_all.Where(pair => pair.Value.Seat == seat));

    /// <summary>Lets those go of whom nothing was heard for long, such as those on a node that died.</summary>
    public void Expire() => Leave(_all.Where(pair => clock.GetElapsedTime(pair.Value.HeardAt) > s_patience));

    /// <summary>Everybody who is there, as a message.</summary>
    public byte[] All() => Write([.. _all.Values.Select(kept => kept.Entry)]);

    /// <summary>Says everything once more, for a node that did not hear it.</summary>
    public void TellAgain()
    {
        foreach (var (client, kept) in _all)
        {
            if (kept.Seat is not null)
            {
                _changed.Add(client);
            }
        }
    }

    /// <summary>What changed, as a message for all, and of it what happened on this node, in messages short enough for other nodes.</summary>
    public (byte[] ForAll, IReadOnlyList<byte[]> ForNodes) TakeChanges()
    {
        var changed = _changed.Where(_all.ContainsKey).Select(client => _all[client]).ToList();
        _changed.Clear();
        foreach (var gone in changed.Where(kept => kept.Entry.State == PresenceEntry.Gone))
        {
            _all.Remove(gone.Entry.Client);
        }

        var here = changed.Where(kept => kept.Seat is not null).Select(kept => kept.Entry).ToList();
        return (Write([.. changed.Select(kept => kept.Entry)]), [.. Short(here).Select(Write)]);
    }

    private static IEnumerable<List<PresenceEntry>> Short(List<PresenceEntry> entries)
    {
        List<PresenceEntry> part = [];
        var length = 0;
        foreach (var entry in entries)
        {
            length += Encoding.UTF8.GetByteCount(entry.State) + 20;
            if (length > MostForNode && part.Count > 0)
            {
                yield return part;
                (part, length) = ([], Encoding.UTF8.GetByteCount(entry.State) + 20);
            }

            part.Add(entry);
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    private void Leave(IEnumerable<KeyValuePair<long, Kept>> whom)
    {
        foreach (var (client, kept) in whom.ToList())
        {
            _all[client] = kept with { Entry = kept.Entry with { Clock = kept.Entry.Clock + 1, State = PresenceEntry.Gone } };
            _changed.Add(client);
        }
    }

    private static List<PresenceEntry> Read(ReadOnlyMemory<byte> message)
    {
        if (message.Length > MostBytes)
        {
            throw new BadMessageException("presence is too long");
        }

        var reader = new MessageReader(message);
        var count = reader.VarUint();
        if (count > MostEntries)
        {
            throw new BadMessageException("presence of too many");
        }

        var entries = new List<PresenceEntry>((int)count);
        for (; count > 0; count--)
        {
            entries.Add(new PresenceEntry((long)reader.VarUint(), (long)reader.VarUint(), reader.Text(MostBytes)));
        }

        return entries;
    }

    private static byte[] Write(List<PresenceEntry> entries)
    {
        var writer = new FrameWriter(entries.Count * 200);
        writer.VarUint((ulong)entries.Count);
        foreach (var entry in entries)
        {
            writer.VarUint((ulong)entry.Client).VarUint((ulong)entry.Clock).Text(entry.State);
        }

        return writer.ToBytes();
    }

    private static string Stamp(Seat seat, string state)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("user");
            json.WriteString("id", seat.Writer.Id);
            json.WriteString("name", seat.Writer.Name);
            json.WriteNumber("colour", Colours.Of(seat.Writer.Id));
            json.WriteEndObject();
            AddPlace(json, state);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void AddPlace(Utf8JsonWriter json, string state)
    {
        try
        {
            using var said = JsonDocument.Parse(state, new JsonDocumentOptions { MaxDepth = 8 });
            if (said.RootElement.ValueKind != JsonValueKind.Object)
            {
                return;
            }

            if (
                said.RootElement.TryGetProperty("cursor", out var cursor)
                && cursor.ValueKind == JsonValueKind.Object
                && cursor.GetRawText() is { Length: <= MostCursor } raw
            )
            {
                json.WritePropertyName("cursor");
                json.WriteRawValue(raw);
            }

            if (said.RootElement.TryGetProperty("suggesting", out var suggesting))
            {
                json.WriteBoolean("suggesting", suggesting.ValueKind == JsonValueKind.True);
            }
        }
        catch (JsonException)
        {
            throw new BadMessageException("presence is no JSON");
        }
    }

    private sealed record Kept(PresenceEntry Entry, Seat? Seat, long HeardAt);
}

/// <summary>Which of the eight colours somebody has beside texts: the same everywhere.</summary>
internal static class Colours
{
    public static int Of(string writer)
    {
        var sum = 0u;
        foreach (var letter in writer)
        {
            sum = (sum * 31) + letter;
        }

        return (int)(sum % 8);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Residency.Foundation.Actors;

namespace Residency.Foundation.LiveText.Storage;

/// <summary>A live text. What it says stands in its newest snapshot and the changes since.</summary>
public sealed class StoredText
{
    private StoredText() { }

    public LiveTextId Id { get; private set; }

    /// <summary>The kind of its gate.</summary>
    public string Kind { get; private set; } = "";
    public HubId Hub { get; private set; }

    /// <summary>Changes only when something is taken out for good.</summary>
    public string Lineage { get; private set; } = "";
    public DateTimeOffset BegunAt { get; private set; }

    /// <summary>When stored bytes were found that are not what was written; from then on the text can only be read.</summary>
    public DateTimeOffset? DamagedAt { get; private set; }

    /// <summary>What is damaged, for the operator; empty when nothing is.</summary>
    public string Damage { get; private set; } = "";

    internal static StoredText Begin(LiveTextId id, LiveBeginning beginning, DateTimeOffset now) =>
        new()
        {
            Id = id,
            Kind = beginning.Kind,
            Hub = beginning.Hub,
            Lineage = NewLineage(),
            BegunAt = now,
        };

    /// <summary>40 random bits in words that fit into file names.</summary>
    internal static string NewLineage() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
}

/// <summary>One change of a live text, as everybody has received it. Only ever added, until a snapshot holds it.</summary>
public sealed class StoredUpdate
{
    private StoredUpdate() { }

    /// <summary>Grows; not in the order of commits.</summary>
    public long Number { get; private set; }
    public LiveTextId Text { get; private set; }
    public string Lineage { get; private set; } = "";

    /// <summary>A Yjs update of format 1.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>See <see cref="Checksum"/>.</summary>
    public long Check { get; private set; }

    /// <summary>Who sent it.</summary>
    public string Writer { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public int Added { get; private set; }
    public int Removed { get; private set; }
    public int Words { get; private set; }

    /// <summary>The snapshot that holds it; null while none does. It goes when the next snapshot is made.</summary>
    public long? FoldedInto { get; private set; }
}

/// <summary>A whole live text at one moment. The newest two are kept: one to read, one in case that one is damaged.</summary>
public sealed class StoredSnapshot
{
    private StoredSnapshot() { }

    public long Number { get; private set; }
    public LiveTextId Text { get; private set; }
    public string Lineage { get; private set; } = "";

    /// <summary>A Yjs update of format 1.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>See <see cref="Checksum"/>.</summary>
    public long Check { get; private set; }
    public DateTimeOffset At { get; private set; }

    internal static StoredSnapshot Of(LiveTextId text, string lineage, byte[] bytes, DateTimeOffset now) =>
        new()
        {
            Text = text,
            Lineage = lineage,
            Bytes = bytes,
            Check = Checksum.Of(text, lineage, bytes),
            At = now,
        };
}

/// <summary>Who writes under a number of Yjs. The first that ever sends something under it, for ever.</summary>
public sealed class StoredAuthor
{
    private StoredAuthor() { }

    public LiveTextId Text { get; private set; }

    /// <summary>The client id of Yjs.</summary>
    public long Client { get; private set; }

    /// <summary>The first unit of which this is true.</summary>
    public int FromClock { get; private set; }
    public string Writer { get; private set; } = "";

    /// <summary>Who brought units of another writer; empty when the writer did.</summary>
    public string BroughtBy { get; private set; } = "";

    internal static StoredAuthor Of(LiveTextId text, long client, int from, string writer, string broughtBy = "") =>
        new()
        {
            Text = text,
            Client = client,
            FromClock = from,
            Writer = writer,
            BroughtBy = broughtBy,
        };
}

/// <summary>Who deleted units, written when the change that did so is folded into a snapshot: Yjs itself forgets it.</summary>
public sealed class StoredDeletion
{
    private StoredDeletion() { }

    public long Number { get; private set; }
    public LiveTextId Text { get; private set; }
    public long Client { get; private set; }
    public int Clock { get; private set; }
    public int Length { get; private set; }
    public string Writer { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    internal static StoredDeletion Of(LiveTextId text, long client, Residency.Yjs.ClockRange range, StoredUpdate by) =>
        new()
        {
            Text = text,
            Client = client,
            Clock = range.Clock,
            Length = range.Length,
            Writer = by.Writer,
            At = by.At,
        };

    /// <summary>Takes in what the same writer deleted just behind it.</summary>
    internal bool TryJoin(StoredDeletion next)
    {
        if (next.Writer != Writer || next.Client != Client || next.Clock != Clock + Length)
        {
            return false;
        }

        Length += next.Length;
        return true;
    }
}

/// <summary>What one writer did in a stretch of writing, written when the changes are folded into a snapshot.</summary>
public sealed class StoredSession
{
    private StoredSession() { }

    public LiveTextId Text { get; private set; }

    /// <summary>When the first of all writers began; the same for all who took part.</summary>
    public DateTimeOffset StartedAt { get; private set; }
    public string Writer { get; private set; } = "";

    /// <summary>The last change of this writer.</summary>
    public DateTimeOffset EndedAt { get; private set; }
    public int Added { get; private set; }
    public int Removed { get; private set; }
    public int Words { get; private set; }

    internal static StoredSession Begin(LiveTextId text, DateTimeOffset start, string writer) =>
        new()
        {
            Text = text,
            StartedAt = start,
            Writer = writer,
            EndedAt = start,
        };

    internal void Add(WritingMoment moment)
    {
        EndedAt = moment.At > EndedAt ? moment.At : EndedAt;
        Added += moment.Added;
        Removed += moment.Removed;
        Words += moment.Words;
    }
}

/// <summary>Tells whether stored bytes are what was written, for this text and lineage.</summary>
internal static class Checksum
{
    private const int Small = 512;

    /// <summary>The first eight bytes of SHA-256 over id, lineage and bytes.</summary>
    public static long Of(LiveTextId text, string lineage, ReadOnlySpan<byte> bytes)
    {
        Span<byte> all = bytes.Length <= Small ? stackalloc byte[16 + 40 + Small] : new byte[16 + 40 + bytes.Length];
        text.Value.TryWriteBytes(all);
        var head = 16 + Encoding.ASCII.GetBytes(lineage, all[16..]);
        bytes.CopyTo(all[head..]);
        Span<byte> whole = stackalloc byte[32];
        SHA256.HashData(all[..(head + bytes.Length)], whole);
        return BinaryPrimitives.ReadInt64BigEndian(whole);
    }
}

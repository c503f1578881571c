using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Writes archives by hand, so that they can lie.</summary>
internal sealed class ZipBytes
{
    private readonly List<Entry> _entries = [];

    /// <summary>One entry of the list at the end, whatever stands before it.</summary>
    internal sealed record Entry(string Name, byte[] Packed, uint Sum, int Size)
    {
        public ushort Flags { get; init; } = 0x0800;

        /// <summary>What the list claims; the truth when null.</summary>
        public uint? ClaimedSize { get; init; }

        public uint? ClaimedPacked { get; init; }

        public uint Attributes { get; init; }

        /// <summary>Points at the entry of this number instead of its own.</summary>
        public int? At { get; init; }
    }

    public static ZipBytes Of(WordFile file)
    {
        var zip = new ZipBytes();
        foreach (var (name, content) in file.Parts())
        {
            zip.Add(name, content);
        }

        return zip;
    }

    public ZipBytes Add(string name, byte[] content, Func<Entry, Entry>? change = null)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        var entry = new Entry(name, packed.ToArray(), Sum(content), content.Length);
        _entries.Add(change is null ? entry : change(entry));
        return this;
    }

    public byte[] Bytes()
    {
        using var file = new MemoryStream();
        var places = new List<uint>();
        foreach (var entry in _entries)
        {
            places.Add((uint)file.Length);
            file.Write(Head(0x04034b50, entry, []));
            file.Write(Encoding.UTF8.GetBytes(entry.Name));
            file.Write(entry.Packed);
        }

        var start = file.Length;
        for (var i = 0; i < _entries.Count; i++)
        {
            file.Write(Head(0x02014b50, _entries[i], Place(places[_entries[i].At ?? i], _entries[i].Attributes)));
            file.Write(Encoding.UTF8.GetBytes(_entries[i].Name));
        }

        file.Write(End(_entries.Count, (uint)(file.Length - start), (uint)start));
        return file.ToArray();
    }

    public static byte[] End(int count, uint size, uint start)
    {
        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), size);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), start);
        return end;
    }

    private static byte[] Place(uint at, uint attributes)
    {
        // Length of the comment, disk, inner attributes, outer attributes, offset.
        var place = new byte[14];
        BinaryPrimitives.WriteUInt32LittleEndian(place.AsSpan(6), attributes);
        BinaryPrimitives.WriteUInt32LittleEndian(place.AsSpan(10), at);
        return place;
    }

    private static byte[] Head(uint signature, Entry entry, byte[] place)
    {
        var isList = place.Length > 0;
        var head = new byte[isList ? 32 : 30];
        BinaryPrimitives.WriteUInt32LittleEndian(head, signature);
        var rest = head.AsSpan(isList ? 6 : 4);
        BinaryPrimitives.WriteUInt16LittleEndian(rest, 20);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[2..], entry.Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[4..], 8);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[8..], 0x21);
        BinaryPrimitives.WriteUInt32LittleEndian(rest[10..], entry.Sum);
        BinaryPrimitives.WriteUInt32LittleEndian(rest[14..], entry.ClaimedPacked ?? (uint)entry.Packed.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(rest[18..], entry.ClaimedSize ?? (uint)entry.Size);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[22..], (ushort)Encoding.UTF8.GetByteCount(entry.Name));
        if (isList)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(4), 0x0314); // made on Unix, so that attributes are those of its files
        }

        return [.. head, .. place];
    }

    private static uint Sum(ReadOnlySpan<byte> content)
    {
        var sum = uint.MaxValue;
        foreach (var value in content)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 1 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
            }
        }

        return ~sum;
    }
}

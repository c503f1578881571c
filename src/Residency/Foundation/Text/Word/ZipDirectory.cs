using System.Buffers.Binary;

namespace Residency.Foundation.Text.Word;

/// <summary>Looks at the list of parts at the end of an archive before anything is made of it.</summary>
/// <remarks>Format: APPNOTE.TXT of PKWARE, sections 4.3.7 to 4.3.16.</remarks>
internal static class ZipDirectory
{
    private const int LongestTail = 22 + ushort.MaxValue;
    private const int EntrySize = 46;
    private const int LocalSize = 30;
    private const int LargestDirectory = 4 << 20;

    /// <summary>What is wrong with the list, in words; null when it may be read.</summary>
    internal static string? Problem(Stream file, int mostEntries)
    {
        var tail = new byte[(int)Math.Min(file.Length, LongestTail)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || tail.Length - end < 22)
        {
            return "its end is missing";
        }

        if (Directory(file, tail, end) is not { } directory)
        {
            return "its list of parts is not where it should be";
        }

        return Walk(file, directory, mostEntries);
    }

    private static long? Directory(Stream file, byte[] tail, int end)
    {
        long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (start == uint.MaxValue)
        {
            if (end < 20 || !tail.AsSpan(end - 20).StartsWith("PK\u0006\u0007"u8))
            {
                return null;
            }

            var record = new byte[56];
            var at = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end - 12));
            if (at < 0 || at > file.Length - record.Length)
            {
                return null;
            }

            file.Position = at;
            file.ReadExactly(record);
            start = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48));
        }

        return start >= 0 && start <= file.Length ? start : null;
    }

    private static string? Walk(Stream file, long start, int mostEntries)
    {
        var spans = new List<(long Start, long End)>();
        var list = new byte[(int)Math.Min(file.Length - start, LargestDirectory)];
        file.Position = start;
        file.ReadExactly(list);
        var at = 0;
        while (list.Length - at >= EntrySize && list.AsSpan(at).StartsWith("PK\u0001\u0002"u8))
        {
            var entry = list.AsSpan(at);
            if (spans.Count == mostEntries)
            {
                return $"it has more than {mostEntries} parts";
            }

            if ((BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]) & 1) != 0)
            {
                return "it is protected by a password";
            }

            long size = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
            long from = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
            if (size != uint.MaxValue && from != uint.MaxValue)
            {
                spans.Add((from, from + LocalSize + size));
            }
            else
            {
                spans.Add((long.MaxValue, long.MaxValue));
            }

            at += EntrySize
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        }

        if (at > LargestDirectory - EntrySize)
        {
            return "its list of parts is too long";
        }

        spans.Sort();
        for (var i = 1; i < spans.Count; i++)
        {
            if (spans[i].Start < spans[i - 1].End && spans[i].Start != long.MaxValue)
            {
                return "its parts lie over each other";
            }
        }

        return null;
    }
}

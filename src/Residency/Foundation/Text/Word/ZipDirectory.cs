using System.Buffers.Binary;

namespace Residency.Foundation.Text.Word;

/// <summary>Looks at the list of parts at the end of an archive before anything is made of it.</summary>
/// <remarks>Format: APPNOTE.TXT of PKWARE, sections 4.3.7 to 4.3.16.</remarks>
internal static class ZipDirectory
{
    private const int LongestTail = 22 + ushort.MaxValue;
    private const int EntrySize = 46;
    private const int LocalSize = 30;

    /// <summary>What is wrong with the list, in words; null when it may be read.</summary>
    internal static string? Problem(Stream file, WordLimits limits)
    {
        var tail = new byte[(int)Math.Min(file.Length, LongestTail)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || tail.Length - end < 22)
        {
            return "its end is missing";
        }

        var last = tail.AsSpan(end);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(last[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(last[12..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(last[16..]);
        if (count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue)
        {
            return "it is in the form for archives of more than 4 GB";
        }

        if (start + size > file.Length)
        {
            return "its list of parts is not where it should be";
        }

        return count > limits.MostParts ? $"it has more than {limits.MostParts} parts"
            : size > limits.LargestDirectory ? "its list of parts is too long"
            : Walk(file, start, limits);
    }

    private static string? Walk(Stream file, long start, WordLimits limits)
    {
        var spans = new List<(long Start, long End)>();
        var list = new byte[(int)Math.Min(file.Length - start, limits.LargestDirectory + EntrySize)];
        file.Position = start;
        file.ReadExactly(list);
        var at = 0;
        while (list.Length - at >= EntrySize && list.AsSpan(at).StartsWith("PK\u0001\u0002"u8))
        {
            var entry = list.AsSpan(at);
            if (spans.Count == limits.MostParts)
            {
                return $"it has more than {limits.MostParts} parts";
            }

            if ((BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]) & 1) != 0)
            {
                return "it is protected by a password";
            }

            long size = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
            long from = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
            if (size == uint.MaxValue || from == uint.MaxValue)
            {
                return "it is in the form for archives of more than 4 GB";
            }

            spans.Add((from, from + LocalSize + size));
            at +=
                EntrySize
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        }

        if (at > limits.LargestDirectory)
        {
            return "its list of parts is too long";
        }

        spans.Sort();
        for (var i = 1; i < spans.Count; i++)
        {
            if (spans[i].Start < spans[i - 1].End)
            {
                return "its parts lie over each other";
            }
        }

        return null;
    }
}

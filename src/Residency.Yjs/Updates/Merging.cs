using Residency.Yjs.Encoding;
using Residency.Yjs.Structs;

namespace Residency.Yjs;

/// <summary>Makes one update of several, without a document.</summary>
internal static class Merging
{
    public static byte[] Merge(IReadOnlyList<byte[]> updates, DecodingLimits limits)
    {
        if (updates.Count == 1)
        {
            return updates[0];
        }

        var deleted = new DeleteSet();
        var byClient = new SortedDictionary<long, List<ClientSection>>(Comparer<long>.Create((a, b) => b.CompareTo(a)));
        foreach (var update in updates)
        {
            var reader = new UpdateReaderV1(new ByteReader(update));
            foreach (var section in StructReader.Read(reader, limits))
            {
                section.Structs.RemoveAll(one => one is Skip);
                if (section.Current is not null)
                {
                    (byClient.TryGetValue(section.Client, out var all) ? all : byClient[section.Client] = []).Add(section);
                }
            }

            deleted.AddAll(DeleteSet.Read(reader, limits));
        }

        var writer = new ByteWriter(1024);
        writer.VarUint(byClient.Count);
        foreach (var (client, sections) in byClient)
        {
            var merged = sections.Count == 1 ? WithSkips(sections[0].Structs) : OfClient(sections);
            Write(writer, client, merged, 0);
        }

        deleted.Write(writer);
        return writer.ToArray();
    }

    /// <summary>An update without what somebody has.</summary>
    public static byte[] Diff(byte[] update, StateVector known, DecodingLimits limits)
    {
        var reader = new UpdateReaderV1(new ByteReader(update));
        var sections = StructReader.Read(reader, limits);
        foreach (var section in sections)
        {
            var clock = known[section.Client];
            while (section.Current is { } first && (first is Skip || first.End <= clock))
            {
                section.Next++;
            }
        }

        sections.RemoveAll(section => section.Current is null);
        var writer = new ByteWriter(update.Length);
        writer.VarUint(sections.Count);
        foreach (var section in sections)
        {
            var first = section.Current!; // the others were taken out
            Write(writer, section.Client, section.Structs[section.Next..], Math.Max(known[section.Client] - first.Clock, 0));
        }

        DeleteSet.Read(reader, limits).Write(writer);
        return writer.ToArray();
    }

    /// <summary>Writes an update in format 1 that was read in another.</summary>
    public static byte[] Rewrite(IUpdateReader reader, DecodingLimits limits)
    {
        var sections = StructReader.Read(reader, limits);
        sections.RemoveAll(section => section.Current is null);
        var writer = new ByteWriter(1024);
        writer.VarUint(sections.Count);
        foreach (var section in sections)
        {
            Write(writer, section.Client, section.Structs, 0);
        }

        DeleteSet.Read(reader, limits).Write(writer);
        return writer.ToArray();
    }

    private static void Write(ByteWriter writer, long client, List<Struct> structs, int offset)
    {
        writer.VarUint(structs.Count);
        writer.VarUint(client);
        writer.VarUint(structs[0].Clock + offset);
        UpdateWriter.One(writer, structs[0], offset);
        for (var i = 1; i < structs.Count; i++)
        {
            UpdateWriter.One(writer, structs[i], 0);
        }
    }

    private static List<Struct> WithSkips(List<Struct> structs)
    {
        for (var i = 1; i < structs.Count; i++)
        {
            if (structs[i - 1].End != structs[i].Clock)
            {
                var merged = new Merged();
                structs.ForEach(merged.Add);
                return merged.All();
            }
        }

        return structs;
    }

    // The section whose next struct begins first goes on until it would leave a gap.
    private static List<Struct> OfClient(List<ClientSection> sections)
    {
        var merged = new Merged();
        var queue = new PriorityQueue<ClientSection, (int Clock, int Order)>();
        var orders = new Dictionary<ClientSection, int>();
        foreach (var section in sections)
        {
            orders.Add(section, orders.Count);
            queue.Enqueue(section, (section.Structs[0].Clock, orders.Count));
        }

        while (queue.TryDequeue(out var section, out _))
        {
            var hasPassed = false;
            while (section.Current is { } passed && passed.End <= merged.End)
            {
                section.Next++;
                hasPassed = true;
            }

            if (section.Current is { } first && !(hasPassed && first.Clock > merged.End))
            {
                merged.AddOrJoin(first);
                section.Next++;
                while (section.Current is { } next && next.Clock == merged.End)
                {
                    merged.Add(next);
                    section.Next++;
                }
            }

            if (section.Current is { } rest)
            {
                queue.Enqueue(section, (rest.Clock, orders[section]));
            }
        }

        return merged.All();
    }

    private sealed class Merged
    {
        private readonly List<Struct> _all = [];

        /// <summary>The clock behind what was added; below every clock as long as nothing was.</summary>
        public int End => _all.Count == 0 ? -1 : _all[^1].End;

        public List<Struct> All() => _all;

        /// <summary>Adds a struct that does not begin within what was added, behind a gap if there is one.</summary>
        public void Add(Struct next)
        {
            if (_all.Count > 0 && End < next.Clock)
            {
                _all.Add(new Skip(next.Client, End, next.Clock - End));
            }

            _all.Add(next);
        }

        /// <summary>Adds what of a struct is new.</summary>
        public void AddOrJoin(Struct next)
        {
            if (_all.Count > 0 && End > next.Clock)
            {
                next = next.From(End - next.Clock);
            }

            if (_all.Count == 0 || End != next.Clock || next is not Gc || _all[^1] is not Gc last || !last.TryMerge(next))
            {
                Add(next);
            }
        }
    }
}

using System.Buffers.Binary;
using System.Diagnostics;
using Residency.Yjs;

namespace Residency.Bench;

/// <summary>What the engine needs for the recorded edits; medians of seven rounds after two, in milliseconds.</summary>
internal static class YjsBench
{
    public static async Task<object> RunAsync(string folder, CancellationToken cancel)
    {
        var figures = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var name in new[] { "article", "table", "board" })
        {
            var frames = FramesOf(await File.ReadAllBytesAsync(Path.Combine(folder, $"{name}.frames"), cancel));
            var state = await File.ReadAllBytesAsync(Path.Combine(folder, $"{name}.state"), cancel);
            figures.Add(name, Measure(frames, state));
        }

        return figures;
    }

    private static object Measure(List<byte[]> frames, byte[] state)
    {
        var doc = Loaded(state);
        var structs = YUpdate.Read(state).Runs.Count;
        var apply = Timed(() =>
        {
            var fresh = new YDoc();
            frames.ForEach(frame => fresh.Apply(frame));
        });
        var batches = frames.Chunk(100).ToList();
        var merge = Timed(() => batches.ForEach(batch => YUpdate.Merge(batch)));
        var load = Timed(() => Loaded(state));
        var encode = Timed(() => doc.Encode());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var kept = Enumerable.Range(0, 10).Select(_ => Loaded(state)).ToList();
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / kept.Count;
        GC.KeepAlive(kept);
        return new
        {
            updates = frames.Count,
            structs,
            bytes = state.Length,
            apply,
            merge,
            load,
            encode,
            bytesPerStruct = bytes / structs,
        };
    }

    private static YDoc Loaded(byte[] state)
    {
        var doc = new YDoc();
        doc.Apply(state);
        return doc;
    }

    private static double Timed(Action work)
    {
        var times = new List<double>();
        for (var round = 0; round < 9; round++)
        {
            GC.Collect();
            var begun = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return Math.Round(times[2..].Order().ElementAt(3), 2);
    }

    private static List<byte[]> FramesOf(byte[] file)
    {
        var frames = new List<byte[]>();
        for (var at = 0; at < file.Length; )
        {
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));
            frames.Add(file[(at + 4)..(at + 4 + length)]);
            at += 4 + length;
        }

        return frames;
    }
}

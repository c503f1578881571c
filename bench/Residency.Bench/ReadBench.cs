using System.Diagnostics;
using System.Globalization;
using Residency.Foundation.Text;

namespace Residency.Bench;

/// <summary>Reading Markdown texts, in one thread of this process.</summary>
internal static class ReadBench
{
    private const int Rounds = 5;

    /// <summary>Writes texts into a folder, for both sides to read.</summary>
    public static async Task<object> WriteAsync(string folder, int count, int words, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var (prose, bytes) = (new Prose(11), 0L);
        for (var i = 0; i < count; i++)
        {
            var text = prose.Myst($"Generated text {i}", words);
            bytes += text.Length;
            await File.WriteAllTextAsync(Path.Combine(folder, $"text-{i:00000}.md"), text, cancel);
        }

        return new { texts = count, bytes };
    }

    /// <summary>Reads all texts of a folder once to warm up and then in five rounds; the files are in memory.</summary>
    public static async Task<object> RunAsync(string folder, CancellationToken cancel)
    {
        var texts = new List<byte[]>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal))
        {
            texts.Add(await File.ReadAllBytesAsync(file, cancel));
        }

        var rounds = new List<double>();
        var blocks = 0;
        for (var round = -1; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            blocks = texts.Sum(text => Read(text).Blocks);
            if (round >= 0)
            {
                rounds.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        return new
        {
            texts = texts.Count,
            blocks,
            milliseconds = rounds.At(0.5),
            perSecond = Math.Round(texts.Count / rounds.At(0.5) * 1000),
        };
    }

    /// <summary>Reads generated texts one after the other and states the memory after every tenth part of them.</summary>
    public static object Memory(int count, int words)
    {
        var prose = new Prose(12);
        var marks = new List<object>();
        for (var i = 1; i <= count; i++)
        {
            Read(System.Text.Encoding.UTF8.GetBytes(prose.Myst(string.Create(CultureInfo.InvariantCulture, $"Text {i}"), words)));
            if (i % Math.Max(1, count / 10) == 0)
            {
                using var self = Process.GetCurrentProcess();
                marks.Add(
                    new
                    {
                        texts = i,
                        heapMegabytes = Megabytes(GC.GetTotalMemory(forceFullCollection: true)),
                        residentMegabytes = Megabytes(self.WorkingSet64),
                    }
                );
            }
        }

        return new { words, marks };
    }

    private static double Megabytes(long bytes) => Math.Round(bytes / 1048576.0, 1);

    // The result is used, so that no compiler may leave the work out, and a benchmark of a failure does not count.
    private static (int Blocks, bool IsDone) Read(byte[] text)
    {
        var read = MystText.Read(text);
        return read.IsDone
            ? (read.Value.Document.Sections.Count, true)
            : throw new InvalidOperationException($"What should be measured does not work: {read.Refusal}");
    }
}

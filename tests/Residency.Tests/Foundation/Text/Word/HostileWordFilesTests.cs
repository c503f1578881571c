using System.Diagnostics;
using System.Globalization;
using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text.Word;

public sealed class HostileWordFilesTests(ITestOutputHelper output)
{
    // Of the processor, not of the clock, so that a busy machine fails nobody. Each file is measured and printed.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private const long LargestMemory = 512;

    public static TheoryData<string> Names => [.. HostileWordFiles.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_hostile_file_is_refused_whole_with_what_to_do_or_read_with_a_report(string name)
    {
        var hostile = HostileWordFiles.All[name];
        var file = hostile.File();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = ThreadTime();
        var read = WordFile.Read(file);
        var took = ThreadTime() - start;
        var cost = (GC.GetAllocatedBytesForCurrentThread() - before) >> 20;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {file.Length} bytes, {took.TotalMilliseconds:0} ms, {cost} MB; {read.Refusal?.Text}"
            )
        );
        took.ShouldBeLessThan(Longest);
        cost.ShouldBeLessThan(LargestMemory, "MB");
        if (hostile.Refusal is { } words)
        {
            var refusal = read.Refusal.ShouldBeOfType<Refusal.Invalid>();
            refusal.Reason.ShouldContain(words);
            refusal.Reason.ShouldEndWith(".");
            refusal.Reason.Split(". ").Length.ShouldBeGreaterThan(1, "it must say what to do");
            return;
        }

        read.IsDone.ShouldBeTrue(read.Refusal?.Text);
        DocumentRules.Check(read.Value.Text.Document).ShouldBeEmpty();
        DocumentJson.Read(DocumentJson.Write(read.Value.Text.Document)).Value.ShouldBe(read.Value.Text.Document);
        (read.Value.Text.FrontMatter.Title + DocumentText.Of(read.Value.Text.Document)).ShouldContain("Words.");
        if (hostile.Report is { } line)
        {
            read.Value.Text.Report.ShouldContain(said =>
                (said.Construct + " " + said.What).Contains(line, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void A_file_that_ends_anywhere_is_refused()
    {
        var file = new WordFile(WordFile.P("Words.")).Aside("styles", "").Bytes();
        for (var length = 0; length < file.Length; length += 7)
        {
            var refusal = WordFile.Read(file[..length]).Refusal;
            refusal.ShouldBeOfType<Refusal.Invalid>($"{length} of {file.Length} bytes");
        }
    }

    [Fact]
    public void Changed_bytes_are_read_or_refused_and_never_break_anything()
    {
        var seed = Random.Shared.Next();
        var count = Effort.Cases(2_000);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {count} changed files"));
        var random = new Random(seed);
        // Without compression a change of a byte is a change of a sign in the XML, more often than a broken archive.
        byte[][] files =
        [
            WordShapes.Whole(packed: true).Bytes(),
            .. Enumerable.Range(0, 3).Select(_ => WordShapes.Whole(packed: false).Bytes()),
        ];
        var read = 0;
        for (var i = 0; i < count; i++)
        {
            var file = (byte[])files[random.Next(files.Length)].Clone();
            for (var change = random.Next(1, 5); change > 0; change--)
            {
                file[random.Next(file.Length)] = (byte)random.Next(256);
            }

            Take(file, ref read);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{read} were read, {count - read} refused"));
    }

    [Fact]
    public void Changed_words_of_the_text_are_read_or_refused_and_never_break_anything()
    {
        var seed = Random.Shared.Next();
        var count = Effort.Cases(2_000);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {count} changed texts"));
        var random = new Random(seed);
        var read = 0;
        for (var i = 0; i < count; i++)
        {
            Take(WordShapes.Whole(packed: true, text => Change(text, random)).Bytes(), ref read);
        }

        read.ShouldBeGreaterThan(count / 10);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{read} were read, {count - read} refused"));
    }

    // Moves, doubles or takes out whole elements, or swaps their names: well-formed more often than not.
    private static string Change(string xml, Random random)
    {
        var starts = Enumerable.Range(0, xml.Length).Where(at => xml[at] == '<').ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = starts[random.Next(starts.Count)];
            var end = xml.IndexOf('>', Math.Min(at, xml.Length - 1));
            if (end < 0 || at >= xml.Length)
            {
                break;
            }

            var tag = xml[at..(end + 1)];
            xml = random.Next(4) switch
            {
                0 when tag.EndsWith("/>", StringComparison.Ordinal) => xml.Remove(at, tag.Length),
                1 when tag.EndsWith("/>", StringComparison.Ordinal) => xml.Insert(at, tag),
                2 => xml.Replace(
                    tag,
                    tag.Replace("val=\"", $"val=\"{random.Next(-9, 99)}", StringComparison.Ordinal),
                    StringComparison.Ordinal
                ),
                _ => xml.Replace(
                    tag.TrimStart('<').TrimEnd('>', '/').Split(' ')[0],
                    Kinds[random.Next(Kinds.Length)],
                    StringComparison.Ordinal
                ),
            };
            starts = [.. Enumerable.Range(0, xml.Length).Where(place => xml[place] == '<')];
        }

        return xml;
    }

    private static readonly string[] Kinds =
    [
        "w:p",
        "w:r",
        "w:t",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:sdt",
        "w:sdtContent",
        "w:hyperlink",
        "w:ins",
        "w:del",
        "w:pPr",
        "w:rPr",
        "w:numPr",
        "w:fldSimple",
        "w:drawing",
        "m:oMath",
        "m:r",
        "m:f",
        "mc:AlternateContent",
        "w:bookmarkStart",
        "w:footnoteReference",
    ];

    // Where the system tells the processor time of a thread, that; elsewhere the clock.
    private static TimeSpan ThreadTime()
    {
        const string account = "/proc/thread-self/stat";
        if (!File.Exists(account))
        {
            return Stopwatch.GetElapsedTime(0);
        }

        var fields = File.ReadAllText(account).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromMilliseconds(ticks * 10);
    }

    private static void Take(byte[] file, ref int read)
    {
        var result = WordFile.Read(file);
        if (result.IsDone)
        {
            read++;
            DocumentRules.Check(result.Value.Text.Document).ShouldBeEmpty();
            _ = result.Value.Text.Document.Hash();
        }
        else
        {
            result.Refusal.ShouldBeOfType<Refusal.Invalid>();
        }
    }
}

using System.Globalization;
using System.Text;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

/// <summary>Texts that people really wrote, read by us and by myst-parser: both must see the same words.</summary>
public sealed class RealInputMystTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Real_texts_have_the_words_that_another_reader_sees()
    {
        var files = Files();
        files.Count.ShouldBeGreaterThan(0);
        await CompareAsync(files.ToDictionary(file => file, File.ReadAllText, StringComparer.Ordinal));
    }

    [Fact]
    public void Real_texts_are_read_back_as_they_were_written_and_keep_the_rules()
    {
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var lines = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in Files())
        {
            var read = MystText.Read(File.ReadAllBytes(file));
            read.IsDone.ShouldBeTrue(file);
            var (document, matter, report) = read.Value;
            DocumentRules.Check(document).ShouldBeEmpty(file);
            var again = MystText.Read(Encoding.UTF8.GetBytes(MystText.Write(document, matter))).Value;
            (again.Document == document).ShouldBeTrue($"{file}\n{DocumentDifference.Of(document, again.Document)}");
            again.FrontMatter.ShouldBe(matter, file);
            MystText.Read(File.ReadAllBytes(file)).Value.Document.Hash().ShouldBe(document.Hash(), file);
            document
                .AllBlocks()
                .Select(block => block.GetType().Name)
                .ToList()
                .ForEach(kind => kinds[kind] = kinds.GetValueOrDefault(kind) + 1);
            report
                .Select(line => $"{line.Severity} {line.Construct}")
                .ToList()
                .ForEach(kind => lines[kind] = lines.GetValueOrDefault(kind) + 1);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Files().Count} files"));
        kinds
            .ToList()
            .ForEach(kind => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kept {kind.Key}: {kind.Value}")));
        lines
            .ToList()
            .ForEach(line => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"report {line.Key}: {line.Value}")));
    }

    [Fact]
    public async Task Generated_texts_have_the_words_that_another_reader_sees()
    {
        var texts = Enumerable
            .Range(0, 400)
            .ToDictionary(
                seed => string.Create(CultureInfo.InvariantCulture, $"seed {seed}"),
                seed => MystText.Write(new GeneratedDocuments(seed).Make(), new FrontMatter()),
                StringComparer.Ordinal
            );
        await CompareAsync(texts);
    }

    internal static List<string> Files()
    {
        var real = Environment.GetEnvironmentVariable("RESIDENCY_REAL_INPUT") ?? Path.Combine(Repository.Root, "../shared/data");
        string[] folders =
        [
            Path.Combine(real, "turing-way"),
            Path.Combine(real, "nhs-england"),
            Path.Combine(Repository.Root, "samples"),
            Path.Combine(Repository.Root, "src/Residency/Welcome/Demo/texts"),
        ];
        return
        [
            .. folders
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static async Task CompareAsync(Dictionary<string, string> texts)
    {
        var seen = await MystOracle.ReadAsync(texts);
        var differences = new List<string>();
        foreach (var (name, text) in texts)
        {
            var read = MystText.Read(Encoding.UTF8.GetBytes(text)).Value;
            var (words, notes) = MystOracle.Words(read.Document);
            var other = seen[name];
            var isTitle = other.Title is { } title && Normal(title) == Normal(read.FrontMatter.Title ?? "");
            var expected = Normal((isTitle ? "" : other.Title) + other.Words);
            Compare(name, expected, Normal(words), differences);
            Compare(name + " (footnotes)", Normal(other.Notes), Normal(notes), differences);
        }

        if (differences.Count > 0)
        {
            Assert.Fail(
                $"{differences.Count} of {texts.Count} differ\n{string.Join('\n', differences.OrderBy(difference => difference.Length).Take(12))}"
            );
        }
    }

    // White space is laid differently by every reader. The other one makes quotes, dashes and dots typographic, and takes
    // the two tildes of struck words as words; hyphens also stand before the name under a quotation.
    private static string Normal(string words) =>
        new([
            .. words
                .Replace("~~", "", StringComparison.Ordinal)
                .Replace("…", "...", StringComparison.Ordinal)
                .Select(sign =>
                    sign switch
                    {
                        '’' or '‘' => '\'',
                        '“' or '”' => '"',
                        _ => sign,
                    }
                )
                .Where(sign => !char.IsWhiteSpace(sign) && sign is not ('-' or '–' or '—')),
        ]);

    private static void Compare(string name, string expected, string read, List<string> differences)
    {
        if (expected == read)
        {
            return;
        }

        var at = expected.Zip(read).TakeWhile(pair => pair.First == pair.Second).Count();
        differences.Add($"{name}:\n  other {Around(expected, at)}\n  ours  {Around(read, at)}");
    }

    private static string Around(string words, int at) => words[Math.Max(0, at - 30)..Math.Min(words.Length, at + 60)];
}

using System.Text;
using System.Text.RegularExpressions;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

public sealed class MystRoundTripTests
{
    private const int Documents = 600;

    [Fact]
    public void What_is_written_is_read_back_as_the_same_document()
    {
        var failures = Enumerable.Range(0, Documents).Select(Failure).OfType<string>().OrderBy(failure => failure.Length).ToList();
        if (failures.Count > 0)
        {
            Assert.Fail($"{failures.Count} of {Documents} documents; the shortest:\n{string.Join("\n=====\n", failures.Take(8))}");
        }
    }

    private static string? Failure(int seed)
    {
        var document = new GeneratedDocuments(seed).Make();
        DocumentRules.Check(document).ShouldBeEmpty($"seed {seed}");
        var text = MystText.Write(document, new FrontMatter { Title = "T" });
        var read = MystText.Read(Encoding.UTF8.GetBytes(text));
        return !read.IsDone ? $"seed {seed}: {read.Refusal.Text}\n{text}"
            : read.Value.Document != document ? $"seed {seed}\n{text}\n{Difference(Show(document), Show(read.Value.Document))}"
            : read.Value.Report.Count > 0 ? $"seed {seed}: {read.Value.Report[0]}\n{text}"
            : null;
    }

    private static string Difference(string expected, string read)
    {
        var (left, right) = (expected.Split('\n'), read.Split('\n'));
        var at = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"--- expected\n{string.Join('\n', left.Skip(at - 1).Take(3))}\n--- read\n{string.Join('\n', right.Skip(at - 1).Take(3))}";
    }

    [Fact]
    public void Front_matter_is_read_back_as_it_was_written()
    {
        var matter = new FrontMatter
        {
            Title = "Why: \"this\" # not that",
            Subtitle = "- a",
            Description = "Ünïcode \\ {x}",
            Date = new DateOnly(2026, 2, 28),
            Licence = "CC-BY-4.0",
            Language = "en-GB",
            Doi = "10.5281/zenodo.1",
            Keywords = ["a, b", "yes", "null"],
            Bibliography = ["refs.bib"],
            Authors = [new Author("Ada Lovelace") { Orcid = "0000-0002-1825-0097", Roles = ["Writing – review & editing"], Affiliations = [new Affiliation("Analytical: Engines") { Ror = "035dkdb55" }] }, new Author("true")],
            Funding = [new Funding("Fund") { Award = "EP/1" }, new Funding("Other")],
            Hub = new HubMatter { Framework = "f", Year = 2026, Themes = ["x"], Takeaways = ["One: two.", "# three"], Acknowledgement = "Thanks." },
        };

        var read = MystText.Read(Encoding.UTF8.GetBytes(MystText.Write(new Document([]), matter))).Value;
        read.Report.ShouldBeEmpty();
        read.FrontMatter.ShouldBe(matter);
    }

    private static string Show(Document document) => Regex.Replace(
        Encoding.UTF8.GetString(DocumentJson.Write(document)).Replace("{\"kind\"", "\n{\"kind\"", StringComparison.Ordinal),
        "\"id\":\"[0-9a-z]{10}\"",
        "",
        RegexOptions.None,
        TimeSpan.FromSeconds(1));
}

using System.Text;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

public sealed class MystRoundTripTests
{
    private const int Documents = 600;

    [Fact]
    public void What_is_written_is_read_back_as_the_same_document()
    {
        var failures = Enumerable
            .Range(0, Documents)
            .Select(Failure)
            .OfType<string>()
            .OrderBy(failure => failure.Length)
            .ToList();
        if (failures.Count > 0)
        {
            Assert.Fail(
                $"{failures.Count} of {Documents} documents; the shortest:\n{string.Join("\n=====\n", failures.Take(8))}"
            );
        }
    }

    private static string? Failure(int seed)
    {
        var document = new GeneratedDocuments(seed).Make();
        DocumentRules.Check(document).ShouldBeEmpty($"seed {seed}");
        var text = MystText.Write(document, new FrontMatter { Title = "T" });
        var read = MystText.Read(Encoding.UTF8.GetBytes(text));
        return !read.IsDone ? $"seed {seed}: {read.Refusal.Text}\n{text}"
            : read.Value.Document != document ? $"seed {seed}\n{text}\n{DocumentDifference.Of(document, read.Value.Document)}"
            : read.Value.Report.Count > 0 ? $"seed {seed}: {read.Value.Report[0]}\n{text}"
            : null;
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
            Authors =
            [
                new Author("Ada Lovelace")
                {
                    Orcid = "0000-0002-1825-0097",
                    Roles = ["Writing – review & editing"],
                    Affiliations = [new Affiliation("Analytical: Engines") { Ror = "035dkdb55" }],
                },
                new Author("true"),
            ],
            Funding = [new Funding("Fund") { Award = "EP/1" }, new Funding("Other")],
            Hub = new HubMatter
            {
                Framework = "f",
                Year = 2026,
                Themes = ["x"],
                Takeaways = ["One: two.", "# three"],
                Acknowledgement = "Thanks.",
            },
        };

        var read = MystText.Read(Encoding.UTF8.GetBytes(MystText.Write(new Document([]), matter))).Value;
        read.Report.ShouldBeEmpty();
        read.FrontMatter.ShouldBe(matter);
    }
}

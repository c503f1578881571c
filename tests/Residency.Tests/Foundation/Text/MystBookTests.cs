using System.Text;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

public sealed class MystBookTests
{
    private static readonly Dictionary<string, string> Kept = new(StringComparer.Ordinal)
    {
        ["a.png"] = "image/png",
        ["../figures/b c.png"] = "image/png",
    };

    [Fact]
    public void Every_page_of_a_book_is_read_back_as_the_text_from_which_it_was_made()
    {
        // Pages share labels, pictures and keys, so that each must be told from its neighbours'.
        var failures = new List<string>();
        for (var seed = 0; seed < Effort.Cases(300); seed += 3)
        {
            var texts = Enumerable.Range(seed, 3).ToDictionary(one => $"p{one}", one => new GeneratedDocuments(one).Make());
            var files = Book([.. texts.Select(text => Page(text.Key, text.Value))]).Files();
            foreach (var (name, text) in texts)
            {
                var page = files.Single(file => file.Path == $"{name}/{name}.md");
                var read = MystText.Read(page.Content.Span);
                if (
                    !read.IsDone
                    || read.Value.Document != text
                    || read.Value.Report.Count > 0
                    || read.Value.FrontMatter != Matter(name)
                )
                {
                    failures.Add(
                        $"seed {name}\n{Encoding.UTF8.GetString(page.Content.Span)}\n"
                            + (
                                read.IsDone
                                    ? $"{DocumentDifference.Of(text, read.Value.Document)}\n{string.Join('\n', read.Value.Report)}\n{read.Value.FrontMatter}"
                                    : read.Refusal.Text
                            )
                    );
                }
            }
        }

        failures.OrderBy(failure => failure.Length).Take(3).ShouldBeEmpty($"{failures.Count} pages differ");
    }

    [Fact]
    public void The_same_book_gives_the_same_bytes_in_plain_paths()
    {
        var pages = Enumerable.Range(0, 30).Select(seed => Page($"p{seed}", new GeneratedDocuments(seed).Make())).ToList();
        var (first, second) = (Book(pages).Files(), Book(pages).Files());
        first.Select(Whole).ShouldBe(second.Select(Whole));
        first.Select(file => file.Path.ToLowerInvariant()).ShouldBeUnique();
        first.ShouldAllBe(file => file.Path.Split('/').All(part => part.Length > 0 && part[0] != '.' && part.All(IsPlain)));
    }

    [Fact]
    public void Everything_that_is_cited_or_linked_by_doi_stands_in_the_bibliography_once()
    {
        var text = MystText
            .Read(
                "See {cite:p}`10.5281/zenodo.1,ada1843` and {cite:t}`unknown` and <https://doi.org/10.5281/zenodo.1>, [record](https://zenodo.org/record/77)."u8
            )
            .Value.Document;
        var page = Page("one", text) with
        {
            Works =
            [
                new BookWork("ada1843", "Notes & {more}", ["Lovelace, Ada"], 1843, "Memoirs", "Taylor", "10.1000/xyz", null),
            ],
        };
        var other = Page("two", MystText.Read("See {cite:p}`ada1843`."u8).Value.Document) with
        {
            Works = [new BookWork("ada1843", "Another work", [], null, "", "", null, "https://example.org/a")],
        };
        var bibliography = Words(Book([page, other]), "references.bib");
        bibliography.Split("doi = {10.5281/zenodo.1}").Length.ShouldBe(2);
        bibliography.ShouldContain("doi = {10.5281/zenodo.77}");
        bibliography.ShouldContain("title = {{Notes \\& \\{more\\}}}");
        bibliography.ShouldContain("@misc{unknown,\n  title = {{unknown}}");
        bibliography.ShouldContain("@misc{ada1843-2,\n  title = {{Another work}}");
        var second = Words(Book([page, other]), "two/two.md");
        second.ShouldContain("{cite:p}`ada1843-2`");
        MystText.Read(Encoding.UTF8.GetBytes(second)).Value.Document.ShouldBe(other.Document);
    }

    [Fact]
    public void References_lead_to_other_pages_and_what_leads_nowhere_is_words()
    {
        var one = MystText.Read("(here)=\n## Here\n\nText {ref}`there` and {ref}`lost`, [more](other.md).\n"u8).Value.Document;
        var two = MystText.Read("(there)=\n## There\n\n(here)=\n### Here too\n\nBack to {ref}`here`.\n"u8).Value.Document;
        var book = Book([Page("one", one), Page("two", two)]);
        var first = Words(book, "one/one.md");
        first.ShouldContain("{ref}`there`");
        first.ShouldContain(">lost</span>");
        first.ShouldContain("<span data-link=\"other.md\">more</span>");
        var second = Words(book, "two/two.md");
        second.ShouldContain("(two-here)=");
        second.ShouldContain("{ref}`two-here`");
        MystText.Read(Encoding.UTF8.GetBytes(first)).Value.Document.ShouldBe(one);
        MystText.Read(Encoding.UTF8.GetBytes(second)).Value.Document.ShouldBe(two);
    }

    private static (string, string, BookPicture?) Whole(BookFile file) =>
        (file.Path, Convert.ToHexString(file.Content.Span), file.Picture);

    private static string Words(MystBook book, string path) =>
        Encoding.UTF8.GetString(book.Files().Single(file => file.Path == path).Content.Span);

    private static bool IsPlain(char sign) => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.';

    private static MystBook Book(IReadOnlyList<BookPage> pages) => new("A book", pages) { Description = "Of texts" };

    private static BookPage Page(string name, Document text) => new(name, text, Matter(name)) { Pictures = Kept };

    private static FrontMatter Matter(string name) =>
        new()
        {
            Title = $"Title of {name}",
            Description = "What *it* is: [x]",
            Language = "en-GB",
            Authors =
            [
                new Author("Ada Lovelace")
                {
                    Orcid = "0000-0002-1825-0097",
                    IsCorresponding = true,
                    Roles = ["Data curation"],
                    Affiliations = [new Affiliation("Engines") { Ror = "035dkdb55" }],
                },
                new Author("Plato")
                {
                    Affiliations = [new Affiliation("Engines") { Ror = "035dkdb55" }, new Affiliation("Academy")],
                },
                new Author("Lovelace, Ada"),
            ],
            Funding =
            [
                new Funding("Fund")
                {
                    Award = "EP/1",
                    Ror = "001aqnf71",
                    Statement = "Paid by: the fund",
                },
                new Funding("Fund") { Award = "EP/2", Ror = "001aqnf71" },
                new Funding("Other"),
            ],
            Hub = new HubMatter
            {
                Code = "K7M2",
                Version = "edition 2",
                Themes = ["Open data"],
                Sector = "Health",
                Tags = ["sector: Energy"],
                Takeaways = ["- One *thing*", "https://doi.org/10.1000/1"],
                Acknowledgement = "Thanks to https://doi.org/10.1000/2",
            },
        };
}

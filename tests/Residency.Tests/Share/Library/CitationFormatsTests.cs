using System.Text.Json;
using Residency.Share.Library.Model;

namespace Residency.Tests.Share.Library;

public sealed class CitationFormatsTests
{
    private static readonly Citable Item = new(
        "k3m9-x2pa",
        "Pumps & pipes",
        "100% of what {went} wrong",
        [PersonName.Of("Ana da Silva"), PersonName.Of("Chen, Wei"), new PersonName("Brook Water", "", IsBody: true)],
        new DateOnly(2026, 3, 9),
        "Harbour Hub",
        "Leeds",
        2,
        "https://hub.example.org/harbour/library/k3m9-x2pa/v2",
        null,
        "en",
        "CC-BY-4.0",
        "Short\nsummary"
    );

    [Fact]
    public void Formatted_names_authors_year_title_version_and_link() =>
        CitationFormats
            .Formatted(Item)
            .ShouldBe(
                "da Silva, A., Chen, W., & Brook Water (2026). Pumps & pipes: 100% of what {went} wrong (Version 2). Harbour Hub. https://hub.example.org/harbour/library/k3m9-x2pa/v2"
            );

    [Fact]
    public void BibTeX_escapes_what_TeX_would_swallow()
    {
        var entry = CitationFormats.BibTeX(Item);
        entry.ShouldStartWith("@techreport{dasilva2026-k3m9-x2pa,\n");
        entry.ShouldContain("author = {da Silva, Ana and Chen, Wei and {Brook Water}}");
        entry.ShouldContain("title = {{Pumps \\& pipes: 100\\% of what \\{went\\} wrong}}");
        entry.Count(c => c == '{').ShouldBe(entry.Count(c => c == '}'));
    }

    [Fact]
    public void Ris_has_one_field_a_line_and_ends()
    {
        var lines = CitationFormats.Ris(Item).Split("\r\n");
        lines[0].ShouldBe("TY  - RPRT");
        lines.ShouldContain("AB  - Short summary");
        lines[^2].ShouldBe("ER  - ");
        lines.Count(line => line.StartsWith("AU  - ", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public void CslJson_is_an_array_with_parts_of_the_date()
    {
        using var csl = JsonDocument.Parse(CitationFormats.CslJson(Item with { Doi = "10.5281/zenodo.1" }));
        var item = csl.RootElement[0];
        item.GetProperty("issued").GetProperty("date-parts")[0][1].GetInt32().ShouldBe(3);
        item.GetProperty("author")[2].GetProperty("literal").GetString().ShouldBe("Brook Water");
        item.GetProperty("DOI").GetString().ShouldBe("10.5281/zenodo.1");
    }

    [Fact]
    public void More_than_twenty_authors_are_shortened() =>
        CitationFormats
            .Formatted(Item with { Authors = [.. Enumerable.Range(1, 25).Select(n => PersonName.Of($"First{n} Last{n}"))] })
            .ShouldContain("Last19, F., … Last25, F.");
}

using System.Text;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

public sealed class MystReaderTests
{
    [Fact]
    public void The_first_title_is_the_title_of_the_text_and_second_titles_are_sections()
    {
        var read = Read("# Title *here*\n\nLead\n\n(two)=\n## One\n\n### Deep\n\ntext\n\n# Late\n");

        read.FrontMatter.Title.ShouldBe("Title here");
        read.Document.Sections.Select(section => DocumentText.Of(section.Title)).ShouldBe(["", "One", "Late"]);
        read.Document.Sections[1].Label.ShouldBe("two");
        read.Document.Sections[1].Blocks[0].ShouldBeOfType<Heading>().Level.ShouldBe(3);
    }

    [Fact]
    public void A_title_that_the_front_matter_repeats_is_not_read_twice()
    {
        Read("---\ntitle: A\n---\n# A\n\ntext").Document.Sections.Single().Title.ShouldBeEmpty();
        Read("---\ntitle: A\n---\n# B\n\ntext").Document.Sections.Single().Title.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("```{figure} a.png\n---\nname: f\nalt: >\nnot indented: at all\n---\nCap\n```")]
    [InlineData(":::{figure} a.png\n:name: f\n:alt: not indented: at all\n\nCap\n:::")]
    public void Figures_keep_label_alternative_and_caption(string text)
    {
        var figure = Read(text).Document.Sections[0].Blocks[0].ShouldBeOfType<Figure>();

        (figure.File, figure.Label, figure.Alternative, DocumentText.Of(figure.Caption)).ShouldBe(
            ("a.png", "f", "not indented: at all", "Cap")
        );
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a <script>alert(1)</script> b")]
    [InlineData("<div onclick=\"alert(1)\">x<script>alert(1)</script></div>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("![x](data:text/html;alert(1))")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    [InlineData("<svg onload=alert(1)><style>alert(1)</style></svg>")]
    [InlineData("```{figure} javascript:alert(1)\nx\n```")]
    [InlineData("```{raw} html\n<script>alert(1)</script>\n```")]
    [InlineData("<javascript:alert(1)>")]
    public void Nothing_that_runs_is_kept_and_the_report_says_so(string text)
    {
        var read = Read("First\n\n" + text);

        DocumentRules.Check(read.Document).ShouldBeEmpty();
        var json = Encoding.UTF8.GetString(
            DocumentJson.Write(read.Document with { Sections = read.Document.Sections.Select(WithoutWords).ToSequence() })
        );
        json.ShouldNotContain("alert(1)");
        read.Report.ShouldNotBeEmpty();
        read.Report[0].Place.Line.ShouldBe(3);
    }

    [Theory]
    [InlineData("{unknown}`foo`", "foo", "role unknown")]
    [InlineData("```{strange} arg\nkept\n```", "kept", "directive strange")]
    [InlineData("```{toctree}\na\nb\n```\n\nafter", "after", "toctree")]
    [InlineData("% secret\n\nafter", "after", "comment")]
    [InlineData("<!-- secret -->\n\nafter", "after", "comment")]
    [InlineData("````{tab-set}\n```{tab-item} One\nkept\n```\n````", "kept", "tab-set")]
    [InlineData("```{include} other.md\n```\n\nafter", "after", "include")]
    [InlineData("text[^gone]", "[^gone]", "footnote")]
    [InlineData("<marquee>kept</marquee> after", "kept", "raw HTML")]
    [InlineData("+++\n\nafter", "after", "block break")]
    [InlineData("text\n\n(nothing)=", "text", "label")]
    [InlineData("```{note}\n:width: 3\n\nkept\n```", "kept", "options of note")]
    public void What_the_model_does_not_hold_becomes_a_line_of_the_report(string text, string kept, string construct)
    {
        var read = Read(text);

        DocumentText.Of(read.Document).ShouldContain(kept);
        read.Report.ShouldContain(line => line.Construct == construct);
    }

    [Fact]
    public void Html_that_has_a_meaning_keeps_it()
    {
        var read = Read(
            "H<sub>2</sub>O<br>x <ins data-author=\"Ada\">new</ins> <abbr title=\"Long\">L</abbr>\n\n<details><summary>More</summary>\n\n**kept**\n\n</details>\n\n<table><tr><th>a</th></tr><tr><td>b</td></tr></table>\n\n<img src=\"a.png\" alt=\"A\">"
        );
        var blocks = read.Document.Sections[0].Blocks;

        blocks[0]
            .ShouldBeOfType<Paragraph>()
            .Content.SelectMany(inline => inline.Marks)
            .Select(mark => mark.GetType().Name)
            .ShouldBe(["Subscript", "Inserted", "Abbreviation"]);
        blocks[1].ShouldBeOfType<Callout>().Folded.ShouldBeTrue();
        blocks[2].ShouldBeOfType<Table>().Rows[0].Cells[0].IsHeader.ShouldBeTrue();
        blocks[3].ShouldBeOfType<Figure>().Alternative.ShouldBe("A");
    }

    [Fact]
    public void Terms_may_have_several_explanations()
    {
        var list = Read("A\n: one\n: two\n\nB\n: three\n")
            .Document.Sections[0]
            .Blocks.ShouldHaveSingleItem()
            .ShouldBeOfType<DefinitionList>();

        list.Items.Select(item => (DocumentText.Of(item.Term), item.Blocks.Count)).ShouldBe([("A", 2), ("B", 1)]);
    }

    [Fact]
    public void Front_matter_is_checked_and_what_is_dropped_is_reported()
    {
        var read = Read(
            """
            ---
            title: T
            authors:
              - name: Ada
                email: ada@example.org
                orcid: https://orcid.org/0000-0002-1825-0097
                roles: [writing - original draft, Wizard]
                affiliations: [x]
              - name: Bob
                orcid: 0000-0002-1825-0098
              - Carla
              - name: { given: Dora, family: van Dyke }
                roles: Software; Data curation
            affiliations:
              - id: x
                name: Works
                ror: https://ror.org/035dkdb55
            license: CC BY 4.0
            date: 31/12/2025
            slug: gone
            ---
            text
            """
        );

        read.FrontMatter.Authors.ShouldBe([
            new Author("Ada")
            {
                Orcid = "0000-0002-1825-0097",
                Roles = ["Writing – original draft"],
                Affiliations = [new Affiliation("Works") { Ror = "035dkdb55" }],
            },
            new Author("Bob"),
            new Author("Carla"),
            new Author("Dora van Dyke") { Roles = ["Software", "Data curation"] },
        ]);
        read.FrontMatter.Licence.ShouldBe("CC-BY-4.0");
        read.Report.Count.ShouldBe(5);
        string.Concat(read.Report.Select(line => line.What)).ShouldNotContain("ada@example.org");
    }

    [Theory]
    [InlineData("b: 1\na: &x [1]\nc: *x", "in line 4")]
    [InlineData("b: 1\na: [1", "in line 4")]
    [InlineData("a: \"open", "in line 2")]
    public void Front_matter_that_is_not_plain_yaml_refuses_the_file_with_the_line(string yaml, string place) =>
        MystText.Read(Encoding.UTF8.GetBytes($"---\n{yaml}\n---\ntext")).Refusal!.Text.ShouldContain(place);

    [Fact]
    public void Front_matter_that_never_ends_refuses_the_file_and_a_line_above_the_text_is_none()
    {
        MystText.Read("---\ntitle: T\n# Words\n\ntext\n"u8).Refusal!.Text.ShouldContain("never ends");
        DocumentText.Of(Read("---\nWords: said.\n").Document).ShouldContain("Words: said.");
    }

    [Fact]
    public void What_is_wrong_in_front_matter_is_told_with_its_line() =>
        Read("---\ntitle: T\nauthors:\n  - name: A\n  - orcid: none\ndate: soon\n---\n\ntext\n")
            .Report.Where(line => line.Severity != ReportSeverity.Note)
            .Select(line => line.Place.Line)
            .ShouldBe([5, 5, 6]);

    [Fact]
    public void Front_matter_that_is_a_list_is_a_problem_and_the_text_is_kept()
    {
        var read = Read("---\n- 1\n---\ntext");

        read.Report.ShouldContain(line => line.Severity == ReportSeverity.Problem);
        DocumentText.Of(read.Document).ShouldBe("text");
    }

    [Fact]
    public void A_wrong_byte_is_refused_with_its_place()
    {
        MystText.Read([0xEF, 0xBB, 0xBF, (byte)'a', 0xFF, (byte)'b']).Refusal!.Text.ShouldContain("offset 4");
        MystText.Read([(byte)'a', 10, (byte)'b', 10, 0xFF]).Refusal!.Text.ShouldContain("in line 3");
    }

    [Fact]
    public void Text_in_another_encoding_is_refused_by_name()
    {
        MystText
            .Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("# Words")])
            .Refusal!.Text.ShouldContain("UTF-16");
        MystText.Read(Encoding.BigEndianUnicode.GetBytes("# Words")).Refusal!.Text.ShouldContain("UTF-8");
    }

    [Theory]
    [InlineData("a\n\n```{note}\nb\n")]
    [InlineData("a\n\n:::{figure} x.png\nb\n")]
    [InlineData("a\n\n```python\nb\n")]
    [InlineData("a\n\n$$\nb\n")]
    public void A_block_that_is_never_closed_is_told_with_its_line(string text) =>
        Read(text).Report.ShouldContain(line => line.Construct == "open block" && line.Place.Line == 3);

    [Fact]
    public void A_title_that_stands_twice_is_told_once() =>
        Read("# T\n\n## Same\n\na\n\n## Same\n\nb\n\n## Same\n").Report.ShouldHaveSingleItem().Place.Line.ShouldBe(7);

    [Fact]
    public void A_file_that_is_too_large_is_refused() =>
        MystText.Read(new byte[(4 * 1024 * 1024) + 1]).Refusal!.Text.ShouldContain("4 MB");

    [Fact]
    public void Control_characters_are_left_out_and_counted()
    {
        var read = Read("a\0b\u0007c");

        DocumentText.Of(read.Document).ShouldBe("abc");
        read.Report.ShouldHaveSingleItem().What.ShouldStartWith("2 ");
    }

    [Theory]
    [InlineData("> ", "")]
    [InlineData("- ", "")]
    [InlineData("1. ", "")]
    [InlineData("<div>", "")]
    [InlineData("<b>", "")]
    [InlineData("[", "")]
    [InlineData("![", "")]
    [InlineData("*a ", "")]
    [InlineData("**a ", "")]
    [InlineData("`", "")]
    [InlineData("$", "")]
    [InlineData("{a}`", "")]
    [InlineData("[^a]: ", "")]
    [InlineData("a\n: ", "")]
    [InlineData("(", ")=")]
    [InlineData("| a ", "")]
    [InlineData("---\na: [", "")]
    public void Thousands_of_signs_in_each_other_end_in_a_document_or_a_refusal(string sign, string end)
    {
        var text =
            string.Concat(Enumerable.Repeat(sign, Math.Min(10_000, 48_000 / sign.Length)))
            + "x"
            + string.Concat(Enumerable.Repeat(end, 10_000));
        var read = MystText.Read(Encoding.UTF8.GetBytes(text));

        if (read.IsDone)
        {
            DocumentRules.Check(read.Value.Document).ShouldBeEmpty();
            DocumentJson.Read(DocumentJson.Write(read.Value.Document)).Value.ShouldBe(read.Value.Document);
        }
        else
        {
            read.Refusal.Text.ShouldMatch(@"line \d+");
        }
    }

    [Fact]
    public void Directives_in_each_other_beyond_the_limit_are_refused()
    {
        var text = new StringBuilder("x");
        for (var depth = 3; depth < 150; depth++)
        {
            text.Insert(0, $"{new string(':', depth)}{{note}}\n").Append($"\n{new string(':', depth)}");
        }

        MystText.Read(Encoding.UTF8.GetBytes(text.ToString())).Refusal!.Text.ShouldContain("deep");
    }

    private static TextImport Read(string text) => MystText.Read(Encoding.UTF8.GetBytes(text)).Value;

    private static Section WithoutWords(Section section) =>
        new DocumentMap(line => line.Select(inline => inline is Run run ? run with { Text = "w" } : inline).ToSequence()).Apply(
            section
        );
}

using Residency.Foundation.Text;
using static Residency.Tests.Foundation.Text.Word.WordFile;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>What programs write, imitated part by part; the oracle tests read files that programs really wrote.</summary>
public sealed class WordShapesTests
{
    private static readonly TextImport Whole = WordShapes.Whole(packed: true).Read().Text;

    [Fact]
    public void Titles_headings_and_properties_describe_the_text()
    {
        Whole.FrontMatter.Title.ShouldBe("Lamps by the sea");
        Whole.FrontMatter.Authors.Select(author => author.Name).ShouldBe(["Ada Brook", "Noor Field"]);
        Whole.FrontMatter.Keywords.ShouldBe(["tides", "lamps"]);
        Whole.FrontMatter.Language.ShouldBe("en-GB");
        Whole.Document.Sections.Select(section => DocumentText.Of(section.Title)).ShouldBe(["The harbour"]);
        Blocks<Heading>().Single().Level.ShouldBe(3);
        Said("file properties").ShouldContain("Document1");
    }

    [Fact]
    public void Words_keep_their_marks_links_breaks_and_languages()
    {
        var line = ((Paragraph)Whole.Document.Sections[0].Blocks[0]).Content;
        DocumentText.Of(line).ShouldBe("Words strong and stressed after a tab,\nafter a break\u2011end tide table bore da");
        line.Single(inline => inline is Run { Text: "strong" }).Marks.ShouldBe([new Strong()]);
        line.Single(inline => inline is Run { Text: " and stressed" }).Marks.ShouldBe([new Emphasis()]);
        line.SelectMany(inline => inline.Marks).OfType<Link>().Single().Address.ShouldBe("https://example.org/tides?a=1&b=2");
        line.SelectMany(inline => inline.Marks).OfType<Language>().Single().Tag.ShouldBe("cy-GB");
    }

    [Fact]
    public void Lists_nest_and_keep_their_numbers()
    {
        var bullets = Blocks<BulletList>().Single();
        bullets.Items.Count.ShouldBe(2);
        var inner = bullets.Items[0].Blocks.OfType<OrderedList>().Single();
        DocumentText.Of(inner).ShouldBe("inner");
        Blocks<OrderedList>().Single(list => list != inner).Start.ShouldBe(5);
    }

    [Fact]
    public void Tables_keep_heads_spans_alignment_and_caption()
    {
        var table = Blocks<Table>().Single();
        DocumentText.Of(table.Caption).ShouldBe("Lamps by place");
        table.Rows[0].Cells.ShouldAllBe(cell => cell.IsHeader);
        table.Rows[1].Cells[0].RowSpan.ShouldBe(2);
        table.Rows[2].Cells.Count.ShouldBe(1);
        table.Rows[3].Cells[0].ColumnSpan.ShouldBe(2);
        table.Alignments.ShouldBe([ColumnAlignment.Unset, ColumnAlignment.Right]);
    }

    [Fact]
    public void Tracked_changes_become_suggestions_and_comments_remarks()
    {
        var at = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
        var line = Blocks<Paragraph>().Single(block => DocumentText.Of(block).Contains("counted")).Content;
        line.Single(inline => inline is Run { Text: "never" }).Marks.ShouldBe([new Deleted("Noor Field", at)]);
        line.Single(inline => inline is Run { Text: "rarely" }).Marks.ShouldBe([new Inserted("Noor Field", at)]);
        DocumentText.Of(line).ShouldBe("We rarely counted them.");
        Blocks<Paragraph>().SelectMany(block => block.Content).Count(inline => inline is Run { Text: "moved words" }).ShouldBe(2);
        Suggestions.Count(Whole.Document).ShouldBe(3);

        var (first, second) = (Whole.Document.Comments[0], Whole.Document.Comments[1]);
        (first.Author, first.Date, first.Text, first.Quotation).ShouldBe(("Noor Field", at, "By hand?", "counted them"));
        first.BlockId.ShouldBe(Blocks<Paragraph>().Single(block => block.Content == line).Id);
        (second.AnswerTo, second.BlockId).ShouldBe((first.Id, first.BlockId));
    }

    [Fact]
    public void Pictures_keep_their_bytes_alternative_and_caption()
    {
        var read = WordShapes.Whole(packed: true).Read();
        var figure = Blocks<Figure>().Single();
        (figure.Alternative, DocumentText.Of(figure.Caption)).ShouldBe(("Lamps in use from six to midnight", "Lamps in use"));
        var picture = read.Pictures.Single();
        (picture.Name, picture.ContentType).ShouldBe((figure.File, "image/png"));
        picture.Content.ToArray().ShouldBe(WordShapes.Png);
    }

    [Fact]
    public void A_picture_has_the_name_of_its_bytes_so_that_a_number_given_anew_changes_nothing()
    {
        string NameOf(string part) =>
            new WordFile($"<w:p>{Picture("r:embed=\"rIdX\"", "x")}</w:p>")
                .Refer("rIdX", "image", part)
                .Part("word/" + part, WordShapes.Png)
                .Read()
                .Pictures.Single()
                .Name;
        NameOf("media/image7.png").ShouldBe(NameOf("media/image1.png"));
    }

    [Fact]
    public void Notes_formulas_and_references_stand_where_they_stood()
    {
        Blocks<Footnote>().Select(DocumentText.Of).ShouldBe(["From the log of 2025.", "The last word."]);
        Blocks<FormulaBlock>().Single().Tex.ShouldBe(@"\frac{a}{b}");
        Inlines().OfType<Formula>().Single().Tex.ShouldBe("x^{2}");
        var reference = Inlines().OfType<CrossReference>().Single();
        reference.Text.ShouldBe("The harbour");
        Whole.Document.Sections.Single().Label.ShouldBe(reference.Target);
        DocumentText.Of(Whole.Document).ShouldContain("kept from a form");
    }

    [Fact]
    public void What_is_left_out_is_named_with_its_place()
    {
        Said("header").ShouldContain("Draft, not for print");
        Said("table of contents").ShouldContain("left out");
        Said("text box").ShouldContain("put after its paragraph");
        DocumentText.Of(Whole.Document).Split("beside the text").Length.ShouldBe(2, "the fallback repeats the words");
        Whole.Report.Where(line => line.Construct == "text box").ShouldAllBe(line => line.Place.Line > 10);
        DocumentRules.Check(Whole.Document).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_file_gives_the_same_document()
    {
        WordShapes.Whole(packed: false).Read().Text.Document.Hash().ShouldBe(Whole.Document.Hash());
    }

    // Google Docs writes lists with styles of its own, headings as Heading1, colours everywhere, titles with an outline, and links as fields of their own.
    [Fact]
    public void The_shapes_of_Google_Docs_are_read()
    {
        var read = new WordFile(
            "<w:p><w:pPr><w:pStyle w:val=\"Title\"/><w:rPr/></w:pPr><w:bookmarkStart w:colFirst=\"0\" w:colLast=\"0\" w:name=\"_heading=h.1\" w:id=\"0\"/><w:bookmarkEnd w:id=\"0\"/><w:r><w:rPr><w:rtl w:val=\"0\"/></w:rPr><w:t xml:space=\"preserve\">A bridge</w:t></w:r></w:p>"
                + "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:rPr><w:rtl w:val=\"0\"/></w:rPr><w:t xml:space=\"preserve\">Where</w:t></w:r></w:p>"
                + "<w:p><w:r><w:rPr><w:b w:val=\"1\"/><w:bCs w:val=\"1\"/><w:rtl w:val=\"0\"/></w:rPr><w:t>Bold</w:t></w:r><w:r><w:rPr><w:b w:val=\"0\"/><w:rtl w:val=\"0\"/></w:rPr><w:t xml:space=\"preserve\"> plain</w:t></w:r><w:hyperlink r:id=\"rIdL\"><w:r><w:rPr><w:color w:val=\"1155cc\"/><w:u w:val=\"single\"/><w:rtl w:val=\"0\"/></w:rPr><w:t xml:space=\"preserve\"> link</w:t></w:r></w:hyperlink></w:p>"
                + "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:ind w:left=\"720\" w:hanging=\"360\"/></w:pPr><w:r><w:t>one</w:t></w:r></w:p>"
                + "<w:sdt><w:sdtPr><w:id w:val=\"1\"/><w:tag w:val=\"goog_rdk_0\"/></w:sdtPr><w:sdtContent><w:p><w:sdt><w:sdtPr><w:tag w:val=\"goog_rdk_1\"/></w:sdtPr><w:sdtContent><w:commentRangeStart w:id=\"0\"/></w:sdtContent></w:sdt><w:ins w:author=\"Noor Field\" w:id=\"0\" w:date=\"2026-01-02T03:04:05Z\"><w:r><w:t>suggested</w:t></w:r></w:ins><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p></w:sdtContent></w:sdt>"
        )
            .Aside(
                "styles",
                "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/></w:style>"
            )
            .Aside(
                "numbering",
                "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"●\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
            )
            .Aside(
                "comments",
                "<w:comment w:id=\"0\" w:author=\"Ada Brook\" w:date=\"2026-01-02T03:04:05Z\"><w:p><w:pPr><w:keepNext w:val=\"0\"/></w:pPr><w:r><w:t>Really?</w:t></w:r></w:p><w:p><w:r><w:t>_Assigned to Noor_</w:t></w:r></w:p></w:comment>"
            )
            .Refer("rIdL", "hyperlink", "https://example.org/bridge", isOutside: true)
            .Read()
            .Text;
        read.FrontMatter.Title.ShouldBe("A bridge");
        DocumentText.Of(read.Document).ShouldBe("Where\n\nBold plain link\n\none\n\nsuggested");
        var blocks = read.Document.AllBlocks().ToList();
        ((Paragraph)blocks[0]).Content.Select(inline => inline.Marks.Count).ShouldBe([1, 0, 1]);
        read.Document.Comments.Single()
            .ShouldBe(
                new ImportedComment("comment-0", "Ada Brook", "Really?\n_Assigned to Noor_")
                {
                    Date = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
                    Quotation = "suggested",
                    BlockId = blocks[^1].Id,
                }
            );
    }

    // LibreOffice writes "start" for "left", its own names of styles, empty run properties, and VML fallbacks for drawings.
    [Fact]
    public void The_shapes_of_LibreOffice_are_read()
    {
        var read = new WordFile(
            "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr><w:rPr></w:rPr></w:pPr><w:r><w:rPr></w:rPr><w:t>Where</w:t></w:r></w:p>"
                + "<w:p><w:pPr><w:pStyle w:val=\"Quotations\"/></w:pPr><w:r><w:rPr></w:rPr><w:t>Said once.</w:t></w:r></w:p>"
                + "<w:p><w:pPr><w:pStyle w:val=\"PreformattedText\"/></w:pPr><w:r><w:rPr></w:rPr><w:t>x = 1</w:t></w:r></w:p>"
                + "<w:p><w:pPr><w:pStyle w:val=\"PreformattedText\"/></w:pPr><w:r><w:rPr></w:rPr><w:t>y = 2</w:t></w:r></w:p>"
                + "<w:p><w:pPr><w:pStyle w:val=\"HorizontalLine\"/><w:pBdr><w:bottom w:val=\"double\"/></w:pBdr></w:pPr></w:p>"
                + $"<w:p><w:r><w:rPr></w:rPr></w:r>{Picture("r:embed=\"rIdX\"", "", "<a:extLst><a:ext uri=\"x\"><x:decorative xmlns:x=\"y\" val=\"1\"/></a:ext></a:extLst>")}</w:p>"
        )
            .Aside(
                "styles",
                "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"Heading 1\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"Quotations\"><w:name w:val=\"Quotations\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"PreformattedText\"><w:name w:val=\"Preformatted Text\"/></w:style>"
            )
            .Refer("rIdX", "image", "media/image1.png")
            .Part("word/media/image1.png", WordShapes.Png)
            .Read()
            .Text;
        var blocks = read.Document.AllBlocks().ToList();
        blocks.OfType<QuotationBlock>().Count().ShouldBe(1);
        blocks.OfType<CodeBlock>().Single().Text.ShouldBe("x = 1\ny = 2");
        blocks.OfType<ThematicBreak>().Count().ShouldBe(1);
        var figure = blocks.OfType<Figure>().Single();
        (figure.Decorative, figure.Alternative).ShouldBe((true, null));
    }

    [Fact]
    public void Strict_files_are_read_like_usual_ones()
    {
        var strict = new WordFile("")
            .Part(
                "word/document.xml",
                "<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><w:body><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Words.</w:t></w:r></w:p></w:body></w:document>"
            )
            .Read();
        DocumentText.Of(strict.Text.Document).ShouldBe("Words.");
    }

    private static IEnumerable<T> Blocks<T>()
        where T : Block => Whole.Document.AllBlocks().OfType<T>();

    private static IEnumerable<Inline> Inlines() => Blocks<Paragraph>().SelectMany(block => block.Content);

    private static string Said(string construct) => Whole.Report.First(line => line.Construct == construct).What;
}

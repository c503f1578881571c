using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

public sealed class SuggestionsFromTests
{
    private const string Ada = "8a6a3f0e-6a8e-4c0c-9a53-0d9a40f0c001";
    private static readonly DateTimeOffset Day = new(2026, 11, 28, 13, 0, 0, TimeSpan.Zero);
    private static readonly Inserted In = new("Ada", Day) { Person = Ada };
    private static readonly Deleted Out = new("Ada", Day) { Person = Ada };
    private static readonly Inserted InByNoor = new("Noor", null) { Person = "noor" };
    private static readonly Deleted OutByNoor = new("Noor", null) { Person = "noor" };

    private static Run Words(string words, params Mark[] marks) => new(words) { Marks = [.. marks] };

    private static Paragraph Paragraph(string id, params Inline[] line) => new(id, [.. line]);

    private static Document Text(params Block[] blocks) => new([new Section("s", [new Run("Title")], [.. blocks])]);

    private static Document From(Document before, Document after) => Suggestions.From(before, after, "Ada", Day, Ada);

    [Fact]
    public void A_changed_word_is_taken_out_and_put_in()
    {
        var text = From(Text(Paragraph("p", Words("We never counted."))), Text(Paragraph("p", Words("We rarely counted them."))));
        text.ShouldBe(
            Text(
                Paragraph(
                    "p",
                    Words("We "),
                    Words("never", Out),
                    Words("rarely", In),
                    Words(" counted"),
                    Words(" them", In),
                    Words(".")
                )
            )
        );
    }

    [Fact]
    public void Several_replaced_words_are_one_replacement()
    {
        From(Text(Paragraph("p", Words("an old house."))), Text(Paragraph("p", Words("a new castle."))))
            .ShouldBe(Text(Paragraph("p", Words("an old house", Out), Words("a new castle", In), Words("."))));
    }

    [Fact]
    public void A_word_in_another_form_comes_anew()
    {
        var text = From(Text(Paragraph("p", Words("plain"))), Text(Paragraph("p", Words("plain", new Strong()))));
        text.ShouldBe(Text(Paragraph("p", Words("plain", Out), Words("plain", In, new Strong()))));
    }

    [Fact]
    public void Others_suggestions_stay_and_own_ones_can_be_taken_back()
    {
        var before = Text(
            Paragraph(
                "p",
                Words("We "),
                Words("never", OutByNoor),
                Words("rarely", InByNoor),
                Words(" really", In),
                Words(" counted.")
            )
        );
        // What a form without marks shows: the words that stand there, and nobody's suggestions.
        var text = From(before, Text(Paragraph("p", Words("We rarely counted."))));
        text.ShouldBe(
            Text(Paragraph("p", Words("We "), Words("never", OutByNoor), Words("rarely", InByNoor), Words(" counted.")))
        );
        From(before, Text(Paragraph("p", Words("We counted."))))
            .ShouldBe(
                Text(
                    Paragraph(
                        "p",
                        Words("We "),
                        Words("never", OutByNoor),
                        Words("rarely", InByNoor, Out),
                        Words(" ", Out),
                        Words("counted.")
                    )
                )
            );
    }

    [Fact]
    public void Nobody_can_suggest_in_the_name_of_another()
    {
        var text = From(Text(Paragraph("p", Words("One."))), Text(Paragraph("p", Words("One. "), Words("Two.", InByNoor))));
        text.ShouldBe(Text(Paragraph("p", Words("One."), Words(" Two.", In))));
    }

    [Fact]
    public void Whole_blocks_come_and_go()
    {
        var before = Text(Paragraph("a", Words("First.")), Paragraph("b", Words("Second thought.")), new ThematicBreak("c"));
        var after = Text(
            Paragraph("a", Words("First.")),
            new FormulaBlock("f", "x^2"),
            Paragraph("n", Words("Something else entirely."))
        );
        var text = From(before, after);
        text.Sections[0]
            .Blocks.Select(block => (block.Id, block.Suggested?.Change))
            .ShouldBe(
                [
                    ("a", null),
                    ("f", SuggestedChange.Insert),
                    ("n", SuggestedChange.Insert),
                    ("b", SuggestedChange.Delete),
                    ("c", SuggestedChange.Delete),
                ],
                ignoreOrder: true
            );
        text.AllBlocks().Where(block => block.Suggested is not null).ShouldAllBe(block => block.Suggested!.Person == Ada);
        DocumentRules.Check(text).ShouldBeEmpty();
    }

    [Fact]
    public void What_was_only_suggested_by_the_same_person_goes_for_good()
    {
        var before = Text(
            Paragraph("a", Words("First.")),
            Paragraph("b", Words("Mine.", In)) with
            {
                Suggested = new SuggestedBlock(SuggestedChange.Insert, "Ada", Day) { Person = Ada },
            }
        );
        From(before, Text(Paragraph("a", Words("First.")))).ShouldBe(Text(Paragraph("a", Words("First."))));
    }

    [Fact]
    public void A_picture_with_other_words_for_those_who_do_not_see_it_comes_anew()
    {
        var before = Text(new Figure("f", "map.png", [Words("The map")]) { Alternative = "A map", Label = "fig" });
        var after = Text(new Figure("f", "map.png", [Words("The map")]) { Alternative = "A map of the harbour", Label = "fig" });
        var text = From(before, after);
        var figures = text.AllBlocks().OfType<Figure>().ToList();
        figures
            .Select(figure => figure.Suggested!.Change)
            .ShouldBe([SuggestedChange.Insert, SuggestedChange.Delete], ignoreOrder: true);
        DocumentRules.Check(text).ShouldBeEmpty();
        AssertWays(before, after);
    }

    [Fact]
    public void Both_ways_lead_back_for_texts_of_every_kind()
    {
        for (var seed = 1; seed <= Effort.Cases(400); seed++)
        {
            var random = new Random(seed);
            var before = new GeneratedDocuments(seed).Make();
            before = Suggestions.Accept(before);
            var after = GeneratedChanges.Of(before, random);
            try
            {
                AssertWays(before, after);
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"seed {seed}", broken);
            }
        }
    }

    private static void AssertWays(Document before, Document after)
    {
        var text = From(before, after);
        DocumentRules.Check(text).Select(problem => problem.What).ShouldBeEmpty();
        Named(Suggestions.Reject(text)).ShouldBe(Named(before));
        Named(Suggestions.Accept(text)).ShouldBe(Named(after));
    }

    // Without ids and labels, which a block that comes anew does not keep; footnotes last, as where they stand means nothing.
    private static string Named(Document document) =>
        System.Text.Encoding.UTF8.GetString(
            DocumentJson.Write(
                BlockIds.Derive(
                    new DocumentMap(line => line, block => block with { Label = null }).Apply(
                        document with
                        {
                            Sections = document
                                .Sections.Select(section =>
                                    section with
                                    {
                                        Label = null,
                                        Blocks =
                                        [
                                            .. section.Blocks.Where(block => block is not Footnote),
                                            .. section
                                                .Blocks.OfType<Footnote>()
                                                .OrderBy(note => note.Name, StringComparer.Ordinal),
                                        ],
                                    }
                                )
                                .ToSequence(),
                        }
                    )
                )
            )
        );
}

using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

public sealed class SuggestionsTests
{
    private static readonly Inserted In = new("Ada", null);
    private static readonly Deleted Out = new("Noor", null);

    private static readonly SuggestedBlock Comes = new(SuggestedChange.Insert, "Ada", null);
    private static readonly SuggestedBlock Goes = new(SuggestedChange.Delete, "Noor", null);

    private static Run Words(string words, params Mark[] marks) => new(words) { Marks = [.. marks] };

    private static Document Text(params Block[] blocks) => new([new Section("s", [new Run("Title")], [.. blocks])]);

    [Fact]
    public void All_are_taken_on_or_left_out()
    {
        var text = Text(new Paragraph("p", [Words("We "), Words("never", Out), Words("rarely", In), Words(" counted.")]));
        Suggestions.Count(text).ShouldBe(2);
        Suggestions.Places(text).ShouldBe(["p"]);
        Suggestions.Authors(text).ShouldBe(["Noor", "Ada"]);
        Suggestions.Accept(text).ShouldBe(Text(new Paragraph("p", [Words("We rarely counted.")])));
        Suggestions.Reject(text).ShouldBe(Text(new Paragraph("p", [Words("We never counted.")])));
        DocumentText
            .Of(Suggestions.Accept(text))
            .ShouldBe(DocumentText.Of(text), "the words of a text are those with its suggestions");
    }

    [Fact]
    public void What_becomes_empty_goes_and_what_was_empty_stays()
    {
        var text = Text(
            new Paragraph("empty", []),
            new Paragraph("gone", [Words("All of it", Out)]),
            new BulletList(
                "l",
                [new ListItem([new Paragraph("l1", [Words("one", Out)])]), new ListItem([new Paragraph("l2", [Words("two")])])]
            ),
            new OrderedList("o", 1, [new ListItem([new Paragraph("o1", [Words("three", Out)])])]),
            new Table(
                "t",
                [new TableRow([new TableCell([new Paragraph("t1", [Words("cell", Out)])])]), new TableRow([new TableCell([])])]
            ),
            new Paragraph("n", [Words("Claim"), new FootnoteReference("fn1") { Marks = [Out] }]),
            new Footnote("f", "fn1", [new Paragraph("f1", [Words("Note")])])
        ) with
        {
            Comments = [new ImportedComment("c", "Ada", "Why?") { BlockId = "gone" }],
        };
        var accepted = Suggestions.Accept(text);
        DocumentRules.Check(accepted).ShouldBeEmpty();
        accepted.Sections[0].Blocks.Select(block => block.Id).ShouldBe(["empty", "l", "t", "n"]);
        ((BulletList)accepted.Sections[0].Blocks[1]).Items.Count.ShouldBe(1);
        ((Table)accepted.Sections[0].Blocks[2]).Rows.Count.ShouldBe(1);
        accepted.Comments.Single().BlockId.ShouldBeNull();
        Suggestions.Count(Suggestions.Reject(text)).ShouldBe(0);
        DocumentRules.Check(Suggestions.Reject(text)).ShouldBeEmpty();
    }

    [Fact]
    public void A_section_that_loses_its_title_joins_the_one_above()
    {
        var text = new Document([
            new Section("a", [new Run("A")], [new Paragraph("pa", [Words("one")])]),
            new Section("b", [Words("B", In)], [new Paragraph("pb", [Words("two")])]),
        ]);
        Suggestions.Accept(text).Sections.Count.ShouldBe(2);
        var rejected = Suggestions.Reject(text);
        rejected.Sections.Single().Blocks.Select(block => block.Id).ShouldBe(["pa", "pb"]);
        DocumentRules.Check(rejected).ShouldBeEmpty();
    }

    [Fact]
    public void A_text_without_any_stays_as_it_is()
    {
        var text = Text(new Paragraph("p", [Words("Words", new Strong())]), new Paragraph("q", []));
        Suggestions.Accept(text).ShouldBeSameAs(text);
        Suggestions.Reject(text).ShouldBeSameAs(text);
    }

    [Fact]
    public void A_split_that_is_left_out_gives_the_words_back()
    {
        var split = Text(
            new Paragraph("p", [Words("One ")]),
            new Paragraph("q", [Words("two", new Strong()), Words(" new", In)]) { Suggested = Comes },
            new Paragraph("r", [Words("three")])
        );
        Suggestions.Count(split).ShouldBe(2);
        Suggestions.Places(split).ShouldBe(["q"]);
        Suggestions.Authors(split).ShouldBe(["Ada"]);
        Suggestions
            .Reject(split)
            .ShouldBe(
                Text(new Paragraph("p", [Words("One "), Words("two", new Strong())]), new Paragraph("r", [Words("three")]))
            );
        Suggestions.Accept(split).Sections[0].Blocks[1].ShouldBe(new Paragraph("q", [Words("two", new Strong()), Words(" new")]));
    }

    [Fact]
    public void A_join_that_is_taken_on_joins_and_one_that_is_left_out_does_not()
    {
        var joined = Text(new Heading("h", 3, [Words("One")]), new Paragraph("q", [Words(" two")]) { Suggested = Goes });
        Suggestions.Accept(joined).ShouldBe(Text(new Heading("h", 3, [Words("One two")])));
        Suggestions.Reject(joined).ShouldBe(Text(new Heading("h", 3, [Words("One")]), new Paragraph("q", [Words(" two")])));
    }

    [Fact]
    public void Without_text_above_the_words_stay_a_paragraph()
    {
        var text = Text(
            new Heading("h", 4, [Words("Left"), Words("new", In)]) { Suggested = Comes },
            new ThematicBreak("t"),
            new Paragraph("p", [Words("Right")]) { Suggested = Comes }
        );
        Suggestions
            .Reject(text)
            .ShouldBe(Text(new Paragraph("h", [Words("Left")]), new ThematicBreak("t"), new Paragraph("p", [Words("Right")])));
    }

    [Fact]
    public void Pictures_come_and_go_whole_and_lists_give_their_blocks()
    {
        var text = Text(
            new Figure("f", "a.png", [Words("Caption")]) { Suggested = Comes },
            new CodeBlock("c", "x = 1") { Suggested = Goes },
            new BulletList(
                "l",
                [
                    new ListItem([new Paragraph("a", [Words("was here")])]),
                    new ListItem([new Paragraph("b", [Words(" too"), Words(" new", In)]) { Suggested = Comes }])
                    {
                        Suggested = Comes,
                    },
                ]
            )
            {
                Suggested = Comes,
            },
            new Callout("k", CalloutKind.Tip, [Words("Title", In)], [new Paragraph("k1", [Words("new", In)])])
            {
                Suggested = Comes,
            }
        );
        DocumentRules.Check(text).ShouldBeEmpty();
        Suggestions.Reject(text).ShouldBe(Text(new CodeBlock("c", "x = 1"), new Paragraph("a", [Words("was here too")])));
        var accepted = Suggestions.Accept(text);
        accepted.Sections[0].Blocks.Select(block => block.Id).ShouldBe(["f", "l", "k"]);
        Suggestions.Count(accepted).ShouldBe(0);
    }

    [Fact]
    public void Those_of_one_person_are_settled_and_those_of_others_stay()
    {
        var (mine, other) = (new Inserted("Ada", null) { Person = "p1" }, new Inserted("Noor", null) { Person = "p2" });
        var text = Text(
            new Paragraph("p", [Words("We "), Words("rarely ", mine), Words("always ", other), Words("count.", Out)]),
            new Paragraph("q", [Words("More", other)]) { Suggested = Comes with { Author = "Noor", Person = "p2" } }
        );
        Suggestions
            .Reject(text, suggestion => suggestion.Person == "p1")
            .ShouldBe(
                Text(
                    new Paragraph("p", [Words("We "), Words("always ", other), Words("count.", Out)]),
                    text.Sections[0].Blocks[1]
                )
            );
        Suggestions.Count(Suggestions.Accept(text, suggestion => suggestion is { Person: "p2", IsOfBlock: false })).ShouldBe(3);
        Suggestions.All(text).Select(suggestion => suggestion.Words).ShouldBe(["rarely ", "always ", "count.", "More", "More"]);
        Suggestions.Reject(text, suggestion => suggestion.Person == "p3").ShouldBeSameAs(text);
    }

    [Fact]
    public void A_suggestion_names_somebody_whom_the_house_could_know() =>
        DocumentRules
            .Check(
                Text(
                    new Paragraph("a", [Words("x", new Inserted("Ada", null) { Person = "no body" })]),
                    new Paragraph("b", []) { Suggested = Comes with { Person = "" } },
                    new Paragraph("c", [Words("x", new Inserted("Ada", null) { Person = "link:0b5f" })])
                )
            )
            .Select(problem => problem.BlockId)
            .ShouldBe(["a", "b"]);

    [Fact]
    public void One_contiguous_change_of_one_person_is_one_suggestion()
    {
        var (early, late) = (
            new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 3, 1, 9, 9, 0, TimeSpan.Zero)
        );
        var text = Text(
            new Paragraph(
                "p",
                [
                    Words("We "),
                    Words("never ", new Deleted("Ada", early)),
                    Words("rare", new Inserted("Ada", early)),
                    Words("ly ", new Inserted("Ada", late), new Strong()),
                    Words("counted "),
                    Words("them", Out),
                    Words("it", In),
                ]
            ),
            new Paragraph("q", [Words("A whole "), Words("paragraph.", In)]) { Suggested = Comes },
            new BulletList(
                "l",
                [
                    new ListItem([new Paragraph("l1", [Words("one", In)])]) { Suggested = Comes },
                    new ListItem([new Paragraph("l2", [Words("two", In)])]) { Suggested = Comes },
                ]
            )
            {
                Suggested = Comes,
            },
            new ThematicBreak("t") { Suggested = Goes }
        );
        Suggestions
            .Groups(text)
            .Select(group => (group.Place, group.Author, group.Comes, group.Goes))
            .ShouldBe([
                ("p", "Ada", "rarely ", "never "),
                ("p", "Noor", "", "them"),
                ("p", "Ada", "it", ""),
                ("q", "Ada", "A whole paragraph.", ""),
                ("q", "Ada", "paragraph.", ""),
                ("l", "Ada", "onetwo", ""),
                ("t", "Noor", "", ""),
            ]);
        Suggestions.Count(text).ShouldBe(7);
    }

    [Fact]
    public void Two_people_of_one_name_suggest_each_their_own()
    {
        var text = Text(
            new Paragraph(
                "p",
                [Words("one ", In with { Person = "p1" }), Words("two ", In with { Person = "p2" }), Words("three", In)]
            )
        );
        Suggestions.Count(text).ShouldBe(3);
    }
}

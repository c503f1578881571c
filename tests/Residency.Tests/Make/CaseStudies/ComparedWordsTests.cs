using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>How suggestions and several writers of one session look between two revisions.</summary>
public sealed class ComparedWordsTests
{
    private static readonly Inserted Comes = new("Ada", null) { Person = "00000000-0000-4000-8000-000000000001" };
    private static readonly Deleted Goes = new("Noor", null) { Person = "00000000-0000-4000-8000-000000000002" };

    private static Run Words(string words, params Mark[] marks) => new(words) { Marks = [.. marks] };

    private static Document Text(params Inline[] line) =>
        new([new Section("s", [new Run("Tide")], [new Paragraph("p", [.. line])])]);

    private static WovenText Woven(string author, Document document)
    {
        var words = SuggestedWords.Of(document);
        return new WovenText(author, words.Text) { Suggested = words.Spans };
    }

    private static IEnumerable<(Change Change, string Author, string Text, SuggestedChange? Suggested)> Shown(
        IReadOnlyList<WovenPiece> pieces
    ) =>
        pieces
            .Where(piece =>
                (piece.Change != Change.Kept || piece.Suggested is not null) && !string.IsNullOrWhiteSpace(piece.Text)
            )
            .Select(piece => (piece.Change, piece.Author, piece.Text.Trim(), piece.Suggested));

    [Fact]
    public void Words_that_are_only_suggested_are_said_to_be_so_under_the_name_of_whoever_suggests_them()
    {
        var words = SuggestedWords.Of(
            Text(Words("The "), Words("low", Goes), Words("hi", Comes), Words("gh", Comes, new Strong()), Words(" tide."))
        );
        words.Text.ShouldBe("Tide\n\nThe lowhigh tide.");
        words.Spans.ShouldBe([
            new(10, 13, SuggestedChange.Delete, "Noor") { IsKnown = true },
            new(13, 17, SuggestedChange.Insert, "Ada") { IsKnown = true },
        ]);

        Shown(
                Weave.Between([
                    Woven("Bo", Text(Words("The low tide."))),
                    new WovenText("Chi", words.Text) { Suggested = words.Spans },
                ])
            )
            .ShouldBe([
                (Change.Deleted, "Noor", "low", SuggestedChange.Delete),
                (Change.Inserted, "Ada", "high", SuggestedChange.Insert),
            ]);
    }

    [Fact]
    public void A_suggestion_within_a_word_and_one_behind_the_last_leave_the_rest_as_it_was()
    {
        var before = Woven("Bo", Text(Words("A colour of low tide.")));
        var after = Woven(
            "Bo",
            Text(
                Words("A colo"),
                Words("u", Goes),
                Words("r of"),
                Words(" very", Comes),
                Words(" low tide."),
                Words(" Run!", Comes)
            )
        );
        Shown(Weave.Between([before, after]))
            .ShouldBe([
                (Change.Deleted, "Noor", "u", SuggestedChange.Delete),
                (Change.Inserted, "Ada", "very", SuggestedChange.Insert),
                (Change.Inserted, "Ada", "Run!", SuggestedChange.Insert),
            ]);
        Shown(Weave.Between([after, after])).ShouldAllBe(piece => piece.Change == Change.Kept);
    }

    [Fact]
    public void What_was_taken_on_is_by_whoever_suggested_it_and_what_was_left_out_is_no_change()
    {
        var plain = Woven("Bo", Text(Words("The low tide.")));
        var suggested = Woven("Bo", Text(Words("The "), Words("low", Goes), Words("very", Comes), Words(" tide.")));
        Shown(Weave.Between([plain, suggested, Woven("Chi", Text(Words("The very tide.")))]))
            .ShouldBe([(Change.Deleted, "Noor", "low", null), (Change.Inserted, "Ada", "very", null)], ignoreOrder: true);
        Shown(Weave.Between([suggested, Woven("Chi", Text(Words("The very tide.")))]))
            .ShouldBe([(Change.Deleted, "Noor", "low", null), (Change.Inserted, "Ada", "very", null)], ignoreOrder: true);
        Shown(Weave.Between([suggested, plain])).ShouldBeEmpty();
    }

    [Fact]
    public void Words_that_somebody_suggested_in_vain_elsewhere_are_by_whoever_wrote_them()
    {
        var suggested = Woven("Bo", Text(Words("The low tide"), Words(" often in the winter", Comes), Words(" comes in.")));
        var after = Woven("Chi", Text(Words("The low tide comes in. And often in the winter.")));
        Shown(Weave.Between([suggested, after])).ShouldBe([(Change.Inserted, "Chi", "And often in the winter.", null)]);
    }

    [Fact]
    public void A_name_that_came_with_a_file_is_told_as_a_suggestion_and_never_as_a_fact()
    {
        Mark comes = new Inserted("Hub Owner", null),
            goes = new Deleted("Hub Owner", null);
        var plain = Woven("Bo", Text(Words("The low tide.")));
        var suggested = Woven("Bo", Text(Words("The "), Words("low", goes), Words("very", comes), Words(" tide.")));
        Shown(Weave.Between([plain, suggested])).ShouldAllBe(piece => piece.Author == "Hub Owner" && piece.Suggested != null);
        Shown(Weave.Between([suggested, Woven("Chi", Text(Words("The very tide.")))]))
            .ShouldBe([(Change.Deleted, "Chi", "low", null), (Change.Inserted, "Chi", "very", null)], ignoreOrder: true);
    }

    [Fact]
    public void Signs_that_stand_around_suggestions_within_suggest_nothing_when_somebody_types_them()
    {
        var typed = "\uFDD0" + "0\uFDD1I resign\uFDD2";
        var words = SuggestedWords.Of(Text(Words($"{typed} The "), Words($"lo\uFDD2w", Goes), Words(" tide.")));
        words.Text.ShouldBe("Tide\n\n\uFFFD0\uFFFDI resign\uFFFD The lo\uFFFDw tide.");
        words.Spans.ShouldHaveSingleItem().ShouldBe(new(23, 27, SuggestedChange.Delete, "Noor") { IsKnown = true });
    }

    [Fact]
    public void Of_several_who_wrote_together_the_present_text_tells_whose_a_word_is()
    {
        WovenText[] texts =
        [
            new("Bo", "The tide. "),
            new("Ada, Noor", "The low tide. Boats sleep. Gone. ") { Several = ["Ada", "Noor"] },
        ];
        WrittenWords[] known =
        [
            new("The ", "Bo"),
            new("low ", "Ada"),
            new("tide. ", "Bo"),
            new("Boats ", "Noor"),
            new("sleep.", "Chi"),
        ];
        Weave
            .Between(texts, known)
            .Where(piece => piece.Change == Change.Inserted)
            .Select(piece => (piece.Author, piece.Text.Trim(), piece.IsOfSeveral))
            .ShouldBe([("Ada", "low", false), ("Noor", "Boats", false), ("Ada, Noor", "sleep. Gone.", true)]);
    }

    [Fact]
    public void A_word_is_by_whoever_wrote_most_of_its_letters()
    {
        WrittenWords[] letters = [new("Ti", "Bo"), new("des ru", "Ada"), new("nning lo", "Bo"), new("w", "Ada")];
        WrittenWords.Join(WrittenWords.ByWord(letters, [])).ShouldBe([new("Tides ", "Ada"), new("running low", "Bo")]);
        WrittenWords
            .Join(WrittenWords.ByWord(letters, [new SuggestedSpan(14, 17, SuggestedChange.Insert, "Noor")]))
            .ShouldBe([
                new("Tides ", "Ada"),
                new("running ", "Bo"),
                new WrittenWords("low", "Bo") { Suggested = (SuggestedChange.Insert, "Noor") },
            ]);
    }
}

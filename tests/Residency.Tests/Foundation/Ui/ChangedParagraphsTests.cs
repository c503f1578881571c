using Residency.Foundation.Text;
using Residency.Foundation.Ui;

namespace Residency.Tests.Foundation.Ui;

public sealed class ChangedParagraphsTests
{
    [Fact]
    public void A_long_stretch_without_a_change_is_folded_and_the_neighbours_of_a_change_are_not()
    {
        var runs = ChangedParagraphs.Runs([
            new ChangedPiece(Change.Kept, "one\ntwo\nthree\nfour\nfive "),
            new ChangedPiece(Change.Inserted, "new"),
            new ChangedPiece(Change.Kept, "\nsix\nseven"),
        ]);

        runs.Select(run => (run.IsFolded, run.Paragraphs.Count)).ShouldBe([(true, 3), (false, 3), (false, 1)]);
        runs[1]
            .Paragraphs[1]
            .Select(piece => (piece.Change, piece.Text))
            .ShouldBe([(Change.Kept, "five "), (Change.Inserted, "new")]);
    }

    [Fact]
    public void A_change_that_runs_over_a_line_break_changes_both_paragraphs()
    {
        var runs = ChangedParagraphs.Runs([
            new ChangedPiece(Change.Deleted, "end\nbeginning", "Wanjiru"),
            new ChangedPiece(Change.Kept, " of it"),
        ]);

        var paragraphs = runs.ShouldHaveSingleItem().Paragraphs;
        paragraphs
            .Select(paragraph => paragraph[0])
            .ShouldBe([new(Change.Deleted, "end", "Wanjiru"), new(Change.Deleted, "beginning", "Wanjiru")]);
    }

    [Fact]
    public void No_word_is_lost_or_moved()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var turn = 0; turn < 200; turn++)
        {
            var pieces = Enumerable
                .Range(0, random.Next(0, 30))
                .Select(i => new ChangedPiece((Change)random.Next(3), random.Next(4) == 0 ? $"\n{i}\n" : $"{i}"))
                .ToList();
            var shown = ChangedParagraphs
                .Runs(pieces)
                .SelectMany(run => run.Paragraphs)
                .SelectMany(paragraph => paragraph)
                .Select(piece => piece.Text);
            string.Concat(shown)
                .ShouldBe(
                    string.Concat(pieces.Select(piece => piece.Text.Replace("\n", "", StringComparison.Ordinal))),
                    $"seed {seed}"
                );
        }
    }

    [Fact]
    public void Nothing_compared_with_nothing_shows_nothing() => ChangedParagraphs.Runs([]).ShouldBeEmpty();
}

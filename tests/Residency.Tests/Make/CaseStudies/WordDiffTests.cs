using FsCheck;
using FsCheck.Fluent;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;

namespace Residency.Tests.Make.CaseStudies;

public sealed class WordDiffTests
{
    private static readonly string[] Words = ["tide", "map ", "the ", "a", "\n", " ", "walk ", "é", "🌊 ", "  ", "\n\n"];

    [Fact]
    public void Applying_a_difference_gives_the_other_text_and_undoing_it_the_first()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < Effort.Cases(400); round++)
        {
            var (before, after) = (Text(random), Text(random));
            var pieces = WordDiff.Compare(before, after);
            string.Concat(pieces.Where(piece => piece.Change != Change.Deleted).Select(piece => piece.Text)).ShouldBe(after);
            string.Concat(pieces.Where(piece => piece.Change != Change.Inserted).Select(piece => piece.Text)).ShouldBe(before);
            pieces.Zip(pieces.Skip(1)).ShouldAllBe(pair => pair.First.Change != pair.Second.Change);
        }
    }

    [Fact]
    public void The_script_is_as_short_as_the_longest_common_part_allows()
    {
        Prop.ForAll<byte[], byte[]>(
                (one, other) =>
                {
                    var before = one.Select(b => (b % 4).ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();
                    var after = other.Select(b => (b % 4).ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();
                    var kept = WordDiff.Script(before, after).Count(step => step.Change == Change.Kept);
                    return kept == LongestCommon(before, after);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_changed_word_is_all_that_changes() =>
        WordDiff
            .Compare("We walk at low tide.", "We walk at high tide.")
            .ShouldBe([
                new(Change.Kept, "We walk at "),
                new(Change.Deleted, "low "),
                new(Change.Inserted, "high "),
                new(Change.Kept, "tide."),
            ]);

    [Fact]
    public void Texts_too_far_apart_are_shown_as_replaced()
    {
        var before = string.Concat(Enumerable.Range(0, 3000).Select(i => $"a{i} "));
        var after = string.Concat(Enumerable.Range(0, 3000).Select(i => $"b{i} "));
        WordDiff.Compare(before, after).Select(piece => piece.Change).ShouldBe([Change.Deleted, Change.Inserted]);
    }

    [Fact]
    public void Each_insertion_and_deletion_has_its_author_through_all_texts_between()
    {
        var pieces = Weave.Between([
            new WovenText("Ama", "The tide comes in. "),
            new WovenText("Bo", "The tide comes in quickly. "),
            new WovenText("Chi", "A tide comes in quickly. Run! "),
            new WovenText("Dee", "A tide comes in quickly. "),
        ]);
        pieces
            .Where(piece => piece.Change == Change.Inserted)
            .Select(piece => (piece.Author, piece.Text.Trim()))
            .ShouldBe([("Chi", "A"), ("Bo", "in quickly.")]);
        pieces
            .Where(piece => piece.Change == Change.Deleted)
            .Select(piece => (piece.Author, piece.Text.Trim()))
            .ShouldBe([("Chi", "The"), ("Bo", "in.")], ignoreOrder: true);
    }

    [Fact]
    public void A_weave_gives_back_both_ends_whatever_happened_between_but_for_spaces_of_the_first()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < Effort.Cases(200); round++)
        {
            var texts = Enumerable.Range(0, random.Next(2, 8)).Select(i => new WovenText($"author {i}", Text(random))).ToList();
            var pieces = Weave.Between(texts);
            string.Concat(pieces.Where(piece => piece.Change != Change.Deleted).Select(piece => piece.Text))
                .ShouldBe(texts[^1].Text);
            Squeezed(string.Concat(pieces.Where(piece => piece.Change != Change.Inserted).Select(piece => piece.Text)))
                .ShouldBe(Squeezed(texts[0].Text));
        }

        static string Squeezed(string text) => text.Replace(" ", "", StringComparison.Ordinal);
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(0, 40)).Select(_ => Words[random.Next(Words.Length)]));

    private static int LongestCommon(List<string> one, List<string> other)
    {
        var longest = new int[one.Count + 1, other.Count + 1];
        for (var i = 1; i <= one.Count; i++)
        {
            for (var j = 1; j <= other.Count; j++)
            {
                longest[i, j] =
                    one[i - 1] == other[j - 1] ? longest[i - 1, j - 1] + 1 : Math.Max(longest[i - 1, j], longest[i, j - 1]);
            }
        }

        return longest[one.Count, other.Count];
    }
}

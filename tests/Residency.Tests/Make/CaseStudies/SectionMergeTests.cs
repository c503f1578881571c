using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;
using Residency.Tests.Foundation.Text;

namespace Residency.Tests.Make.CaseStudies;

public sealed class SectionMergeTests
{
    private static readonly Section s_from = Of(("a", "The tide is low."), ("b", "We wait here."), ("c", "Boats sleep."));

    private static Section Of(params (string Id, string Words)[] paragraphs) =>
        new("s", [new Run("Title")], [.. paragraphs.Select(p => new Paragraph(p.Id, [new Run(p.Words)]))]);

    private static Section? Merge(Section mine, Section theirs) => SectionMerge.Merge(s_from, mine, theirs);

    [Fact]
    public void Changes_of_different_paragraphs_and_of_different_words_both_stay()
    {
        Merge(
                Of(("a", "The tide is very low."), ("b", "We wait here."), ("c", "Boats sleep.")),
                Of(("a", "The tide is low now."), ("b", "We wait."), ("c", "Boats sleep."))
            )
            .ShouldBe(Of(("a", "The tide is very low now."), ("b", "We wait."), ("c", "Boats sleep.")));
    }

    [Fact]
    public void The_same_words_changed_otherwise_are_a_clash_and_changed_alike_are_none()
    {
        var mine = Of(("a", "The tide is high."), ("b", "We wait here."), ("c", "Boats sleep."));
        Merge(mine, Of(("a", "The tide is out."), ("b", "We wait here."), ("c", "Boats sleep."))).ShouldBeNull();
        Merge(mine, mine).ShouldBe(mine);
    }

    [Fact]
    public void What_one_took_out_and_the_other_changed_is_a_clash_in_either_direction()
    {
        var without = Of(("a", "The tide is low."), ("c", "Boats sleep."));
        var changed = Of(("a", "The tide is low."), ("b", "We wait there."), ("c", "Boats sleep."));
        Merge(without, changed).ShouldBeNull();
        Merge(changed, without).ShouldBeNull();
        Merge(without, s_from).ShouldBe(without);
        Merge(s_from, without).ShouldBe(without);
    }

    [Fact]
    public void New_paragraphs_of_both_stay_where_they_were_put()
    {
        Merge(
            Of(("a", "The tide is low."), ("m", "Mine."), ("b", "We wait here."), ("c", "Boats sleep.")),
            Of(("a", "The tide is low."), ("t", "Theirs."), ("b", "We wait here."), ("c", "Boats sleep."), ("u", "End."))
        )!
            .Blocks.Select(block => block.Id)
            .ShouldBe(["a", "m", "t", "b", "c", "u"], ignoreOrder: true);
        Merge(s_from with { Blocks = [.. s_from.Blocks, Of(("m", "Mine.")).Blocks[0]] }, Of())!
            .Blocks.Select(block => block.Id)
            .ShouldBe(["m"]);
    }

    [Fact]
    public void An_order_that_one_changed_holds_and_two_are_a_clash()
    {
        var turned = Of(("c", "Boats sleep."), ("a", "The tide is low."), ("b", "We wait here."));
        Merge(turned, Of(("a", "The tide is lower."), ("b", "We wait here."), ("c", "Boats sleep."), ("t", "Theirs.")))
            .ShouldBe(Of(("c", "Boats sleep."), ("t", "Theirs."), ("a", "The tide is lower."), ("b", "We wait here.")));
        Merge(turned, Of(("b", "We wait here."), ("a", "The tide is low."), ("c", "Boats sleep."))).ShouldBeNull();
    }

    [Fact]
    public void The_title_of_the_text_as_it_is_stays()
    {
        var theirs = s_from with { Title = [new Run("Another title")] };
        Merge(Of(("a", "The tide is high."), ("b", "We wait here."), ("c", "Boats sleep.")), theirs)!
            .Title.ShouldBe(theirs.Title);
    }

    [Fact]
    public void Nothing_that_one_person_did_alone_is_lost_or_invented()
    {
        for (var seed = 1; seed <= Effort.Cases(200); seed++)
        {
            var from = new GeneratedDocuments(seed).Make().Sections[0];
            var changed = GeneratedChanges.Of(new Document([from]), new Random(seed)).Sections[0];
            SectionMerge.Merge(from, changed, from).ShouldBe(changed with { Title = from.Title }, $"seed {seed}: mine alone");
            SectionMerge.Merge(from, from, changed).ShouldBe(changed, $"seed {seed}: theirs alone");
            SectionMerge.Merge(from, changed, changed).ShouldBe(changed, $"seed {seed}: both alike");
        }
    }
}

using Residency.Welcome.Parts;

namespace Residency.Tests.Welcome.Parts;

public sealed class FirstStepsTests
{
    [Fact]
    public void A_new_hub_begins_with_its_description_and_ends_with_publication()
    {
        var steps = FirstSteps.Of(new Beginnings("orchard"));

        steps.Select(step => step.What).ShouldBe(Enum.GetValues<Beginning>());
        steps.ShouldAllBe(step => !step.IsDone && step.Href.StartsWith("/orchard/", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_there_is_done_whatever_came_before_it()
    {
        var steps = FirstSteps.Of(new Beginnings("orchard") { HasPartners = true, HasCaseStudy = true });

        steps.Where(step => step.IsDone).Select(step => step.What).ShouldBe([Beginning.AddPartners, Beginning.BeginCaseStudy]);
    }

    [Fact]
    public void A_hub_that_has_published_needs_no_guide() =>
        FirstSteps.Of(new Beginnings("orchard") { HasPublished = true }).ShouldBeEmpty();
}

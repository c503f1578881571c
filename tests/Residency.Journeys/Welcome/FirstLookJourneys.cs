namespace Residency.Journeys.Welcome;

/// <summary>The parts from which every page is made, and the page for lost people.</summary>
public sealed class FirstLookJourneys(Site site)
{
    public static TheoryData<Look> AllLooks => Looks.All;

    [Theory]
    [MemberData(nameof(AllLooks))]
    public async Task Everybody_can_use_every_part_of_a_page(Look look)
    {
        await using var visit = await site.VisitAsync(look);
        await visit.GoAsync("/styleguide");
        await visit.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task An_address_that_does_not_exist_says_so_in_words()
    {
        await using var visit = await site.VisitAsync(Look.Light);
        await visit.GoAsync("/there-is-no-such-page", 404);
        await visit.ShouldBeAccessibleAsync();
    }
}

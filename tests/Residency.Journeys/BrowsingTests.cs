namespace Residency.Journeys;

/// <summary>The eyes of the journeys are open: what is wrong with a page is seen, and nothing else.</summary>
public sealed class BrowsingTests(Site site, BadSite bad) : IClassFixture<BadSite>
{
    public static TheoryData<Look> AllLooks => Looks.All;

    [Theory]
    [MemberData(nameof(AllLooks))]
    public async Task A_good_page_passes_in_every_look(Look look)
    {
        await using var visit = await GoAsync(look, "/good");
        await visit.ShouldBeAccessibleAsync();
    }

    [Theory]
    [InlineData("/pale", "color-contrast")]
    [InlineData("/unlabelled", "label")]
    [InlineData("/wide", "wider than the screen")]
    public async Task What_keeps_people_out_is_found(string path, string word)
    {
        await using var visit = await GoAsync(Look.Light, path);
        (await Assert.ThrowsAsync<ShouldAssertException>(visit.ShouldBeAccessibleAsync)).Message.ShouldContain(word);
    }

    [Theory]
    [InlineData("/elsewhere", "request to another origin: http://localhost:9/picture.png")]
    [InlineData("/breach", "Content Security Policy")]
    [InlineData("/broken", "nothing is not defined")]
    public async Task What_the_browser_complains_about_is_found(string path, string word)
    {
        await using var visit = await VisitAsync(Look.Light);
        var failure = await Assert.ThrowsAsync<ShouldAssertException>(async () =>
        {
            await visit.GoAsync(path);
            await visit.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
            visit.ShouldBeQuiet();
        });
        failure.Message.ShouldContain(word);
        await visit.Page.GotoAsync("about:blank");
        visit.Forgive();
    }

    [Fact]
    public async Task A_refusal_passes_only_where_it_is_expected()
    {
        await using var visit = await VisitAsync(Look.Light);
        await visit.GoAsync("/missing", 404);
        await Assert.ThrowsAsync<ShouldAssertException>(() => visit.GoAsync("/also-missing"));
        visit.Forgive();
    }

    [Fact]
    public async Task Without_script_no_script_runs()
    {
        await using var visit = await GoAsync(Look.WithoutScript, "/broken");
        await visit.ShouldBeAccessibleAsync();
    }

    private async Task<Visit> GoAsync(Look look, string path)
    {
        var visit = await VisitAsync(look);
        await visit.GoAsync(path);
        return visit;
    }

    private Task<Visit> VisitAsync(Look look) => site.VisitAsync(look, bad.Address, () => "");
}

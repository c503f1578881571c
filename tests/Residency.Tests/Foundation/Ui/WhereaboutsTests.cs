using Residency.Foundation.Ui;

namespace Residency.Tests.Foundation.Ui;

public sealed class WhereaboutsTests
{
    private static readonly NavigationItem[] Links =
    [
        new("My work", "/harbour/case-studies/mine"),
        new("Case studies", "/harbour/case-studies"),
        new("Library", "/harbour/library"),
    ];

    [Theory]
    [InlineData("/harbour/case-studies/mine", "My work")]
    [InlineData("/harbour/case-studies/mine/", "My work")]
    [InlineData("/harbour/case-studies", "Case studies")]
    [InlineData("/harbour/case-studies/minerals", "Case studies")]
    [InlineData("/Harbour/Case-Studies/Begin", "Case studies")]
    [InlineData("/harbour/library-of-things", null)]
    [InlineData("/harbour", null)]
    public void Only_the_closest_link_above_a_page_is_current(string path, string? current) =>
        Whereabouts
            .Mark(Links, path)
            .Where(link => link.Current == true)
            .Select(link => link.Text)
            .ShouldBe(current is null ? [] : [current]);

    [Fact]
    public void A_link_that_says_it_is_current_is_the_only_one() =>
        Whereabouts
            .Mark([.. Links, new NavigationItem("Here", "/elsewhere") { Current = true }], "/harbour/library")
            .Where(link => link.Current == true)
            .Select(link => link.Text)
            .ShouldBe(["Here"]);

    [Fact]
    public void The_first_page_is_not_above_every_other() =>
        Whereabouts.Mark([new NavigationItem("Home", "/")], "/harbour").ShouldAllBe(link => link.Current == false);
}

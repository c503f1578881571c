using System.Collections.Concurrent;

namespace Residency.Journeys.EveryPage;

/// <summary>Every page, in every state, by everybody whom it concerns, in every look.</summary>
public sealed class EveryPageTests(Site site, Landmarks landmarks) : IClassFixture<Landmarks>
{
    // Two addresses with one title cannot be told apart in a list of tabs or in the history.
    private static readonly ConcurrentDictionary<string, string> Titles = new(StringComparer.Ordinal);

    private static readonly IReadOnlyList<PageState> States =
    [
        .. PublicStates.All,
        .. AccountStates.All,
        .. WritingStates.All,
        .. HostStates.All,
        .. EditorStates.All,
    ];

    // The usual run takes each page once and every refusal, and public pages in the dark and on a telephone too; the full
    // one takes every state in every look.
    public static TheoryData<string> All =>
        [
            .. States
                .Where(state => Effort.IsFull || state.IsRefusal || IsFirstOfItsRoute(state))
                .Select(state => state.ToString()),
        ];

    // Without script the server sends the same page, so that the usual run looks at the public ones.
    public static TheoryData<string> WithoutScript =>
        [
            .. States
                .Where(state => !state.NeedsScript)
                .Where(state => Effort.IsFull || (state.Who is Who.Visitor && IsFirstOfItsRoute(state)))
                .Select(state => state.ToString()),
        ];

    [Fact]
    public void Every_page_of_the_product_is_visited()
    {
        var pages = File.ReadLines(Path.Combine(Root(), "tests", "Residency.Tests", "Printed", "routes.txt"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is [_, "GET", "POST", ..])
            .Select(words => words[0])
            .ToList();
        pages.Count.ShouldBeGreaterThan(50, "the list of routes was not read");
        pages.Except(States.Select(state => state.Route), StringComparer.Ordinal).ShouldBeEmpty("pages without a visit");
        States.Select(state => state.Route).Except(pages, StringComparer.Ordinal).ShouldBe(["/problem"], "no such page");
        States.Select(state => state.ToString()).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nobody_is_kept_out(string name)
    {
        var state = States.Single(state => state.ToString() == name);
        await using var visit = await VisitAsync(Look.ReducedMotion, state);
        var stay = new Stay(visit, landmarks);
        await state.ArriveAsync(stay);
        visit.ShouldBeQuiet();
        var wrong = await new Inspection(
            stay,
            Effort.IsFull || (state.Who is Who.Visitor && IsFirstOfItsRoute(state))
        ).RunAsync();
        Assert.True(wrong.Count == 0, $"{name} at {visit.Page.Url}:\n  {string.Join("\n  ", wrong)}\n");
        visit.ShouldBeQuiet();
        await ShouldHaveATitleOfItsOwnAsync(visit, state);
    }

    [Theory]
    [MemberData(nameof(WithoutScript))]
    public async Task Everything_works_without_script(string name)
    {
        var state = States.Single(state => state.ToString() == name);
        await using var visit = await VisitAsync(Look.WithoutScript, state);
        var stay = new Stay(visit, landmarks);
        await state.ArriveAsync(stay);
        (await Shape.ComplaintsAsync(stay)).ShouldBeEmpty();
        (await Shape.CutOffAsync(stay)).ShouldBeEmpty();
        visit.ShouldBeQuiet();
    }

    private static bool IsFirstOfItsRoute(PageState state) => States.First(other => other.Route == state.Route) == state;

    private async Task<Visit> VisitAsync(Look look, PageState state)
    {
        var email = PageState.AddressOf(state.Who);
        var visit = await site.VisitAsync(look, email);
        if (state.Who is Who.Owner or Who.Founder)
        {
            await (await site.ProductAsync()).ProveAsync(email, ago: state.IsProved ? TimeSpan.Zero : TimeSpan.FromHours(1));
        }

        return visit;
    }

    private static async Task ShouldHaveATitleOfItsOwnAsync(Visit visit, PageState state)
    {
        var title = await visit.Page.TitleAsync();
        // The secret of a link leaves the address at once, so that two routes are one page.
        var page = state.Route.Replace("/{Token}", "", StringComparison.Ordinal);
        if (!title.StartsWith("Page not found", StringComparison.Ordinal))
        {
            Titles.GetOrAdd(title, page).ShouldBe(page, $"two pages are called “{title}”");
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Residency.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("There is no Residency.slnx above the tests.");
        }

        return folder.FullName;
    }
}

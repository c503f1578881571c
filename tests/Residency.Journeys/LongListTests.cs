using Microsoft.Playwright;

namespace Residency.Journeys;

/// <summary>Lists of ten thousand things come in pages that are small and open to everybody.</summary>
public sealed class LongListTests(Site site, LongLists lists) : IClassFixture<LongLists>
{
    [Theory]
    [InlineData("library", "")]
    [InlineData("library?page=400", "")]
    [InlineData("library?q=repair", "")]
    [InlineData("case-studies", LongLists.Owner)]
    [InlineData("case-studies?page=200", LongLists.Owner)]
    [InlineData("members", LongLists.Owner)]
    [InlineData("members?page=200", LongLists.Owner)]
    [InlineData("organisations/manage", LongLists.Owner)]
    [InlineData("messages", LongLists.Owner)]
    [InlineData("messages?page=200", LongLists.Owner)]
    public async Task A_list_of_ten_thousand_rows_is_paged(string path, string email)
    {
        await using var visit = await site.VisitAsync(Look.Light, lists.Product.Address, lists.Product.Said);
        if (email.Length > 0)
        {
            await visit.Context.AddCookiesAsync(lists.Cookies);
        }

        await visit.GoAsync($"/harbour/{path}");
        (await visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).CountAsync()).ShouldBe(1);
        (await visit.Page.Locator("main :is(tbody tr, .results > li, .thread > li)").CountAsync()).ShouldBeInRange(1, 100);
        (await visit.Page.ContentAsync()).Length.ShouldBeLessThan(300_000);
        await visit.ShouldBeAccessibleAsync();
    }
}

/// <summary>A product of its own, in which the hub has ten thousand of everything.</summary>
public sealed class LongLists(Site site) : IAsyncLifetime
{
    internal const string Owner = "amara@merrowport.example";

    // Columns that the copies share with their pattern are taken from one row that the demonstration made.
    private static readonly (string Table, string Changed)[] Many =
    [
        ("library_entries", "id=$n, code=new_code(), title='Repair ' || $n"),
        ("casestudies_case_studies", "id=$id, code=new_code(), title='Repair ' || $n, title_key='repair ' || $n"),
        ("people_organisations", "id=$id, code=new_code(), name='Firm ' || $n"),
        (
            "people_persons",
            "id=$id, name='Person ' || $n, name_key='person ' || $n, email=$n || '@example.org', email_key=$n || '@example.org'"
        ),
        ("people_memberships", "id=$id, person=$id"),
        ("library_reader_messages", "id=$id, text='Message ' || $n"),
    ];

    private Product? _product;

    public Product Product => _product ?? throw new InvalidOperationException("The product has not started.");

    public IReadOnlyList<Cookie> Cookies { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _product = await Product.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await site.VisitAsync(Look.Light, Product.Address, Product.Said);
        await visit.GoAsync("/harbour/contact");
        await visit.Page.GetByLabel("Your message").FillAsync("The pattern of ten thousand others.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Thank you, we have it" }).WaitForAsync();
        await visit.SignInAsync(Owner);
        Cookies = [.. (await visit.Context.CookiesAsync()).Select(Same)];
        foreach (var (table, changed) in Many)
        {
            await Product.MultiplyAsync(table, changed, times: 10_000);
        }

        const string intoTheIndex = """
            insert into library_search (rowid, title, summary, names, body)
            select id, title, summary, '', title from library_entries where id > 100000
            """;
        (await Product.ChangeAsync(intoTheIndex)).ShouldBe(10_000);
    }

    public async ValueTask DisposeAsync()
    {
        if (_product is not null)
        {
            await _product.DisposeAsync();
        }
    }

    private static Cookie Same(BrowserContextCookiesResult cookie) =>
        new()
        {
            Name = cookie.Name,
            Value = cookie.Value,
            Domain = cookie.Domain,
            Path = cookie.Path,
            HttpOnly = cookie.HttpOnly,
            SameSite = cookie.SameSite,
        };
}

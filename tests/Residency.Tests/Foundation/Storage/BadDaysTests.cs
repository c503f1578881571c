using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Tests.Gather.People;

namespace Residency.Tests.Foundation.Storage;

/// <summary>The disk is full, or somebody else holds the file: people go on reading and lose nothing that they typed.</summary>
public sealed class BadDaysTests
{
    // Enough for a slow machine to settle in, and far less than the half minute of the product.
    private const int PatienceSeconds = 6;

    private const string Words = "We meet at the quay on every second Tuesday.";

    [Fact]
    public async Task A_file_that_somebody_else_holds_gives_a_clear_page_with_what_was_typed()
    {
        await using var site = await OpenAsync(PatienceSeconds);
        using var browser = await BrowserAsync(site);
        var page = await browser.GetAsync("/harbour/hubs/configure");
        await using (var somebody = new SqliteConnection($"Data Source={site.Storage.SqliteFile};Pooling=False"))
        {
            await somebody.OpenAsync(TestContext.Current.CancellationToken);
            await using var holding = somebody.BeginTransaction(deferred: false);
            var refused = await browser.PostAsync(page, "configure", Typed(Words));
            refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers["Retry-After"].ShouldBe("30");
            refused.Text.ShouldContain("The site is busy just now");
            refused.Text.ShouldContain("It was not saved.");
            Kept(refused).ShouldBe(Words);
            refused.Html.QuerySelector("form[method=post]")?.GetAttribute("action").ShouldBe("/harbour/hubs/configure");
            (await browser.GetAsync("/harbour")).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await browser.PostAsync(page, "configure", Typed(Words))).Text.ShouldContain("Saved.");
        (await AboutAsync(browser)).ShouldBe(Words);
    }

    [Fact]
    public async Task A_full_disk_keeps_reading_alive_says_so_and_is_over_when_there_is_room_again()
    {
        await using var site = await Site.OpenAsync();
        using var browser = await BrowserAsync(site);
        var page = await browser.GetAsync("/harbour/hubs/configure");
        var turns = site.Services.GetRequiredService<SqliteWriteTurns>();
        var pages = await AskAsync(turns, "PRAGMA page_count");
        await AskAsync(turns, $"PRAGMA max_page_count = {pages}");
        var much = string.Join(' ', Enumerable.Repeat(Words, 400));

        var refused = await browser.PostAsync(page, "configure", Typed(much));
        refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Text.ShouldContain("The disk of this site is full. You can go on reading.");
        Kept(refused).ShouldBe(much);
        foreach (var path in (string[])["/harbour", "/harbour/hubs/configure", "/harbour/library", "/health"])
        {
            (await browser.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK, path);
        }

        await AskAsync(turns, "PRAGMA max_page_count = 1073741823");
        (await browser.PostAsync(page, "configure", Typed(much))).Text.ShouldContain("Saved.");
        (await AboutAsync(browser)).ShouldBe(much);
        (await AskAsync(turns, "PRAGMA integrity_check")).ShouldBe("ok");
    }

    [Fact]
    public void Trouble_of_the_storage_is_found_under_what_wraps_it_and_mistakes_are_none()
    {
        var full = new SqliteException("database or disk is full", 13);
        StorageTroubles.Of(new OutsideException("saving", new InvalidOperationException("", full))).ShouldBe(StorageTrouble.Full);
        StorageTroubles.Of(new IOException("No space left on device", 28)).ShouldBe(StorageTrouble.Full);
        StorageTroubles.Of(new SqliteException("database is locked", 5)).ShouldBe(StorageTrouble.Busy);
        StorageTroubles
            .Of(new Npgsql.PostgresException("the database system is starting up", "FATAL", "FATAL", "57P03"))
            .ShouldBe(StorageTrouble.Away);
        StorageTroubles.Of(new Npgsql.PostgresException("no room", "ERROR", "ERROR", "53100")).ShouldBe(StorageTrouble.Full);
        StorageTroubles.Of(new Npgsql.PostgresException("no such table", "ERROR", "ERROR", "42P01")).ShouldBeNull();
        StorageTroubles.Of(new SqliteException("syntax error", 1)).ShouldBeNull();
        StorageTroubles.Of(new InvalidOperationException("a mistake")).ShouldBeNull();
    }

    private static Task<Site> OpenAsync(int seconds) =>
        Site.OpenAsync(
            new SiteWish
            {
                More = services =>
                {
                    var present = services.Select(one => one.ImplementationInstance).OfType<StorageSettings>().Last();
                    services.AddSingleton(present with { WriteTurnSeconds = seconds });
                },
            }
        );

    private static async Task<Browser> BrowserAsync(Site site)
    {
        var browser = await site.SignedInAsync(site.Owner);
        browser.Headers["Origin"] = "http://localhost"; // browsers say so with every form
        return browser;
    }

    private static (string, string)[] Typed(string about) =>
        [
            ("Form.Name", "Quay hub"),
            ("Form.Host", "Quay office"),
            ("Form.Description", ""),
            ("Form.About", about),
            ("Form.Contact", "quay@example.org"),
            ("Form.Controller", ""),
            ("Form.Language", "en"),
            ("Form.TimeZone", "Europe/Oslo"),
            ("Form.Licence", "CC0-1.0"),
            ("Form.LooksUpDois", "true"),
        ];

    // The field as it is sent again; a text area begins with a line of its own.
    private static string? Kept(Page page) => page.Html.QuerySelector("input[name='Form.About']")?.GetAttribute("value");

    private static async Task<string?> AboutAsync(Browser browser) =>
        (await browser.GetAsync("/harbour/hubs/configure")).Html.QuerySelector("[name='Form.About']")?.TextContent.Trim();

    private static Task<string?> AskAsync(SqliteWriteTurns turns, string pragma) =>
        turns.AloneAsync(
            async (writer, cancel) =>
            {
                await using var ask = writer.CreateCommand();
                ask.CommandText = pragma;
                return Convert.ToString(await ask.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture);
            },
            CancellationToken.None
        );
}

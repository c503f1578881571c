using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Residency.Journeys.EveryPage;

/// <summary>Addresses within the demonstration, found as its owner finds them: by reading lists.</summary>
/// <remarks>Also withdraws one text and sends one message, so that there is something to see of both.</remarks>
public sealed class Landmarks(Site site) : IAsyncLifetime
{
    private const string Withdrawn = "The woman who counts what she does not publish";

    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        await using var visit = await site.VisitAsync(Look.Light, PageState.AddressOf(Who.Owner));
        var page = visit.Page;
        await (await site.ProductAsync()).ProveAsync(PageState.AddressOf(Who.Owner), ago: TimeSpan.Zero);
        await visit.GoAsync("/harbour/case-studies");
        await NoteAsync(page, "draft", "Damp, mould and the order of repairs");
        await NoteAsync(page, "otherDraft", "Two seconds of silence");
        await NoteAsync(page, "published", "Leaks in the open");
        await NoteAsync(page, "gone", Withdrawn);
        await visit.GoAsync("/harbour/library");
        await NoteAsync(page, "edition", "Leaks in the open");
        await NoteAsync(page, "tombstone", Withdrawn);
        await visit.GoAsync("/harbour/members?q=Gareth");
        await NoteAsync(page, "member", "Gareth Llewelyn-Roe");
        await visit.GoAsync("/harbour/members?q=Kalloe");
        await NoteAsync(page, "suspended", "Rajesh Kalloe");
        await visit.GoAsync("/harbour/organisations/manage");
        await NoteAsync(page, "organisation", "Tarn Valley Water", part: 1);

        var stay = new Stay(visit, this);
        await stay.OpenAsync("/harbour/publishing/{gone}/withdraw");
        await stay.FillAsync("Reason that readers will see", "A person in the text asked for it.");
        await stay.SendAsync("Withdraw all editions", 200);
        await stay.OpenAsync("/harbour/members/{suspended}/suspend");
        await stay.SendAsync("^Suspend$", 302);
        await visit.GoAsync("/harbour/contact");
        await stay.FillAsync("Your message", "Thank you. In the second section a number is missing.");
        await stay.SendAsync("^Send$", 200);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Puts addresses in the place of names in braces.</summary>
    public string Fill(string path) => Regex.Replace(path, @"\{(\w+)\}", found => _places[found.Groups[1].Value]);

    private async Task NoteAsync(IPage page, string name, string text, int part = 0)
    {
        var href = await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = text }).First.GetAttributeAsync("href");
        var parts = href.ShouldNotBeNull($"there is no link {text} on {page.Url}").Split('/', '?');
        _places[name] = parts[^(1 + part)];
    }
}

using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Residency.Tests.Gather.People;

/// <summary>A browser without script: keeps cookies by name and path, reads forms, posts them with their tokens.</summary>
internal sealed class Browser(HttpMessageHandler handler) : IDisposable
{
    private readonly HttpClient _http = new(handler) { BaseAddress = new Uri("http://localhost") };
    private readonly Dictionary<string, (string Value, string Path)> _cookies = new(StringComparer.Ordinal);

    public Dictionary<string, string> Headers { get; } = new(StringComparer.Ordinal) { ["Accept"] = "text/html" };

    public IReadOnlyCollection<string> Cookies => _cookies.Keys;

    public string? Cookie(string name) => _cookies.TryGetValue(name, out var cookie) ? cookie.Value : null;

    public void Put(string name, string value) => _cookies[name] = (value, "/");

    public Task<Page> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), follow: true);

    public Task<Page> GetWithoutFollowingAsync(string path) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), follow: false);

    public Task<Page> HeadAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Head, path), follow: true);

    /// <summary>Posts a form of a page with its hidden fields, and follows where it leads.</summary>
    public Task<Page> PostAsync(Page page, string form, params (string Name, string Value)[] fields) =>
        SendAsync(Request(page, form, fields), follow: true);

    public Task<Page> PostWithoutFollowingAsync(Page page, string form, params (string Name, string Value)[] fields) =>
        SendAsync(Request(page, form, fields), follow: false);

    public Task<Page> PostRawAsync(string path, IEnumerable<KeyValuePair<string, string>> fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) }, follow: false);

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(Page page, string form, (string Name, string Value)[] fields)
    {
        var found = page
            .Html.QuerySelectorAll<IHtmlFormElement>("form")
            .SingleOrDefault(candidate => candidate.QuerySelector<IHtmlInputElement>("input[name=_handler]")?.Value == form);
        found.ShouldNotBeNull($"{page.Path} has no form '{form}'. It says: {page.Text}");
        var values = found
            .QuerySelectorAll<IHtmlInputElement>("input[type=hidden]")
            .Where(input => input.Name is not null)
            .ToDictionary(input => input.Name!, input => input.Value, StringComparer.Ordinal); // filtered above
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        return new HttpRequestMessage(HttpMethod.Post, page.Path) { Content = new FormUrlEncodedContent(values) };
    }

    private async Task<Page> SendAsync(HttpRequestMessage request, bool follow)
    {
        for (var step = 0; step < 6; step++)
        {
            var url = new Uri(_http.BaseAddress!, request.RequestUri!); // both are set
            var sent = _cookies.Where(cookie => url.AbsolutePath.StartsWith(cookie.Value.Path, StringComparison.Ordinal));
            request.Headers.TryAddWithoutValidation(
                "Cookie",
                string.Join("; ", sent.Select(cookie => $"{cookie.Key}={cookie.Value.Value}"))
            );
            foreach (var (name, value) in Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var answer = await _http.SendAsync(request);
            Keep(answer);
            if (!follow || answer.Headers.Location is null)
            {
                return await Page.ReadAsync(url.PathAndQuery, answer);
            }

            request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, answer.Headers.Location));
        }

        throw new InvalidOperationException("Redirected in a circle.");
    }

    private void Keep(HttpResponseMessage answer)
    {
        foreach (var text in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            var parts = text.Split("; ");
            var (name, value) = (parts[0].Split('=', 2)[0], parts[0].Split('=', 2)[1]);
            var path = Array.Find(parts, part => part.StartsWith("path=", StringComparison.OrdinalIgnoreCase))?[5..] ?? "/";
            if (value.Length == 0)
            {
                _cookies.Remove(name);
            }
            else
            {
                _cookies[name] = (value, path);
            }
        }
    }
}

/// <summary>An answer as a person and a test see it.</summary>
internal sealed record Page(
    string Path,
    HttpStatusCode Status,
    IHtmlDocument Html,
    string? Location,
    IReadOnlyDictionary<string, string> Headers
)
{
    /// <summary>The words of the main part, spaces run together.</summary>
    public string Text =>
        string.Join(
            ' ',
            (Html.QuerySelector("main") ?? Html.DocumentElement).TextContent.Split(
                (char[]?)null,
                StringSplitOptions.RemoveEmptyEntries
            )
        );

    public string Title => Html.QuerySelector("h1")?.TextContent.Trim() ?? "";

    public static async Task<Page> ReadAsync(string path, HttpResponseMessage answer) =>
        new(
            path,
            answer.StatusCode,
            new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()),
            answer.Headers.Location?.ToString(),
            answer.Headers.ToDictionary(
                header => header.Key,
                header => string.Join(", ", header.Value),
                StringComparer.OrdinalIgnoreCase
            )
        );
}

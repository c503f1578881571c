using System.Text;
using System.Text.RegularExpressions;

namespace Residency.Tests.Permissions;

/// <summary>An answer as it came, not followed.</summary>
internal sealed record Answer(int Status, string? Location, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body as it came; pictures and packages are no text.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>What one asked of it, for those whose answers must be the same whatever they asked for.</summary>
    public string Alike => Caller.Changing().Replace(Body, "");
}

/// <summary>Somebody's browser without any manners: asks for everything, follows nothing.</summary>
internal sealed partial class Caller(HttpMessageHandler handler, string site) : IDisposable
{
    private readonly HttpClient _http = new(handler) { BaseAddress = new Uri(site), Timeout = TimeSpan.FromMinutes(2) };
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    /// <summary>A page with a form, for browsers whose forms beside it are bound to something else than a session.</summary>
    public string? TokenPage { get; set; }

    public void Put(string name, string value) => _cookies[name] = value;

    /// <summary>The cookies as a request carries them.</summary>
    public string Cookies => string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Posts fields with a token of this browser's own.</summary>
    public async Task<Answer> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields) =>
        await SendAsync(
            new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent(
                    fields.Where(field => field.Key != TokenName).Append(new(TokenName, await TokenAsync(path)))
                ),
            }
        );

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("Cookie", Cookies);
        if (request.Headers.Accept.Count == 0)
        {
            request.Headers.TryAddWithoutValidation("Accept", "text/html");
        }

        try
        {
            return await AskAsync(request);
        }
        catch (TaskCanceledException late)
        {
            throw new TimeoutException($"{request.Method} {request.RequestUri} was not answered.", late);
        }
    }

    private async Task<Answer> AskAsync(HttpRequestMessage request)
    {
        using var answer = await _http.SendAsync(request);
        foreach (var text in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            var (name, value) = (text.Split('=', 2)[0], text.Split('=', 2)[1].Split(';')[0]);
            // Answers of forms may sign somebody out; here everybody stays who they are.
            if (name.EndsWith("-form", StringComparison.Ordinal))
            {
                _cookies[name] = value;
            }
        }

        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return new Answer(
            (int)answer.StatusCode,
            answer.Headers.Location?.ToString(),
            Encoding.UTF8.GetString(bytes),
            answer
                .Headers.Concat(answer.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase)
        )
        {
            Bytes = bytes,
        };
    }

    /// <summary>A token with which forms of this browser are accepted at an address.</summary>
    public async Task<string> TokenAsync(string path = "/case-studies/")
    {
        var page = TokenPage is { } own && path.Contains("/case-studies/", StringComparison.Ordinal) ? own : "/sign-out";
        if (!_tokens.TryGetValue(page, out var token))
        {
            var found = Token().Match((await GetAsync(page)).Body);
            found = found.Success ? found : Token().Match((await GetAsync("/sign-in")).Body);
            found.Success.ShouldBeTrue("neither page has a form with a token");
            _tokens.Add(page, token = found.Groups[1].Value);
        }

        return token;
    }

    public void Dispose() => _http.Dispose();

    public const string TokenName = "__RequestVerificationToken";

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    // Numbers used once, tokens, ids and codes in addresses: everything that may differ between two equal answers.
    [GeneratedRegex(
        "nonce=\"[^\"]*\"|value=\"[^\"]*\"|href=\"[^\"]*\"|action=\"[^\"]*\"|content=\"[^\"]*\"|Reference: [^<]*|[0-9a-f]{8}-[0-9a-f-]{27}"
    )]
    internal static partial Regex Changing();
}

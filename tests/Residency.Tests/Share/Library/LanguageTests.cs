using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Residency.Foundation.Ui;
using Residency.Foundation.Ui.Http;
using Residency.Tests.Floorplan;
using Residency.Tests.Foundation.Ui.Http;
using Residency.Welcome.Demo;

namespace Residency.Tests.Share.Library;

/// <summary>The public pages in the languages of their readers: whole, by choice or by the browser's wish, and kept apart.</summary>
public sealed partial class LanguageTests(LanguageTests.Place place) : IClassFixture<LanguageTests.Place>
{
    private const string Spanish = "src/Residency/Foundation/Ui/Words.es.resx";
    private const string English = "src/Residency/Foundation/Ui/Words.resx";

    private const int MostOfARoute = 12;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_a_reader_meets_is_left_in_English()
    {
        var front = place.Front;
        using var reader = ReaderOf(front, "es");
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>([
            "/",
            "/harbour",
            "/meadow",
            "/sign-in",
            "/sign-in/link",
            "/harbour/library/elsewhere",
            "/sign-out",
            "/problem/500",
        ]);
        var sort = new RouteMatcher(front.Services);
        var ofRoute = new Dictionary<string, int>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var path))
        {
            // The choices of the library lead to each other without end.
            if (
                visited.Contains(path)
                || sort.TranslatedRouteOf(path.Split('?')[0]) is not { } route
                || ofRoute.GetValueOrDefault(route) == MostOfARoute
            )
            {
                continue;
            }

            visited.Add(path);
            ofRoute[route] = ofRoute.GetValueOrDefault(route) + 1;

            var page = await (await reader.GetAsync(new Uri(path, UriKind.Relative), Cancel)).Content.ReadAsStringAsync(Cancel);
            page.ShouldContain("<html lang=\"es\"", Case.Sensitive, path);
            foreach (var link in Links().Matches(page).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value)))
            {
                waiting.Enqueue(link.Split('#')[0]);
            }
        }

        // Some pages are reached by a form or a mistake only.
        foreach (
            var path in (string[])
                [
                    "/sign-in/code/01a20689-96b6-70aa-b40d-96977f07f3e4",
                    "/harbour/library?q=zzzzqq",
                    "/nothing/here",
                    "/sign-in/link/" + new string('A', 43),
                ]
        )
        {
            visited.Add(path);
            await reader.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        }

        await SendAsync(reader, "/harbour/contact", "contact", ("Form.Kind", "Question"), ("Form.Text", " "));
        await SendAsync(
            reader,
            "/harbour/contact",
            "contact",
            ("Form.Kind", "Question"),
            ("Form.Text", "a"),
            ("Form.Email", "b")
        );
        await SendAsync(reader, "/harbour/contact", "contact", ("Form.Kind", "Complaint"), ("Form.Text", "a"));
        await SendAsync(reader, "/sign-in", "address", ("Address.Email", "nobody"));
        await SendAsync(reader, "/sign-in", "passkey", ("Key.Answer", "{}"));
        await SendAsync(reader, "/sign-in/code/01a20689-96b6-70aa-b40d-96977f07f3e4", "code", ("Form.Code", "12345678"));

        sort.Translated.Except(visited.Select(path => sort.TranslatedRouteOf(path.Split('?')[0])))
            .ShouldBeEmpty("these pages are said to be translated, and the walk does not come to them");
        place.Missing.Select(word => $"{word.Key} ({word.Value})").Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void A_translation_is_of_words_that_exist_and_keeps_the_places_for_values()
    {
        var words = Read(English);
        foreach (var (key, text) in Read(Spanish))
        {
            words.Keys.ShouldContain(key);
            Places(text).ShouldBe(Places(key), ignoreOrder: true, key);
            text.Trim().ShouldNotBeEmpty(key);
        }
    }

    [Theory]
    [InlineData("es", "es")]
    [InlineData("es-MX,es;q=0.9,en;q=0.8", "es")]
    [InlineData("en-US,en;q=0.9,es;q=0.1", "en")]
    [InlineData("fr-CH, fr;q=0.9, es;q=0.5", "es")]
    [InlineData("fr, *;q=0.5", "en")]
    [InlineData("x-y-z;;;q=nonsense", "en")]
    [InlineData("", "en")]
    public async Task The_browser_says_what_its_reader_would_like(string wish, string expected)
    {
        var front = place.Front;
        using var reader = ReaderOf(front, wish);
        (await reader.GetStringAsync(new Uri("/harbour/library", UriKind.Relative), Cancel)).ShouldContain(
            $"<html lang=\"{expected}\""
        );
    }

    [Fact]
    public async Task A_choice_outweighs_the_browser_and_each_language_is_kept_for_itself()
    {
        var front = place.Front;
        using var reader = ReaderOf(front, "en");
        var about = new Uri("/harbour/about?never=seen", UriKind.Relative);
        var before = await reader.GetAsync(about, Cancel);
        (await before.Content.ReadAsStringAsync(Cancel)).ShouldContain(
            "href=\"/language/es?return=%2Fharbour%2Fabout%3Fnever%3Dseen\""
        );
        before.Headers.Vary.ShouldBe(["Accept-Language", "Cookie"]);

        var choice = await reader.GetAsync(new Uri("/language/es?return=%2Fharbour%2Fabout", UriKind.Relative), Cancel);
        choice.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        choice.Headers.Location!.ToString().ShouldBe("/harbour/about"); // a redirect names its goal
        var cookie = choice.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldBe("residency-language=es; max-age=31536000; path=/; secure; samesite=lax; httponly");

        foreach (var isKept in (bool[])[false, true])
        {
            var asked = new HttpRequestMessage(HttpMethod.Get, about) { Headers = { { "Cookie", "residency-language=es" } } };
            var page = await reader.SendAsync(asked, Cancel);
            (await page.Content.ReadAsStringAsync(Cancel)).ShouldContain("<html lang=\"es\"");
            page.Headers.Age.HasValue.ShouldBe(isKept);
            page.Headers.ETag.ShouldNotBe(before.Headers.ETag);
        }

        using var other = ReaderOf(front, "en");
        var after = await other.GetAsync(about, Cancel);
        after.Headers.Age.ShouldNotBeNull();
        (await after.Content.ReadAsStringAsync(Cancel)).ShouldContain("<html lang=\"en\"");
    }

    [Theory]
    [InlineData("/language/xx?return=/harbour", HttpStatusCode.NotFound, null)]
    [InlineData("/language/ES", HttpStatusCode.Redirect, "/")]
    [InlineData("/language/es?return=https://evil.example/", HttpStatusCode.Redirect, "/")]
    [InlineData("/language/es?return=//evil.example", HttpStatusCode.Redirect, "/")]
    [InlineData("/language/es?return=/%5Cevil.example", HttpStatusCode.Redirect, "/")]
    public async Task A_choice_leads_nowhere_else(string path, HttpStatusCode status, string? goal)
    {
        var front = place.Front;
        using var reader = ReaderOf(front, "en");
        var answer = await reader.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        answer.StatusCode.ShouldBe(status);
        answer.Headers.Location?.ToString().ShouldBe(goal);
    }

    private static async Task SendAsync(HttpClient reader, string path, string form, params (string Name, string Value)[] fields)
    {
        var address = new Uri(path, UriKind.Relative);
        var token = Token().Match(await reader.GetStringAsync(address, Cancel)).Groups[1].Value;
        using var content = new FormUrlEncodedContent([
            KeyValuePair.Create("_handler", form),
            KeyValuePair.Create("__RequestVerificationToken", token),
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ]);
        using var answer = await reader.PostAsync(address, content, Cancel);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound, HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("<html lang=\"es\"", Case.Sensitive, $"{path} {form}");
    }

    private static HttpClient ReaderOf(Front front, string wish)
    {
        var reader = front.NewClient();
        reader.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", wish);
        return reader;
    }

    private static Dictionary<string, string> Read(string file) =>
        XDocument
            .Load(Path.Combine(Building.Root, file))
            .Root!.Elements("data") // our own files
            .ToDictionary(word => word.Attribute("name")!.Value, word => word.Element("value")!.Value, StringComparer.Ordinal);

    private static IEnumerable<string> Places(string text) => Hole().Matches(text).Select(hole => hole.Value).Distinct();

    [GeneratedRegex("""href="(/[^"]*)""")]
    private static partial Regex Links();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Hole();

    /// <summary>The demonstration, and which Spanish words were asked for in vain.</summary>
    public sealed class Place : IAsyncLifetime
    {
        private readonly ConcurrentDictionary<string, string> _missing = new(StringComparer.Ordinal);

        public Place() =>
            Front = new Front
            {
                Replace = services =>
                    services.AddSingleton<IStringLocalizer<Words>>(provider => new Listener(
                        new StringLocalizer<Words>(provider.GetRequiredService<IStringLocalizerFactory>()),
                        _missing
                    )),
            };

        public Front Front { get; }

        public IReadOnlyDictionary<string, string> Missing => _missing;

        public async ValueTask InitializeAsync()
        {
            await using var scope = Front.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SeedDemoHandler>().SeedAsync(_ => { }, Cancel);
        }

        public ValueTask DisposeAsync() => Front.DisposeAsync();
    }

    /// <summary>Which pages say that they are translated.</summary>
    private sealed class RouteMatcher(IServiceProvider services)
    {
        private readonly List<RouteEndpoint> _routes =
        [
            .. services
                .GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
                .OrderBy(route => route.RoutePattern.InboundPrecedence),
        ];

        public IEnumerable<string?> Translated =>
            _routes.Where(IsTranslated).Select(route => route.RoutePattern.RawText).Where(route => route != "/problem");

        public string? TranslatedRouteOf(string path) =>
            _routes.FirstOrDefault(route => IsOf(route.RoutePattern, path)) is { } found && IsTranslated(found)
                ? found.RoutePattern.RawText
                : null;

        private static bool IsTranslated(RouteEndpoint route) => route.Metadata.GetMetadata<TranslatedAttribute>() is not null;

        private static bool IsOf(RoutePattern pattern, string path)
        {
            var values = new RouteValueDictionary();
            return new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, values)
                && values.All(value =>
                    pattern.ParameterPolicies.GetValueOrDefault(value.Key) is not { } policies
                    || policies.All(policy => IsWithin(policy.Content, value.Value as string))
                );
        }

        private static bool IsWithin(string? policy, string? value) =>
            policy switch
            {
                "int" => int.TryParse(value, CultureInfo.InvariantCulture, out _),
                "guid" => Guid.TryParse(value, out _),
                _ => false, // the framework's own ways to files
            };
    }

    /// <summary>Hears which words were asked for in another language and answered in English.</summary>
    private sealed class Listener(IStringLocalizer<Words> words, ConcurrentDictionary<string, string> missing)
        : IStringLocalizer<Words>
    {
        public LocalizedString this[string name] => Heard(words[name]);

        public LocalizedString this[string name, params object[] arguments] => Heard(words[name, arguments]);

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
            words.GetAllStrings(includeParentCultures);

        // A word that only the English resource has comes from the parent, and says so nowhere; so its own file is asked.
        private LocalizedString Heard(LocalizedString answer)
        {
            if (CultureInfo.CurrentUICulture.Name == "es" && !s_spanish.Value.ContainsKey(answer.Name))
            {
                missing.TryAdd(answer.Name, answer.Value);
            }

            return answer;
        }

        private static readonly Lazy<Dictionary<string, string>> s_spanish = new(() => Read(Spanish));
    }
}

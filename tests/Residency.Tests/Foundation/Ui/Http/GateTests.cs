using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Ui.Http;

namespace Residency.Tests.Foundation.Ui.Http;

/// <summary>What holds for every way in, asked of the whole product.</summary>
public sealed class GateTests(Front front) : IClassFixture<Front>
{
    [Fact]
    public void Every_way_in_needs_an_action_that_some_table_knows()
    {
        var endpoints = front.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        endpoints.Count.ShouldBeGreaterThan(10);
        WaysIn.Unmapped(endpoints).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_of_its_class()
    {
        using var client = NewClient();
        foreach (var path in Paths(HttpMethods.Get))
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            var policy = Header(answer, "Content-Security-Policy", path);
            var isShared = answer.IsSuccessStatusCode && answer.Headers.Vary.Contains("Cookie");
            policy.ShouldStartWith("default-src 'none'; ", Case.Sensitive, path);
            policy.ShouldNotContain("unsafe-", Case.Insensitive, path);
            policy.ShouldContain("frame-ancestors 'none'; base-uri 'none'; object-src 'none'", Case.Sensitive, path);
            policy.ShouldContain(isShared ? "script-src 'self'; style-src 'self';" : "script-src 'nonce-", Case.Sensitive, path);
            Header(answer, "X-Content-Type-Options", path).ShouldBe("nosniff");
            Header(answer, "Cross-Origin-Opener-Policy", path).ShouldBe("same-origin");
            Header(answer, "Cross-Origin-Resource-Policy", path).ShouldBe("same-origin");
            Header(answer, "Strict-Transport-Security", path).ShouldBe("max-age=31536000; includeSubDomains");
            Header(answer, "Referrer-Policy", path)
                .ShouldBeOneOf("strict-origin-when-cross-origin", "same-origin", "no-referrer");
            Header(answer, "Permissions-Policy", path).ShouldContain("geolocation=()");
            answer.Headers.Contains("Server").ShouldBeFalse(path);
            answer.Headers.Contains("X-Powered-By").ShouldBeFalse(path);
            if (answer.Headers.CacheControl?.Public != true && !isShared)
            {
                (answer.Headers.CacheControl?.NoStore).ShouldBe(true, path);
            }
        }
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "https://localhost.evil.example")]
    [InlineData("Origin", "http://localhost")]
    public async Task Nothing_is_changed_from_another_site(string header, string value)
    {
        using var client = NewClient();
        foreach (var path in Paths(HttpMethods.Post))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([]) };
            request.Headers.TryAddWithoutValidation(header, value);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBeOneOf([401, 403, 404], path);
        }
    }

    [Fact]
    public async Task Nothing_is_changed_without_a_token()
    {
        using var client = NewClient();
        foreach (var path in Paths(HttpMethods.Post))
        {
            using var answer = await client.PostAsync(path, new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBeOneOf([400, 401, 404], path);
        }
    }

    [Fact]
    public async Task A_visitor_is_led_to_the_sign_in_and_back_and_a_program_is_told()
    {
        using var client = NewClient();
        var path = Paths(HttpMethods.Get).First(path => path.StartsWith("/account", StringComparison.Ordinal));

        using var person = await client.GetAsync(path + "?a=b", TestContext.Current.CancellationToken);
        person.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        person.Headers.Location?.ToString().ShouldBe($"/sign-in?return={Uri.EscapeDataString(path + "?a=b")}");

        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("application/json");
        using var program = await client.SendAsync(request, TestContext.Current.CancellationToken);
        program.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        program.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("/no-such-hub")]
    [InlineData("/no-such-hub/library")]
    [InlineData("/files/2222-2222")]
    [InlineData("/files/..%2f..%2fresidency.db")]
    [InlineData("/nowhere/at/all/of/this")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path)
    {
        using var client = NewClient();
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("<h1>");
    }

    private static string Header(HttpResponseMessage answer, string name, string path)
    {
        answer.Headers.TryGetValues(name, out var values).ShouldBeTrue($"{path} answers without {name}");
        return string.Join(", ", values!); // asserted above
    }

    // Every endpoint that takes the method, with values that name nothing in place of the parameters.
    private IReadOnlyList<string> Paths(string method) =>
        [
            .. front
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) != false)
                .Where(endpoint => WaysIn.ActionOf(endpoint) is not null)
                .Select(endpoint => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(Segment)))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static string Segment(RoutePatternPathSegment segment) =>
        string.Concat(
            segment.Parts.Select(part =>
                part switch
                {
                    RoutePatternLiteralPart literal => literal.Content,
                    RoutePatternSeparatorPart separator => separator.Content,
                    RoutePatternParameterPart { ParameterPolicies: [{ Content: "guid" }] } => Guid.Empty.ToString(),
                    RoutePatternParameterPart { ParameterPolicies: [{ Content: "int" or "long" }] } => "1",
                    _ => "none",
                }
            )
        );

    private HttpClient NewClient() => front.NewClient();
}

/// <summary>The product on an empty data folder, in this process.</summary>
public sealed class Front : WebApplicationFactory<Program>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("residency-front-").FullName;

    /// <summary>Multiplies the limits, so that they are out of the way of other tests.</summary>
    internal int LimitFactor { get; init; } = 1000;

    /// <summary>The program that draws link previews; none unless wished for.</summary>
    internal string Node { get; init; } = "";

    /// <summary>Whether jobs run in the background.</summary>
    internal bool RunsJobs { get; init; } = true;

    /// <summary>Where the database is; null for SQLite in the data folder.</summary>
    internal string? Postgres { get; init; }

    /// <summary>Puts other services in place.</summary>
    internal Action<IServiceCollection> Replace { get; init; } = _ => { };

    /// <summary>A client over HTTPS, so that what depends on it is seen, to which redirects are answers.</summary>
    public HttpClient NewClient()
    {
        var client = CreateClient(
            new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://site.example"), AllowAutoRedirect = false }
        );
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("data", _folder);
        builder.UseSetting("Storage:Postgres", Postgres);
        builder.UseSetting("Drawing:Node", Node);
        builder.UseSetting("Jobs:RunHere", RunsJobs.ToString());
        builder.UseSetting("Http:LimitFactor", LimitFactor.ToString(System.Globalization.CultureInfo.InvariantCulture));
        builder.ConfigureTestServices(Replace);
    }
}

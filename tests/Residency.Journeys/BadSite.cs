using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Residency.Journeys;

/// <summary>A site whose pages are wrong, each in one way: what the journeys look for must be found there.</summary>
public sealed class BadSite : IAsyncLifetime
{
    private const string Good = "<h1>Page</h1><p>Text</p>";

    private readonly WebApplication _site;

    public BadSite()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _site = builder.Build();
        _site.Urls.Add("http://127.0.0.1:0");
        Serve("/good", Good);
        Serve("/pale", """<h1>Page</h1><p class="pale">Text</p>""");
        Serve("/unlabelled", """<h1>Page</h1><form><input type="text" name="title"></form>""");
        Serve("/wide", """<h1>Page</h1><p class="wide">Text</p>""");
        Serve("/elsewhere", Good + """<img src="http://localhost:9/picture.png" alt="A picture">""");
        Serve("/breach", Good + """<p style="color: green">Text</p>""");
        Serve("/broken", Good + """<script src="/broken.js"></script>""");
        _site.MapGet("/broken.js", () => Results.Text("nothing.at.all();", "text/javascript"));
        _site.MapGet(
            "/style.css",
            () => Results.Text("body { color: #000; background: #fff } .pale { color: #ddd } .wide { width: 3000px }", "text/css")
        );
        _site.MapFallback(() => Results.Text("Not here", statusCode: 404));
        _site.MapGet("/favicon.ico", () => Results.NoContent());
    }

    public Uri Address => new(_site.Urls.First());

    public async ValueTask InitializeAsync() => await _site.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private void Serve(string path, string body) =>
        _site.MapGet(
            path,
            (HttpResponse response) =>
            {
                response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src *";
                var page = $"""
                    <!doctype html><html lang="en"><head><title>Page</title>
                    <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head>
                    <body><main>{body}</main></body></html>
                    """;
                return Results.Text(page, "text/html; charset=utf-8");
            }
        );
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Residency.Foundation.Ui;

namespace Residency.Tests.Foundation.Ui;

public sealed class ResponseHeadersTests
{
    [Fact]
    public async Task Every_answer_carries_the_nonce_of_its_own_request()
    {
        using var host = await StartAsync();
        using var client = host.GetTestClient();

        var first = await client.GetAsync(new Uri("/own", UriKind.Relative), TestContext.Current.CancellationToken);
        var second = await client.GetAsync(new Uri("/own", UriKind.Relative), TestContext.Current.CancellationToken);

        var nonce = await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Policy(first).ShouldContain($"script-src 'nonce-{nonce}' 'strict-dynamic';");
        Policy(first).ShouldStartWith("default-src 'none';");
        Policy(first).ShouldNotContain("unsafe");
        Policy(second).ShouldNotContain(nonce);
        first.Headers.CacheControl!.NoStore.ShouldBeTrue();
        first.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task A_shared_answer_carries_no_nonce_and_may_be_kept()
    {
        using var host = await StartAsync();
        using var client = host.GetTestClient();

        var answer = await client.GetAsync(new Uri("/shared", UriKind.Relative), TestContext.Current.CancellationToken);

        Policy(answer).ShouldContain("script-src 'self'; style-src 'self';");
        Policy(answer).ShouldNotContain("nonce");
        (answer.Headers.CacheControl?.NoStore ?? false).ShouldBeFalse();
    }

    private static string Policy(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();

    private static async Task<IHost> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddScoped<PageNonce>();
        var app = builder.Build();
        app.UseRouting();
        app.UseMiddleware<ResponseHeaders>();
        app.MapGet("/own", (PageNonce nonce) => nonce.Value);
        app.MapGet("/shared", () => "for all").WithMetadata(new OutputCacheAttribute());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}

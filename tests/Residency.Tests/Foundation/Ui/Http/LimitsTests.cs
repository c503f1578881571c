using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Ui.Http;

namespace Residency.Tests.Foundation.Ui.Http;

public sealed class LimitsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_gets_around_a_limit_by_inventing_addresses()
    {
        await using var front = new Front { LimitFactor = 1 };
        using var client = front.NewClient();
        var allowed = 0;
        string[] headers = ["X-Forwarded-For", "Forwarded", "CF-Connecting-IP", "True-Client-IP", "X-Real-IP", "X-Client-IP"];
        for (var i = 0; i < 300; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([]) };
            foreach (var header in headers)
            {
                request.Headers.TryAddWithoutValidation(header, $"203.0.{i / 200}.{i % 200}");
            }

            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            allowed += answer.StatusCode == HttpStatusCode.TooManyRequests ? 0 : 1;
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                answer.Headers.RetryAfter.ShouldNotBeNull();
            }
        }

        allowed.ShouldBeInRange(1, 20); // ten a minute, and the minute may turn once meanwhile
    }

    [Fact]
    public async Task Every_limit_that_is_declared_stands_somewhere()
    {
        await using var front = new Front();
        var used = front
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<LimitedAttribute>())
            .Select(limited => limited.Limit);
        typeof(Limits)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!) // they are all words
            .Except(used, StringComparer.Ordinal)
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/harbour/contact")]
    [InlineData("/sign-in")]
    public async Task What_strangers_may_send_is_limited_and_looking_is_not(string path)
    {
        await using var front = new Front { LimitFactor = 1 };
        using var client = front.NewClient();
        var sent = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
        {
            using var content = new FormUrlEncodedContent([]);
            sent.Add((await client.PostAsync(new Uri(path, UriKind.Relative), content, Cancel)).StatusCode);
            (await client.GetAsync(new Uri(path, UriKind.Relative), Cancel)).StatusCode.ShouldNotBe(
                HttpStatusCode.TooManyRequests
            );
        }

        sent.Count(status => status is not HttpStatusCode.TooManyRequests).ShouldBeInRange(1, 20);
    }
}

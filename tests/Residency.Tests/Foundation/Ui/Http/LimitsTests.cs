using System.Net;

namespace Residency.Tests.Foundation.Ui.Http;

public sealed class LimitsTests
{
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
}

using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Residency.Gather.Hubs.Model;
using Residency.Tests.Foundation.Ui.Http;

namespace Residency.Tests.Gather.Hubs;

/// <summary>No hub stands at an address of the installation.</summary>
public sealed class ReservedSlugTests
{
    [Fact]
    public async Task The_first_words_of_all_addresses_are_no_slugs_of_hubs()
    {
        await using var front = new Front();
        front
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.PathSegments)
            .Where(segments => segments is [{ IsSimple: true }, ..] && segments[0].Parts[0] is RoutePatternLiteralPart)
            .Select(segments => ((RoutePatternLiteralPart)segments[0].Parts[0]).Content)
            .Where(word => word.All(c => char.IsAsciiLetterLower(c) || c == '-'))
            .Distinct(StringComparer.Ordinal)
            .Except(Hub.Reserved, StringComparer.Ordinal)
            .ShouldBeEmpty();
    }
}

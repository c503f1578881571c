using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.StaticAssets;
using Residency.Foundation.Actors;

namespace Residency.Foundation.Ui.Http;

/// <summary>Knows of every endpoint which action it stands for. One without an action stops the start.</summary>
public static class WaysIn
{
    /// <summary>The action that an endpoint stands for; null for style sheets, problem pages and the framework's own.</summary>
    public static string? ActionOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<NeedsAttribute>()?.Action;

    /// <summary>Names the action of an endpoint that is not a page.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, string action)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new NeedsAttribute(action));

    /// <summary>Whether the endpoint serves a file that is part of the product.</summary>
    internal static bool IsAsset(Endpoint endpoint) => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    /// <summary>Whether the endpoint may do without an action: it shows nothing that belongs to anybody.</summary>
    internal static bool IsFree(Endpoint endpoint)
    {
        // Routing's own answers, such as "method not allowed", are endpoints without a route.
        if (IsAsset(endpoint) || endpoint is not RouteEndpoint route)
        {
            return true;
        }

        var page = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
        return page is not null
            ? page == typeof(ProblemPage) || page.Namespace == typeof(StyleGuide.StyleGuideGate).Namespace
            : IsOfTheFramework(route.RoutePattern.RawText?.TrimStart('/') ?? "");
    }

    // The second finds style sheets that were added after the build; it is mapped in development only.
    private static bool IsOfTheFramework(string pattern) =>
        pattern.StartsWith("_framework/", StringComparison.Ordinal) || pattern == "{**path:file}";

    /// <summary>The endpoints that carry no action, or one without a row in any access table.</summary>
    public static IReadOnlyList<string> Unmapped(IEnumerable<Endpoint> endpoints) =>
        [
            .. endpoints
                .Where(endpoint => !IsFree(endpoint))
                .Select(endpoint => (endpoint.DisplayName, Action: ActionOf(endpoint)))
                .Where(way => way.Action is null || !AccessTables.Has(way.Action))
                .Select(way =>
                    way.Action is null
                        ? $"{way.DisplayName} has no [Needs(action)]"
                        : $"{way.DisplayName} needs '{way.Action}', which no access table knows"
                ),
        ];

    /// <summary>Refuses to start when some way in is not mapped.</summary>
    /// <exception cref="InvalidOperationException">Names the endpoints.</exception>
    public static void CheckWaysIn(this WebApplication app)
    {
        var unmapped = Unmapped(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints));
        if (unmapped.Count > 0)
        {
            throw new InvalidOperationException("Every way in needs one action: " + string.Join("; ", unmapped));
        }
    }
}

using Microsoft.AspNetCore.Builder;

namespace Residency.Foundation.Ui.StyleGuide;

/// <summary>Keeps the style guide out of running installations.</summary>
internal static class StyleGuideGate
{
    /// <summary>Answers 404 where an endpoint is a page of this folder.</summary>
    internal static void Close(EndpointBuilder endpoint)
    {
        var page = endpoint.Metadata.OfType<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>().FirstOrDefault();
        if (!string.Equals(page?.Type.Namespace, typeof(StyleGuideGate).Namespace, StringComparison.Ordinal))
            return;
        endpoint.RequestDelegate = context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }
}

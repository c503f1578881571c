using Microsoft.AspNetCore.Antiforgery;

namespace Residency.Foundation.Ui.Http;

/// <summary>Refuses requests that change something unless our own page sent them.</summary>
/// <remarks>
/// Two walls: what the browser says of the sender (<c>Sec-Fetch-Site</c>, <c>Origin</c>), then the token in the form.
/// Pages check their token themselves; every other endpoint is checked here.
/// </remarks>
internal sealed class SameSiteOnly(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (IsSafe(context.Request.Method))
        {
            await next(context);
            return;
        }

        if (!IsFromHere(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (
            context.GetEndpoint() is { } endpoint
            && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is null
            && !await antiforgery.IsRequestValidAsync(context)
        )
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await next(context);
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    /// <summary>Whether the browser itself says that a page of this site sent the request.</summary>
    internal static bool IsSurelyFromHere(HttpRequest request) =>
        IsFromHere(request) && (request.Headers["Sec-Fetch-Site"].Count > 0 || request.Headers.Origin.Count > 0);

    private static bool IsFromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site is not ("same-origin" or "none"))
        {
            return false;
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}

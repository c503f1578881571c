using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Residency.Foundation.Ui.Http;

namespace Residency.Foundation.Ui;

/// <summary>Sets the headers that tell a browser what an answer may do. A header that is already there stays.</summary>
public sealed class ResponseHeaders(RequestDelegate next)
{
    private const string EverythingElse =
        "img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        + "base-uri 'none'; object-src 'none'; worker-src 'self'; manifest-src 'self'";

    private static readonly PathString BesidePages = "/islands/away.js";

    public Task InvokeAsync(HttpContext context, PageNonce nonce)
    {
        context.Response.OnStarting(() =>
        {
            Set(context, nonce);
            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>Whether the answer may be kept and shown to others, so that it can carry no number used once.</summary>
    /// <remarks>What a signed-in person sees names the person, and is never kept.</remarks>
    public static bool IsShared(HttpContext context) =>
        context.User.Identity?.IsAuthenticated != true
        && context.GetEndpoint()?.Metadata.GetMetadata<OutputCacheAttribute>() is not null;

    // Public whether or not it may be kept: search engines are welcome.
    private static bool IsPublic(HttpContext context) =>
        context.GetEndpoint() is { } endpoint
        && (
            WaysIn.IsAsset(endpoint)
            || endpoint.Metadata.GetMetadata<OutputCacheAttribute>() is not null
            || endpoint.Metadata.GetMetadata<ForSearchEnginesAttribute>() is not null
        );

    private static void Set(HttpContext context, PageNonce nonce)
    {
        var headers = context.Response.Headers;
        var shared = IsShared(context);
        var sources = shared
            ? "script-src 'self'; style-src 'self'"
            : $"script-src 'nonce-{nonce.Value}' 'strict-dynamic'; style-src 'self' 'nonce-{nonce.Value}'";
        headers.TryAdd("Content-Security-Policy", $"default-src 'none'; {sources}; {EverythingElse}");
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        // It stands among the scripts and runs beside pages elsewhere.
        if (context.Request.Path == BesidePages)
            headers.TryAdd("Service-Worker-Allowed", "/");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd(
            "Referrer-Policy",
            context.GetEndpoint()?.Metadata.GetMetadata<NoReferrerAttribute>() is null
                ? "strict-origin-when-cross-origin"
                : "no-referrer"
        );
        headers.TryAdd("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()");
        if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
            headers.TryAdd("Retry-After", Failures.TryAgainAfter.ToString(CultureInfo.InvariantCulture));
        if (context.Request.IsHttps)
            headers.TryAdd("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        // Who came with a cookie that could mean a person gets a page that no proxy keeps, even signed out.
        if (!shared || !PublicPages.IsForEveryone(context))
            headers.TryAdd("Cache-Control", "no-store");
        if (!IsPublic(context))
            headers.TryAdd("X-Robots-Tag", "noindex");
    }
}

/// <summary>The page tells the next site nothing of where the reader came from: pages with links that open things, drafts.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NoReferrerAttribute : Attribute;

/// <summary>The page or endpoint is for everyone, search engines included. Pages that caches may keep need no mark.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ForSearchEnginesAttribute : Attribute;

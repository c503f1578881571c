using Microsoft.AspNetCore.OutputCaching;

namespace Residency.Foundation.Ui;

/// <summary>Sets the headers that tell a browser what an answer may do. A header that is already there stays.</summary>
public sealed class ResponseHeaders(RequestDelegate next)
{
    private const string EverythingElse =
        "img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        + "base-uri 'none'; object-src 'none'; worker-src 'self'; manifest-src 'self'";

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
    public static bool IsShared(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<OutputCacheAttribute>() is not null;

    private static void Set(HttpContext context, PageNonce nonce)
    {
        var headers = context.Response.Headers;
        var shared = IsShared(context);
        var sources = shared
            ? "script-src 'self'; style-src 'self'"
            : $"script-src 'nonce-{nonce.Value}' 'strict-dynamic'; style-src 'self' 'nonce-{nonce.Value}'";
        headers.TryAdd("Content-Security-Policy", $"default-src 'none'; {sources}; {EverythingElse}");
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.TryAdd(
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), browsing-topics=()"
        );
        if (!shared)
            headers.TryAdd("Cache-Control", "no-store");
    }
}

using Residency.Foundation.Actors;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Parts;

/// <summary>The cookie that holds a session's secret.</summary>
public static class SessionCookie
{
    /// <summary>The session's secret; null when the request carries none.</summary>
    public static LinkSecret? Read(HttpContext context) => LinkSecret.Parse(context.Request.Cookies[Name(context)]);

    /// <summary>Hands the browser a session.</summary>
    /// <param name="context">The request.</param>
    /// <param name="secret">What the session was begun with.</param>
    /// <param name="remember">Whether the cookie outlives the browser's own session.</param>
    public static void Write(HttpContext context, LinkSecret secret, bool remember) =>
        context.Response.Cookies.Append(
            Name(context),
            secret.Text,
            Options(context, remember ? AccountSession.Remembered : null)
        );

    /// <summary>Takes the session from the browser.</summary>
    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(Name(context), Options(context, null));

    // Browsers accept the prefixes only with Secure, and Secure only over HTTPS; plain HTTP is for the loopback alone.
    private static string Name(HttpContext context) => context.Request.IsHttps ? "__Host-residency" : "residency";

    private static CookieOptions Options(HttpContext context, TimeSpan? lifetime) =>
        new()
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            Path = "/",
            MaxAge = lifetime,
        };
}

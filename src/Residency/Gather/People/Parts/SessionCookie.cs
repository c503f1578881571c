using Residency.Gather.People.Model;

namespace Residency.Gather.People.Parts;

/// <summary>The cookies of this room: the session's, and those that keep the secret of a mailed link for a moment.</summary>
public static class SessionCookie
{
    /// <summary>How long a browser keeps the secret of a followed link.</summary>
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);

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
            Options(context, "/", remember ? AccountSession.Remembered : null)
        );

    /// <summary>Takes the session from the browser.</summary>
    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(Name(context), Options(context, "/", null));

    /// <summary>Tells no other site from where a reader of a link's page comes.</summary>
    /// <remarks>
    /// Once the secret is out of the address, our own site may be told: under <c>no-referrer</c> browsers send
    /// <c>Origin: null</c> with the page's own form, which then looks like a form of somebody else.
    /// </remarks>
    /// <param name="context">The request.</param>
    /// <param name="isSecretInAddress">Whether the secret still stands in the address.</param>
    public static void KeepToOurselves(HttpContext context, bool isSecretInAddress) =>
        context.Response.Headers["Referrer-Policy"] = isSecretInAddress ? "no-referrer" : "same-origin";

    /// <summary>Keeps the secret of a link out of the address bar, the history and the referrer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">The only path to which the browser sends it back.</param>
    /// <param name="secret">What stood in the link.</param>
    public static void Keep(HttpContext context, string path, LinkSecret secret) =>
        context.Response.Cookies.Append(LinkName(context, path), secret.Text, Options(context, path, LinkLifetime));

    /// <summary>The secret that <see cref="Keep"/> put aside; null when there is none.</summary>
    public static LinkSecret? Kept(HttpContext context, string path) =>
        LinkSecret.Parse(context.Request.Cookies[LinkName(context, path)]);

    /// <summary>Forgets the secret of a link.</summary>
    public static void Forget(HttpContext context, string path) =>
        context.Response.Cookies.Delete(LinkName(context, path), Options(context, path, null));

    // Browsers accept the prefixes only with Secure, and Secure only over HTTPS; plain HTTP is for the loopback alone.
    private static string Name(HttpContext context) => context.Request.IsHttps ? "__Host-residency" : "residency";

    private static string LinkName(HttpContext context, string path)
    {
        var name = "residency" + path.Replace('/', '-');
        return context.Request.IsHttps ? "__Secure-" + name : name;
    }

    private static CookieOptions Options(HttpContext context, string path, TimeSpan? lifetime) =>
        new()
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            Path = path,
            MaxAge = lifetime,
        };
}

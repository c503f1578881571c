using Residency.Foundation.Actors;

namespace Residency.Foundation.Ui.Http;

/// <summary>Keeps the secret of a followed link for a while, in a cookie for the link's own path alone.</summary>
public static class LinkCookie
{
    /// <summary>How long a browser keeps it: one hour.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

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
        Write(context, NameOf(path), path, secret.Text, Lifetime);

    /// <summary>The secret that <see cref="Keep"/> put aside; null when there is none.</summary>
    public static LinkSecret? Kept(HttpContext context, string path) => LinkSecret.Parse(Read(context, NameOf(path)));

    /// <summary>Forgets the secret of a link.</summary>
    public static void Forget(HttpContext context, string path) =>
        context.Response.Cookies.Delete(Name(context, NameOf(path)), Options(context, path, null));

    /// <summary>Hands the browser a value for one path.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The cookie's name, without the prefix that browsers ask for.</param>
    /// <param name="path">The only path to which the browser sends it back.</param>
    /// <param name="value">The value.</param>
    /// <param name="lifetime">How long it is kept.</param>
    public static void Write(HttpContext context, string name, string path, string value, TimeSpan lifetime) =>
        context.Response.Cookies.Append(Name(context, name), value, Options(context, path, lifetime));

    /// <summary>What <see cref="Write"/> handed over; null when the request does not carry it.</summary>
    public static string? Read(HttpContext context, string name) => context.Request.Cookies[Name(context, name)];

    private static string NameOf(string path) => "residency" + path.Replace('/', '-');

    // Browsers accept the prefix only with Secure, and Secure only over HTTPS; plain HTTP is for the loopback alone.
    // The prefix __Host- would demand the path "/", and the cookie is to go to its own path only.
    private static string Name(HttpContext context, string name) => context.Request.IsHttps ? "__Secure-" + name : name;

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

using Microsoft.AspNetCore.Diagnostics;

namespace Residency.Foundation.Ui.Http;

/// <summary>Where to go after signing in or confirming: an address within this site, which no browser can read otherwise.</summary>
/// <remarks>
/// Narrower than "local" in the framework's sense: printable ASCII of RFC 3986, one slash first, no slash, backslash or
/// percent sign right after it, no double slash in the path. What is refused is replaced, never repaired.
/// </remarks>
public static class ReturnPath
{
    private const int Longest = 2000;
    private const string Allowed = "/-._~?=&%+@:,;!$'()*#";

    /// <summary>The path if it stays on this site; else the given one.</summary>
    public static string Or(string? wanted, string otherwise) => IsLocal(wanted) ? wanted! : otherwise; // not null when local

    /// <summary>Whether the path stays on this site.</summary>
    public static bool IsLocal(string? path) =>
        path is { Length: > 0 and <= Longest }
        && path[0] == '/'
        && path.All(c => char.IsAsciiLetterOrDigit(c) || Allowed.Contains(c, StringComparison.Ordinal))
        && (path.Length == 1 || char.IsAsciiLetterOrDigit(path[1]) || path[1] is '?' or '#')
        && !path.Split('?', '#')[0].Contains("//", StringComparison.Ordinal);

    /// <summary>The address of a page that leads back to the present one.</summary>
    /// <param name="page">Such as <c>/sign-in</c>.</param>
    /// <param name="context">The request; its path and query are kept. A page about a failure leads back to what failed.</param>
    public static string Via(string page, HttpContext context) =>
        $"{page}?return={Uri.EscapeDataString(Or(Present(context), "/"))}";

    private static string Present(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is { } failed
            ? failed.OriginalPath + failed.OriginalQueryString
            : context.Request.Path + context.Request.QueryString;
}
